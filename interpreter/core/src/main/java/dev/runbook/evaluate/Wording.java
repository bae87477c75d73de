package dev.runbook.evaluate;

import dev.runbook.check.Effect;
import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.plan.Words;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Text;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts and expressions in a reader's words. What is known of an expression stands there as its
 * value; nothing outside is asked for the rest.
 */
final class Wording {

  /** Behind such a word at the end of an action's name its argument reads on. */
  private static final Set<String> LEADING =
      Set.of("at", "of", "after", "in", "for", "with", "from", "to", "by", "on");

  private static final Set<Type> SHORT =
      Set.of(
          Basic.TEXT,
          Basic.NUMBER,
          Basic.VERSION,
          Basic.BOOL,
          Basic.TIME,
          Basic.DATE,
          Basic.DURATION);

  private static final Map<String, String> RELATIONS =
      Map.of("contains", " contains ", "starts-with", " begins with ", "ends-with", " ends with ");

  private static final Map<String, String> DENIED =
      Map.of(
          "contains", " does not contain ",
          "starts-with", " does not begin with ",
          "ends-with", " does not end with ");

  /** Members whose names are no words before an "of". */
  private static final Map<String, String> MEMBERS =
      Map.of(
          "max", "the highest of ",
          "min", "the lowest of ",
          "length", "the number of ",
          "parts", "the number of parts of ",
          "bare", "the bare number of ",
          "next", "the version after ",
          "previous", "the version before ");

  private final Context run;

  Wording(Context run) {
    this.run = run;
  }

  Words text(Text text, Frame frame) {
    Words.Builder words = new Words.Builder().from(frame.module().source().name());
    for (Part part : text.parts()) {
      switch (part) {
        case Part.Chars chars -> words.say(chars.value());
        case Part.Hole hole -> words.say(run.expressions.evaluate(hole.value(), frame));
      }
    }
    return words.build();
  }

  Words of(Expression expression, Frame frame) {
    Words.Builder words = new Words.Builder();
    say(expression, frame, words);
    return words.build();
  }

  private void say(Expression expression, Frame frame, Words.Builder out) {
    boolean pure = run.effects.of(expression) == Effect.PURE;
    boolean plain = expression instanceof Expression.NameUse || isField(expression);
    if (pure) {
      Value value = run.expressions.evaluate(expression, frame);
      if (!(value instanceof Value.Unknown) || plain) {
        truth(expression, value, out);
        return;
      }
    }
    switch (expression) {
      case Expression.Is is -> is(is, frame, out);
      case Expression.Binary binary -> binary(binary, frame, out);
      case Expression.Unary(var operator, Expression operand, var _) -> {
        boolean not = operator == Expression.UnaryOperator.NOT;
        boolean named = operand instanceof Expression.NameUse || isField(operand);
        if (not && named) {
          operand(operand, frame, out);
          out.say(" is false");
        } else if (not && relation(operand) instanceof Facts.Target.ToMember(var its, var whose)) {
          operand(whose, frame, out);
          out.say(DENIED.getOrDefault(its.name(), " "));
          operand(((Expression.Call) operand).arguments().getFirst().value(), frame, out);
        } else {
          out.say(not ? "it is not so that " : "-");
          say(operand, frame, out);
        }
      }
      case Expression.Within within -> {
        say(within.left(), frame, out);
        out.say(" is within ");
        say(within.tolerance(), frame, out);
        out.say(" of ");
        say(within.base(), frame, out);
      }
      case Expression.Call call -> call(call, frame, out);
      case Expression.MemberUse use -> member(use, frame, out);
      case Expression.IfElse choice -> {
        say(choice.then(), frame, out);
        out.say(" if ");
        say(choice.condition(), frame, out);
        out.say(", else ");
        say(choice.otherwise(), frame, out);
      }
      case Expression.TextLiteral literal -> out.say(text(literal.text(), frame));
      case Expression.NameUse _,
          Expression.Literal _,
          Expression.TypeUse _,
          Expression.Index _,
          Expression.ListLiteral _,
          Expression.MapLiteral _,
          Expression.Lambda _,
          Expression.Bad _ ->
          out.say(code(expression, frame));
    }
  }

