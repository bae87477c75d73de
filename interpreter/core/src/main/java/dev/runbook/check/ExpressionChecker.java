package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.library.Durations;
import dev.runbook.library.Members;
import dev.runbook.source.Span;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Expression.BinaryOperator;
import dev.runbook.syntax.Expression.LiteralKind;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Text;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Thing;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of expressions, and what their names and calls mean. */
final class ExpressionChecker {

  private final Problems problems;
  private final Facts facts;
  private final NameChecker names;
  private final CallChecker calls;

  ExpressionChecker(Problems problems, Facts facts) {
    this.problems = problems;
    this.facts = facts;
    this.names = new NameChecker(problems, facts, this);
    this.calls = new CallChecker(problems, facts, this);
  }

  CallChecker calls() {
    return calls;
  }

  NameChecker names() {
    return names;
  }

  /** A value of the type that its place asks for. */
  Type check(Expression expression, Type wanted, Scope scope) {
    Type type = infer(expression, wanted, scope);
    fits(expression, type, wanted, scope.module());
    return type;
  }

  /** A value of any type. */
  Type check(Expression expression, Scope scope) {
    Type type = infer(expression, null, scope);
    if (type instanceof Thing || type == Basic.NOTHING) {
      noValue(expression, type, scope.module());
      return Basic.UNKNOWN;
    }
    return type;
  }

  private void noValue(Expression expression, Type type, Module module) {
    problems.tell(
        Problems.at(
                Code.RB2009,
                module,
                expression.span(),
                type == Basic.NOTHING ? "this call gives no value" : type + " is no value")
            .label("a value belongs here")
            .fix(
                type == Basic.NOTHING
                    ? "Write the call as a statement of its own."
                    : "Name one of its fields or call it."));
  }

  private void fits(Expression expression, Type type, Type wanted, Module module) {
    if (type.fits(wanted)) {
      return;
    }
    if (type instanceof Thing || type == Basic.NOTHING) {
      noValue(expression, type, module);
    } else if (type instanceof Type.Secret) {
      secret(expression.span(), module);
    } else if (type.isOptional() && type.required().fits(wanted)) {
      mayBeNone(expression, module);
    } else {
      Diagnostic diagnostic =
          Problems.at(
                  Code.RB2004,
                  module,
                  expression.span(),
                  "this is " + article(type) + ", and " + article(wanted) + " is needed")
              .label("of type " + type);
      problems.tell(diagnostic.fix(conversion(type, wanted.required())));
    }
  }

  static String article(Type type) {
    String name = type.toString();
    return (!name.isEmpty() && "aeiou".indexOf(Character.toLowerCase(name.charAt(0))) >= 0
            ? "an `"
            : "a `")
        + name
        + "`";
  }

  private static @Nullable String conversion(Type type, Type wanted) {
    if (wanted == Basic.TEXT) {
      return "Write it in a text: `\"${...}\"`.";
    }
    if (type == Basic.TEXT && wanted == Basic.VERSION) {
      return "Write a version without quotes, as in `v3.20`, or use `.version`.";
    }
    if (type == Basic.NUMBER && wanted == Basic.DURATION) {
      return "Give it a unit, as in `5m`.";
    }
    if (type == Basic.NUMBER && wanted == Basic.PERCENT) {
      return "Write it with a percent sign, as in `20%`.";
    }
    return type == Basic.TEXT && wanted == Basic.NUMBER
        ? "Use `.number`, which is none where it is no number."
        : null;
  }

  void mayBeNone(Expression expression, Module module) {
    problems.tell(
        Problems.at(Code.RB2012, module, expression.span(), "this may be none")
            .label("there may be no value here")
            .note("What may be missing has to be looked at before it is used.")
            .fix(
                "Say what holds instead with `?? other`, or ask first with `if ... is not none {"
                    + " ... }`."));
  }

  private void secret(Span span, Module module) {
    problems.tell(
        Problems.at(Code.RB3007, module, span, "a secret must not go here")
            .label("it could be seen")
            .note(
                "A secret flows only into parameters that are declared `secret`: never into a text,"
                    + " a condition or a key.")
            .fix("Hand it to an action that takes a secret, or leave it out."));
  }

  /**
   * @param wanted what the place asks for, so that constants of enumerations need not be spelt out;
   *     or null
   */
  Type infer(Expression expression, @Nullable Type wanted, Scope scope) {
    Type type = compute(expression, wanted, scope);
    facts.types.put(expression, type);
    return type;
  }