  /** What says how one thing is to another; null for anything else. */
  private Facts.Target.@Nullable ToMember relation(Expression expression) {
    return expression instanceof Expression.Call call
            && call.arguments().size() == 1
            && run.facts.target(call) instanceof Facts.Target.ToMember relation
            && RELATIONS.containsKey(relation.member().name())
        ? relation
        : null;
  }

  private boolean isField(Expression expression) {
    return expression instanceof Expression.MemberUse use
        && run.facts.meaning(use) instanceof Facts.Meaning.RecordField;
  }

  /** A truth by itself is no sentence. */
  private void truth(Expression expression, Value value, Words.Builder out) {
    out.say(value);
    if (value instanceof Value.Unknown && run.facts.type(expression) == Basic.BOOL) {
      out.say(" is true");
    }
  }

  private Words code(Expression expression, Frame frame) {
    return Words.of("`" + Waits.text(expression, frame).replace('`', '\'') + "`");
  }

  private void is(Expression.Is is, Frame frame, Words.Builder out) {
    boolean none = literal(is.right(), Expression.LiteralKind.NONE);
    if (none) {
      boolean there = is.negated();
      boolean counted = action(is.left()) != null;
      out.say(there ? (counted ? "there is a " : "there is ") : "there is no ");
      thing(is.left(), frame, out);
      return;
    }
    boolean empty = literal(is.right(), Expression.LiteralKind.EMPTY);
    if (empty && action(is.left()) != null) {
      out.say(is.negated() ? "there are " : "there are no ");
      thing(is.left(), frame, out);
      return;
    }
    operand(is.left(), frame, out);
    out.say(is.negated() ? " is not " : " is ");
    if (empty) {
      out.say("empty");
      return;
    }
    out.say(is.member() ? "one of " : "");
    operand(is.right(), frame, out);
  }

  private Symbol.@Nullable Action action(Expression expression) {
    return expression instanceof Expression.Call call
            && run.facts.target(call) instanceof Facts.Target.ToAction(Symbol.Action action)
        ? action
        : null;
  }

  /** What there is, or is not: without an article. */
  private void thing(Expression expression, Frame frame, Words.Builder out) {
    Symbol.Action action = action(expression);
    if (action == null) {
      operand(expression, frame, out);
    } else {
      action(action, (Expression.Call) expression, frame, out);
    }
  }

  private static boolean literal(Expression expression, Expression.LiteralKind kind) {
    return expression instanceof Expression.Literal literal && literal.kind() == kind;
  }

  private void binary(Expression.Binary binary, Frame frame, Words.Builder out) {
    boolean joins =
        binary.operator() == Expression.BinaryOperator.AND
            || binary.operator() == Expression.BinaryOperator.OR;
    if (joins) {
      say(binary.left(), frame, out);
    } else {
      operand(binary.left(), frame, out);
    }
    out.say(operator(binary.operator()));
    if (joins) {
      say(binary.right(), frame, out);
    } else {
      operand(binary.right(), frame, out);
    }
  }

  private static String operator(Expression.BinaryOperator operator) {
    return switch (operator) {
      case AND -> " and ";
      case OR -> " or ";
      case EQ -> " is ";
      case NE -> " is not ";
      case LT -> " is lower than ";
      case LE -> " is at most ";
      case GT -> " is higher than ";
      case GE -> " is at least ";
      case PLUS -> " + ";
      case MINUS -> " − ";
      case TIMES -> " × ";
      case DIVIDE -> " / ";
      case COALESCE -> ", or where there is none, ";
    };
  }

  private static boolean compares(Expression.Binary binary) {
    return switch (binary.operator()) {
      case EQ, NE, LT, LE, GT, GE -> true;
      case AND, OR, PLUS, MINUS, TIMES, DIVIDE, COALESCE -> false;
    };
  }

  /** A side of a comparison: a truth is a value there, and what is computed stands together. */
  private void operand(Expression expression, Frame frame, Words.Builder out) {
    boolean pure = run.effects.of(expression) == Effect.PURE;
    if (pure && (expression instanceof Expression.NameUse || isField(expression))) {
      out.say(run.expressions.evaluate(expression, frame));
    } else if (expression instanceof Expression.Binary) {
      out.say("(");
      say(expression, frame, out);
      out.say(")");
    } else {
      say(expression, frame, out);
    }
  }

  private void call(Expression.Call call, Frame frame, Words.Builder out) {
    switch (run.facts.target(call)) {
      case Facts.Target.ToAction(Symbol.Action action) -> {
        if (action.result() == Basic.BOOL) {
          out.say(title(action.service()) + " says “" + action.name().replace('-', ' ') + "”");
          if (isPlain(action, call, frame)) {
            arguments(call, frame, out.say(" ("));
            out.say(")");
          }
        } else {
          action(action, call, frame, out.say("the "));
        }
      }
      case Facts.Target.ToFunction(Symbol.Function function) -> {
        out.say("the " + function.name().replace('-', ' '));
        arguments(call, frame, out.say(" "));
      }
      case Facts.Target.ToMember(var member, Expression receiver) ->
          member(member.name(), receiver, call, frame, out);
      case null, default -> out.say(code(call, frame));
    }
  }

  private void action(Symbol.Action action, Expression.Call call, Frame frame, Words.Builder out) {
    String name = action.name().replace('-', ' ');
    out.say(name);
    if (LEADING.contains(name.substring(name.lastIndexOf(' ') + 1))
        && !call.arguments().isEmpty()) {
      out.say(" ");
      operand(call.arguments().getFirst().value(), frame, out);
    } else {
      out.say(" (" + title(action.service()));
      if (isPlain(action, call, frame)) {
        arguments(call, frame, out.say(": "));
      }
      out.say(")");
    }
  }

  /** Whether what it is asked about is short enough to be read in the middle of a sentence. */
  private boolean isPlain(Symbol.Action action, Expression.Call call, Frame frame) {
    boolean all = !call.arguments().isEmpty();
    for (Symbol.Param parameter : action.parameters()) {
      all &= isShort(parameter.type());
    }
    for (Argument argument : call.arguments()) {
      all = all && !isAddress(argument.value(), frame);
    }
    return all;
  }

  /** Of a thing that is known, as a run; its name is shorter. */
  private boolean isAddress(Expression expression, Frame frame) {
    return run.effects.of(expression) == Effect.PURE
        && run.facts.type(expression).required() instanceof RecordType
        && Show.text(run.expressions.evaluate(expression, frame)).startsWith("http");
  }

  /** A record is, where people know it by one of its fields. */
  private static boolean isShort(Type type) {
    return switch (type) {
      case Type.Optional(Type there) -> isShort(there);
      case Type.ListOf(Type element) -> isShort(element);
      case RecordType record -> Show.tells(record);
      default -> SHORT.contains(type);
    };
  }

  static String title(Symbol.Service service) {
    return title(service.syntax().title(), service.name());
  }

  static String title(@Nullable Text title, String name) {
    return title == null ? name : title.plain();
  }

  private void arguments(Expression.Call call, Frame frame, Words.Builder out) {
    for (int at = 0; at < call.arguments().size(); at++) {
      Argument argument = call.arguments().get(at);
      out.say(at == 0 ? "" : ", ");
      out.say(argument.name() == null ? "" : argument.name().text().replace('-', ' ') + " ");
      operand(argument.value(), frame, out);
    }
  }