  private Type compute(Expression expression, @Nullable Type wanted, Scope scope) {
    return switch (expression) {
      case Expression.Literal literal -> {
        tooLong(literal, scope.module());
        yield literal(literal);
      }
      case Expression.TextLiteral text -> {
        text(text.text(), scope);
        yield Basic.TEXT;
      }
      case Expression.NameUse use -> names.name(use, wanted, scope);
      case Expression.TypeUse use -> names.type(use, scope);
      case Expression.MemberUse use -> names.member(use, scope);
      case Expression.Call call -> calls.call(call, scope);
      case Expression.Index index -> index(index, scope);
      case Expression.Unary unary -> unary(unary, scope);
      case Expression.Binary binary -> binary(binary, wanted, scope);
      case Expression.Is is -> is(is, scope);
      case Expression.Within within -> within(within, scope);
      case Expression.IfElse choice -> choice(choice, wanted, scope);
      case Expression.ListLiteral list -> list(list, wanted, scope);
      case Expression.MapLiteral map -> map(map, wanted, scope);
      case Expression.Lambda lambda -> {
        problems.tell(
            Problems.at(Code.RB2009, scope.module(), lambda.span(), "a function cannot stand here")
                .label("no list is gone through")
                .fix("Functions like this go into `filter`, `map`, `any`, `all` and `sort`."));
        yield Basic.UNKNOWN;
      }
      case Expression.Bad bad -> Basic.UNKNOWN;
    };
  }

  private void tooLong(Expression.Literal literal, Module module) {
    boolean duration = literal.kind() == LiteralKind.DURATION;
    if (duration && Durations.parse(literal.spelling()).isEmpty()) {
      problems.tell(
          Problems.at(Code.RB2016, module, literal.span(), "this is longer than a century")
              .label("no run waits so long")
              .fix("Write a shorter duration."));
    }
  }

  private static Type literal(Expression.Literal literal) {
    return switch (literal.kind()) {
      case NUMBER -> Basic.NUMBER;
      case PERCENT -> Basic.PERCENT;
      case DURATION -> Basic.DURATION;
      case VERSION -> Basic.VERSION;
      case DATE_TIME -> Basic.TIME;
      case DATE -> Basic.DATE;
      case CLOCK_TIME -> Basic.CLOCK;
      case TRUE, FALSE -> Basic.BOOL;
      case NONE -> Basic.NONE;
      case EMPTY -> Basic.UNKNOWN;
    };
  }

  /** The holes of a text. Names of declared things print as their titles. */
  void text(Text text, Scope scope) {
    for (Part part : text.parts()) {
      if (part instanceof Part.Hole hole) {
        Type type = infer(hole.value(), null, scope);
        boolean titled =
            type instanceof Thing(Thing.Kind kind, String name)
                && (kind == Thing.Kind.TEAM
                    || kind == Thing.Kind.COMPONENT
                    || kind == Thing.Kind.ENVIRONMENT
                    || kind == Thing.Kind.ESCALATION);
        if (type instanceof Type.Secret) {
          secret(hole.value().span(), scope.module());
        } else if (!titled && (type instanceof Thing || type == Basic.NOTHING)) {
          noValue(hole.value(), type, scope.module());
        }
      }
    }
  }

  private Type index(Expression.Index index, Scope scope) {
    Type target = check(index.target(), scope);
    return switch (target) {
      case Type.ListOf(Type element) -> {
        check(index.index(), Basic.NUMBER, scope);
        yield element.optional();
      }
      case Type.MapOf(Type key, Type value) -> {
        check(index.index(), key, scope);
        yield value.optional();
      }
      default -> {
        check(index.index(), scope);
        if (target.isOptional()) {
          mayBeNone(index.target(), scope.module());
        } else if (target != Basic.UNKNOWN) {
          problems.tell(
              Problems.at(
                      Code.RB2005,
                      scope.module(),
                      index.target().span(),
                      article(target) + " has no elements")
                  .label("neither a list nor a map"));
        }
        yield Basic.UNKNOWN;
      }
    };
  }

  private Type unary(Expression.Unary unary, Scope scope) {
    if (unary.operator() == Expression.UnaryOperator.NOT) {
      check(unary.operand(), Basic.BOOL, scope);
      return Basic.BOOL;
    }
    Type type = check(unary.operand(), scope);
    if (type == Basic.NUMBER
        || type == Basic.PERCENT
        || type == Basic.DURATION
        || type == Basic.UNKNOWN) {
      return type;
    }
    operands("-", unary.span(), type, type, scope.module());
    return Basic.UNKNOWN;
  }

  private Type binary(Expression.Binary binary, @Nullable Type wanted, Scope scope) {
    BinaryOperator operator = binary.operator();
    if (operator == BinaryOperator.AND || operator == BinaryOperator.OR) {
      check(binary.left(), Basic.BOOL, scope);
      Scope right = scope.inner();
      right.narrow(Narrowing.of(binary.left(), operator == BinaryOperator.AND, facts));
      check(binary.right(), Basic.BOOL, right);
      return Basic.BOOL;
    }
    boolean orderless = operator == BinaryOperator.EQ || operator == BinaryOperator.NE;
    Type left =
        plain(
            binary.left(),
            operator == BinaryOperator.COALESCE && wanted != null ? wanted.optional() : null,
            scope);
    Type right =
        plain(
            binary.right(),
            operator == BinaryOperator.COALESCE && wanted != null ? wanted : left.required(),
            scope);
    if (operator == BinaryOperator.COALESCE && !left.isOptional() && left != Basic.UNKNOWN) {
      problems.tell(
          Problems.at(Code.RB2005, scope.module(), binary.left().span(), "this is never none")
              .label("so what stands behind `??` is never used")
              .fix("Remove the `??` and what follows it."));
      return left;
    }
    Type result = Operands.result(operator, left, right);
    if (result != null) {
      return result;
    }
    boolean noneStands = !orderless && operator != BinaryOperator.COALESCE;
    boolean leftNone = noneStands && left.isOptional();
    boolean rightNone = noneStands && right.isOptional();
    if (leftNone || rightNone) {
      mayBeNone(leftNone ? binary.left() : binary.right(), scope.module());
    } else {
      operands(operator.spelling(), binary.span(), left, right, scope.module());
    }
    return switch (operator) {
      case EQ, NE, LT, LE, GT, GE, AND, OR -> Basic.BOOL;
      case COALESCE, PLUS, MINUS, TIMES, DIVIDE -> Basic.UNKNOWN;
    };
  }

  /** An operand: any value but a secret. */
  private Type plain(Expression expression, @Nullable Type wanted, Scope scope) {
    Type type = infer(expression, wanted, scope);
    if (type instanceof Type.Secret) {
      secret(expression.span(), scope.module());
      return Basic.UNKNOWN;
    }
    if (type instanceof Thing || type == Basic.NOTHING) {
      noValue(expression, type, scope.module());
      return Basic.UNKNOWN;
    }
    return type;
  }

  private void operands(String operator, Span span, Type left, Type right, Module module) {
    String both = left.equals(right) ? article(left) : article(left) + " and " + article(right);
    Diagnostic diagnostic =
        Problems.at(Code.RB2005, module, span, "`" + operator + "` does not take " + both)
            .label("these do not go together");
    boolean text = left == Basic.TEXT || right == Basic.TEXT;
    problems.tell(
        operator.equals("+") && text
            ? diagnostic.fix("Write one text: `\"${a}${b}\"`.")
            : diagnostic);
  }

  private Type is(Expression.Is is, Scope scope) {
    boolean none =
        is.right() instanceof Expression.Literal literal && literal.kind() == LiteralKind.NONE;
    boolean empty =
        is.right() instanceof Expression.Literal literal && literal.kind() == LiteralKind.EMPTY;
    Type left = none ? infer(is.left(), null, scope) : plain(is.left(), null, scope);
    if (empty) {
      facts.types.put(is.right(), Basic.UNKNOWN);
      boolean countable =
          left instanceof Type.ListOf
              || left instanceof Type.MapOf
              || left == Basic.TEXT
              || left == Basic.UNKNOWN;
      if (!countable && left.isOptional()) {
        mayBeNone(is.left(), scope.module());
      } else if (!countable) {
        operands("is empty", is.span(), left, left, scope.module());
      }
      return Basic.BOOL;
    }
    if (none) {
      facts.types.put(is.right(), Basic.NONE);
      boolean may =
          left.isOptional()
              || left == Basic.UNKNOWN
              || (left instanceof Type.Secret(Type of) && of.isOptional());
      if (!may) {
        problems.tell(
            Problems.at(Code.RB2005, scope.module(), is.span(), "this is never none")
                .label("of type " + left + ", which always has a value")
                .fix("Remove the condition."));
      }
      return Basic.BOOL;
    }
    if (is.member()) {
      Type list = infer(is.right(), new Type.ListOf(left.required()), scope);
      boolean fits = list instanceof Type.ListOf(Type element) && Type.join(element, left) != null;
      if (!fits && list != Basic.UNKNOWN) {
        operands("is in", is.span(), left, list, scope.module());
      }
      return Basic.BOOL;
    }
    Type right = plain(is.right(), left.required(), scope);
    if (Type.join(left, right) == null) {
      operands("is", is.span(), left, right, scope.module());
    }
    return Basic.BOOL;
  }

  private Type within(Expression.Within within, Scope scope) {
    check(within.left(), Basic.NUMBER, scope);
    Type tolerance = plain(within.tolerance(), Basic.PERCENT, scope);
    boolean measures =
        tolerance == Basic.PERCENT || tolerance == Basic.NUMBER || tolerance == Basic.UNKNOWN;
    if (!measures) {
      operands("within", within.tolerance().span(), tolerance, tolerance, scope.module());
    }
    check(within.base(), Basic.NUMBER, scope);
    return Basic.BOOL;
  }