  private void member(
      String name, Expression receiver, Expression.Call call, Frame frame, Words.Builder out) {
    List<Argument> arguments = call.arguments();
    if (arguments.size() == 1 && arguments.getFirst().value() instanceof Expression.Lambda lambda) {
      lambda(name, receiver, lambda, frame, out);
    } else if (RELATIONS.containsKey(name) && arguments.size() == 1) {
      operand(receiver, frame, out);
      out.say(RELATIONS.getOrDefault(name, " "));
      operand(arguments.getFirst().value(), frame, out);
    } else if (name.equals("trim") && arguments.isEmpty()) {
      operand(receiver, frame, out);
    } else {
      out.say(code(call, frame));
    }
  }

  private void lambda(
      String name, Expression receiver, Expression.Lambda lambda, Frame frame, Words.Builder out) {
    String form =
        switch (name) {
          case "all" -> "for all of ";
          case "any" -> "for one of ";
          case "filter" -> "those of ";
          default -> "";
        };
    if (form.isEmpty()) {
      out.say(name.equals("map") ? "" : of(name));
      operand(receiver, frame, out);
      return;
    }
    Frame inner = frame.inner();
    Type element =
        run.facts.type(receiver) instanceof Type.ListOf(Type each) ? each : Basic.UNKNOWN;
    String each = lambda.parameter().text();
    inner.values().put(each, new Value.Unknown(element, each));
    boolean same =
        lambda.body() instanceof Expression.Is(Expression left, boolean _, boolean _, var _, var _)
            && left instanceof Expression.NameUse use
            && use.name().text().equals(each)
            && !name.equals("filter");
    if (same && lambda.body() instanceof Expression.Is is) {
      boolean all = name.equals("all");
      out.say(all ? "all of " : "one of ");
      operand(receiver, frame, out);
      out.say((all ? " are " : " is ") + (is.negated() ? "not " : ""));
      operand(is.right(), inner, out);
      return;
    }
    if (!name.equals("filter")
        && lambda.body() instanceof Expression.Binary binary
        && compares(binary)
        && binary.left() instanceof Expression.NameUse use
        && use.name().text().equals(each)) {
      out.say(name.equals("all") ? "each of " : "one of ");
      operand(receiver, frame, out);
      out.say(operator(binary.operator()));
      operand(binary.right(), inner, out);
      return;
    }
    if (name.equals("any")
        && relation(lambda.body()) instanceof Facts.Target.ToMember(var its, Expression whose)
        && ((Expression.Call) lambda.body()).arguments().getFirst().value()
            instanceof Expression.NameUse use
        && use.name().text().equals(each)) {
      operand(whose, inner, out);
      out.say(RELATIONS.getOrDefault(its.name(), " ") + "one of ");
      operand(receiver, frame, out);
      return;
    }
    out.say(form);
    operand(receiver, frame, out);
    out.say(name.equals("filter") ? " for which " : ", ");
    say(lambda.body(), inner, out);
  }

  private static String of(String member) {
    return MEMBERS.getOrDefault(member, "the " + member + " of ");
  }

  private void member(Expression.MemberUse use, Frame frame, Words.Builder out) {
    switch (run.facts.meaning(use)) {
      case Facts.Meaning.ComponentField(Symbol.Component component, Symbol.Field field) -> {
        String what = field.name().equals("running") ? "what runs" : field.name();
        out.say(what + " of " + title(component.syntax().title(), component.name()));
      }
      case Facts.Meaning.BuiltIn(var member) -> {
        switch (member.name()) {
          case "trim" -> operand(use.target(), frame, out);
          case "round" -> operand(use.target(), frame, out.say("rounded "));
          default -> operand(use.target(), frame, out.say(of(member.name())));
        }
      }
      case Facts.Meaning.EnumConstant(EnumType _, String name) -> out.say(name);
      case null, default -> out.say(code(use, frame));
    }
  }
}