  private Type choice(Expression.IfElse choice, @Nullable Type wanted, Scope scope) {
    check(choice.condition(), Basic.BOOL, scope);
    Scope then = scope.inner();
    then.narrow(Narrowing.of(choice.condition(), true, facts));
    Scope otherwise = scope.inner();
    otherwise.narrow(Narrowing.of(choice.condition(), false, facts));
    Type a = infer(choice.then(), wanted, then);
    Type b = infer(choice.otherwise(), wanted == null ? a : wanted, otherwise);
    Type joined = Type.join(a, b);
    if (joined == null) {
      problems.tell(
          Problems.at(
                  Code.RB2004,
                  scope.module(),
                  choice.otherwise().span(),
                  "the two branches differ in type")
              .label("of type " + b)
              .also(scope.module().source(), choice.then().span(), "of type " + a)
              .fix("Let both branches give the same type."));
      return Basic.UNKNOWN;
    }
    return joined;
  }

  private Type list(Expression.ListLiteral list, @Nullable Type wanted, Scope scope) {
    Type element = wanted != null && wanted.required() instanceof Type.ListOf(Type of) ? of : null;
    Type joined = Basic.UNKNOWN;
    for (Expression value : list.elements()) {
      Type type =
          plain(value, element == null && joined != Basic.UNKNOWN ? joined : element, scope);
      joined = together(joined, type, value, scope.module());
    }
    return new Type.ListOf(list.elements().isEmpty() && element != null ? element : joined);
  }

  private Type map(Expression.MapLiteral map, @Nullable Type wanted, Scope scope) {
    Type key =
        wanted != null && wanted.required() instanceof Type.MapOf(Type k, Type v)
            ? k
            : Basic.UNKNOWN;
    Type value =
        wanted != null && wanted.required() instanceof Type.MapOf(Type k, Type v)
            ? v
            : Basic.UNKNOWN;
    Type keys = Basic.UNKNOWN;
    Type values = Basic.UNKNOWN;
    for (Expression.Entry entry : map.entries()) {
      keys =
          together(
              keys,
              plain(entry.key(), key == Basic.UNKNOWN ? null : key, scope),
              entry.key(),
              scope.module());
      values =
          together(
              values,
              plain(entry.value(), value == Basic.UNKNOWN ? null : value, scope),
              entry.value(),
              scope.module());
    }
    return map.entries().isEmpty() ? new Type.MapOf(key, value) : new Type.MapOf(keys, values);
  }

  private Type together(Type before, Type type, Expression value, Module module) {
    if (before == Basic.UNKNOWN) {
      return type;
    }
    Type joined = Type.join(before, type);
    if (joined == null) {
      problems.tell(
          Problems.at(
                  Code.RB2004,
                  module,
                  value.span(),
                  "this is " + article(type) + " among values of type `" + before + "`")
              .label("of another type than the ones before it")
              .fix("A list or map holds values of one type."));
      return before;
    }
    return joined;
  }

  /** The element type's name for messages about loops; unknown where the value is no list. */
  Type elements(Expression expression, Scope scope) {
    Type type = check(expression, scope);
    if (type instanceof Type.ListOf(Type element)) {
      return element;
    }
    if (type.isOptional()) {
      mayBeNone(expression, scope.module());
    } else if (type != Basic.UNKNOWN) {
      problems.tell(
          Problems.at(
                  Code.RB2004,
                  scope.module(),
                  expression.span(),
                  "this is " + article(type) + ", and a list is needed")
              .label("of type " + type));
    }
    return Basic.UNKNOWN;
  }

  /** Whether a type can be the key of a loop or the answer of a question. */
  static boolean isPlain(Type type) {
    return switch (type) {
      case Basic basic -> basic != Basic.NOTHING && basic != Basic.DATA;
      case EnumType enumeration -> true;
      case Type.Optional(Type of) -> isPlain(of);
      case Type.ListOf list -> false;
      case Type.MapOf map -> false;
      case Type.Secret secret -> false;
      case RecordType record -> false;
      case Thing thing -> false;
    };
  }

  List<Type> arguments(List<Argument> arguments, Scope scope) {
    List<Type> types = new ArrayList<>();
    for (Argument argument : arguments) {
      // Whether a function may stand there is not known where it is not known what is called.
      boolean function = argument.value() instanceof Expression.Lambda;
      types.add(function ? Basic.UNKNOWN : infer(argument.value(), null, scope));
    }
    return types;
  }

  /** Names that may be meant by a misspelt member. */
  static List<String> members(Type type) {
    List<String> names = new ArrayList<>(Members.names(type));
    if (type instanceof RecordType record) {
      names.addAll(record.fields().keySet());
    }
    return names;
  }
}
