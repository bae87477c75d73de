package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Event;
import dev.runbook.library.Member;
import dev.runbook.library.Members;
import dev.runbook.library.Operators;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Expression.LiteralKind;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Text;
import dev.runbook.type.Basic;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values of expressions. Operators are strict: what is computed from something inconclusive or
 * unknown is so too; only {@code and} and {@code or} can be decided by one side alone.
 */
final class Expressions {

  private final Context run;
  private final Facts facts;
  private final BiConsumer<Expression, Value> noted;

  Expressions(Context run) {
    this(run, (expression, value) -> {});
  }

  private Expressions(Context run, BiConsumer<Expression, Value> noted) {
    this.run = run;
    this.facts = run.facts;
    this.noted = noted;
  }

  /** Tells every value that is computed on the way. */
  Expressions noting(BiConsumer<Expression, Value> sink) {
    return new Expressions(run, sink);
  }

  Value evaluate(Expression expression, Frame frame) {
    Value value = value(expression, frame);
    noted.accept(expression, value);
    return value;
  }

  private Value value(Expression expression, Frame frame) {
    return switch (expression) {
      case Expression.Literal literal -> Literals.value(literal, run.zone);
      case Expression.TextLiteral text -> text(text, frame);
      case Expression.NameUse use -> meaning(use, Value.NONE, frame);
      case Expression.TypeUse use ->
          throw new IllegalStateException("a type by itself: " + use.name());
      case Expression.MemberUse use -> member(use, frame);
      case Expression.Call call -> call(call, frame);
      case Expression.Index index -> index(index, frame);
      case Expression.Unary unary -> unary(unary, frame);
      case Expression.Binary binary -> binary(binary, frame);
      case Expression.Is is -> is(is, frame);
      case Expression.Within within -> within(within, frame);
      case Expression.IfElse choice -> choice(choice, frame);
      case Expression.ListLiteral list -> {
        List<Value> elements = new ArrayList<>();
        list.elements().forEach(element -> elements.add(evaluate(element, frame)));
        Value all = new Value.ListValue(elements);
        Value open = open(elements, facts.type(list), list, frame);
        yield open == null ? all : partly(open, all);
      }
      case Expression.MapLiteral map -> map(map, frame);
      case Expression.Lambda lambda -> throw new IllegalStateException("a function by itself");
      case Expression.Bad bad -> throw new IllegalStateException("a program with mistakes");
    };
  }

  /** A text for people: its holes filled, things by their titles. */
  String words(Text text, Frame frame) {
    StringBuilder words = new StringBuilder();
    for (Part part : text.parts()) {
      switch (part) {
        case Part.Chars chars -> words.append(chars.value());
        case Part.Hole hole -> words.append(Show.text(evaluate(hole.value(), frame)));
      }
    }
    return words.toString();
  }

  private Value text(Expression.TextLiteral literal, Frame frame) {
    StringBuilder words = new StringBuilder();
    List<Value> holes = new ArrayList<>();
    for (Part part : literal.text().parts()) {
      switch (part) {
        case Part.Chars chars -> words.append(chars.value());
        case Part.Hole hole -> {
          Value value = evaluate(hole.value(), frame);
          holes.add(value);
          words.append(Show.text(value));
        }
      }
    }
    Value open = open(holes, Basic.TEXT, literal, frame);
    return switch (open) {
      case null -> new Value.Text(words.toString());
      case Value.Unknown unknown -> Value.Unknown.partly(Basic.TEXT, words.toString());
      default -> open;
    };
  }

  /** The first inconclusive value, else an unknown one where one is unknown, else null. */
  private @Nullable Value open(List<Value> values, Type type, Expression expression, Frame frame) {
    Value open = null;
    for (Value value : values) {
      if (value instanceof Value.Inconclusive) {
        return value;
      }
      if (value instanceof Value.Unknown) {
        open = new Value.Unknown(type, label(expression, frame));
      }
    }
    return open;
  }

  /** What is known of something with several parts is shown, though it is not known as a whole. */
  private static Value partly(Value open, Value whole) {
    return open instanceof Value.Unknown unknown
        ? Value.Unknown.partly(unknown.type(), Show.text(whole))
        : open;
  }

  private static String label(Expression expression, Frame frame) {
    return Waits.text(expression, frame);
  }

  private Value member(Expression.MemberUse use, Frame frame) {
    Facts.Meaning meaning = facts.meaning(use);
    boolean ofValue =
        meaning instanceof Facts.Meaning.RecordField
            || meaning instanceof Facts.Meaning.DataField
            || meaning instanceof Facts.Meaning.BuiltIn;
    return meaning(use, ofValue ? evaluate(use.target(), frame) : Value.NONE, frame);
  }

  private Value meaning(Expression use, Value target, Frame frame) {
    Facts.Meaning meaning = facts.meaning(use);
    if (target instanceof Value.Unknown unknown
        && meaning instanceof Facts.Meaning.RecordField(String name)
        && !unknown.isPartlyKnown()) {
      return new Value.Unknown(facts.type(use), unknown.label() + "." + name);
    }
    Value open = open(List.of(target), facts.type(use), use, frame);
    if (open != null) {
      return open;
    }
    return switch (meaning) {
      case Facts.Meaning.LocalValue(Symbol.Local local) -> frame.values().get(local.name());
      case Facts.Meaning.ComponentField(Symbol.Component component, Symbol.Field field) ->
          evaluate(field.syntax().value(), fieldFrame(component, frame, use));
      case Facts.Meaning.EnvironmentField(String name) -> environmentField(name, frame);
      case Facts.Meaning.NamedEnvironmentField(
              Symbol.Environment environment,
              Symbol.Field field) ->
          evaluate(
              field.syntax().value(),
              Frame.of(field.module(), frame.path(), environment, new Guards(null))
                  .manner(frame.manner()));
      case Facts.Meaning.EnumConstant(var type, String name) -> new Value.EnumValue(type, name);
      case Facts.Meaning.RecordField(String name) -> {
        Value value = ((Value.Record) target).fields().get(name);
        yield value == null ? Value.NONE : value;
      }
      case Facts.Meaning.DataField(String name) ->
          target instanceof Value.Data data ? Members.dataField(data, name) : Value.NONE;
      case Facts.Meaning.BuiltIn(Member member) ->
          target instanceof Value.None ? Value.NONE : member.body().apply(target, List.of());
      case Facts.Meaning.Now now -> told("now", run.door.time(run.zone), frame);
      case Facts.Meaning.Today today -> told("today", run.door.date(run.zone), frame);
      case Facts.Meaning.Declared(Symbol symbol) -> new Value.Text(title(symbol));
      case Facts.Meaning.NamedStatement statement ->
          throw new IllegalStateException("a statement is no value");
      case null -> throw new IllegalStateException("an unresolved name: " + label(use, frame));
    };
  }

  /** What the clock says differs at each look, so it is kept like what a service says. */
  private Value told(String what, Value value, Frame frame) {
    if (frame.manner().polled()) {
      return value;
    }
    Event.Told before =
        run.journal.past(Event.Told.class, frame.path(), told -> told.what().equals(what));
    if (before != null) {
      run.outline.answered(before.value());
      return before.value();
    }
    if (run.door.dry()) {
      return value;
    }
    Value kept = run.prompts.moment(what, value, frame);
    run.journal.tell(new Event.Told(frame.path(), what, kept, run.door.now()));
    return kept;
  }

  private static String title(Symbol symbol) {
    Text title =
        switch (symbol) {
          case Symbol.Team team -> team.syntax().title();
          case Symbol.Component component -> component.syntax().title();
          case Symbol.Environment environment -> environment.syntax().title();
          case Symbol.Escalation escalation -> escalation.syntax().title();
          default -> null;
        };
    return title == null ? symbol.name() : title.plain();
  }

  /** Fields of the component at work see its parameters; those of another one see the defaults. */
  private Frame fieldFrame(Symbol.Component component, Frame frame, Expression use) {
    String segment =
        use instanceof Expression.MemberUse member ? member.name().text() : label(use, frame);
    if (frame.component() == component) {
      return frame.at(segment);
    }
    Frame other = frame.at(segment).body(component, component.module());
    for (Symbol.Param parameter : component.parameters()) {
      var byDefault = parameter.syntax().defaultValue();
      other
          .values()
          .put(parameter.name(), byDefault == null ? Value.NONE : evaluate(byDefault, other));
    }
    return other;
  }

  private Value environmentField(String name, Frame frame) {
    Symbol.Environment environment = frame.environment();
    Symbol.Field field = environment == null ? null : environment.fields().get(name);
    if (environment == null || field == null) {
      throw new IllegalStateException("no field " + name + " in the environment");
    }
    return evaluate(
        field.syntax().value(),
        Frame.of(environment.module(), frame.at("env." + name).path(), environment, frame.guards())
            .manner(frame.manner()));
  }

  private Value call(Expression.Call call, Frame frame) {
    return switch (facts.target(call)) {
      case Facts.Target.ToAction(Symbol.Action action) ->
          run.actions.call(
              action, arguments(call, action.parameters(), frame), call, frame.at(action.name()));
      case Facts.Target.ToFunction(Symbol.Function function) -> function(function, call, frame);
      case Facts.Target.ToProcedure(Symbol.Procedure procedure) ->
          run.statements.procedure(
              procedure, arguments(call, procedure.parameters(), frame), frame);
      case Facts.Target.ToRecord(RecordType type) -> record(type, call, frame);
      case Facts.Target.ToMember(Member member, Expression receiver) ->
          member(member, receiver, call, frame);
      case null -> throw new IllegalStateException("an unresolved call: " + label(call, frame));
    };
  }

  /**
   * The values of the parameters of a call, a deploy or a nested run, in their order; defaults
   * where none is given.
   */
  List<Value> arguments(dev.runbook.syntax.Node call, List<Symbol.Param> parameters, Frame frame) {
    List<@Nullable Argument> bound = facts.arguments(call);
    List<Value> values = new ArrayList<>();
    for (Symbol.Param parameter : parameters) {
      Argument argument = parameter.index() < bound.size() ? bound.get(parameter.index()) : null;
      Expression byDefault = parameter.syntax().defaultValue();
      if (argument != null) {
        values.add(evaluate(argument.value(), frame));
      } else {
        values.add(byDefault == null ? Value.NONE : evaluate(byDefault, frame));
      }
    }
    return values;
  }

  private Value function(Symbol.Function function, Expression.Call call, Frame frame) {
    List<Value> arguments = arguments(call, function.parameters(), frame);
    Frame body = frame.body(function, function.module());
    for (Symbol.Param parameter : function.parameters()) {
      body.values().put(parameter.name(), arguments.get(parameter.index()));
    }
    Expression value = function.syntax().value();
    if (value != null) {
      return evaluate(value, body);
    }
    var block = function.syntax().body();
    return block == null ? Value.NONE : run.statements.returned(block, body);
  }

  private Value record(RecordType type, Expression.Call call, Frame frame) {
    List<@Nullable Argument> bound = facts.arguments(call);
    Map<String, Value> fields = new LinkedHashMap<>();
    int at = 0;
    for (String field : type.fields().keySet()) {
      Argument argument = bound.get(at++);
      fields.put(field, argument == null ? Value.NONE : evaluate(argument.value(), frame));
    }
    Value open = open(List.copyOf(fields.values()), type, call, frame);
    return open instanceof Value.Inconclusive ? open : new Value.Record(type, fields);
  }

  private Value member(Member member, Expression receiver, Expression.Call call, Frame frame) {
    Value self = evaluate(receiver, frame);
    List<Object> arguments = new ArrayList<>();
    List<Value> known = new ArrayList<>(List.of(self));
    for (Argument argument : facts.arguments(call)) {
      if (argument == null) {
        continue;
      }
      if (argument.value() instanceof Expression.Lambda lambda) {
        arguments.add(
            (Member.Lambda)
                element -> {
                  Frame inner = frame.inner();
                  inner.values().put(lambda.parameter().text(), element);
                  return evaluate(lambda.body(), inner);
                });
      } else {
        Value value = evaluate(argument.value(), frame);
        arguments.add(value);
        known.add(value);
      }
    }
    Value open = open(known, facts.type(call), call, frame);
    if (open != null) {
      return open;
    }
    Value result = self instanceof Value.None ? Value.NONE : member.body().apply(self, arguments);
    // A function of the elements may have met something unknown: the whole is unknown then.
    return result instanceof Value.Unknown
        ? new Value.Unknown(facts.type(call), label(call, frame))
        : result;
  }

  private Value index(Expression.Index index, Frame frame) {
    Value target = evaluate(index.target(), frame);
    Value at = evaluate(index.index(), frame);
    Value open = open(List.of(target, at), facts.type(index), index, frame);
    if (open != null) {
      return open;
    }
    if (target instanceof Value.MapValue map) {
      Value found = map.entries().get(at);
      return found == null ? Value.NONE : found;
    }
    List<Value> elements = ((Value.ListValue) target).elements();
    java.math.BigDecimal place = ((Value.Number) at).number();
    boolean inside =
        place.signum() >= 0
            && place.stripTrailingZeros().scale() <= 0
            && place.compareTo(java.math.BigDecimal.valueOf(elements.size())) < 0;
    return inside ? elements.get(place.intValue()) : Value.NONE;
  }

  private Value unary(Expression.Unary unary, Frame frame) {
    Value operand = evaluate(unary.operand(), frame);
    Value open = open(List.of(operand), facts.type(unary), unary, frame);
    if (open != null) {
      return open;
    }
    return unary.operator() == Expression.UnaryOperator.NOT
        ? Value.Bool.of(!operand.equals(Value.Bool.TRUE))
        : Operators.negate(operand);
  }

  private Value binary(Expression.Binary binary, Frame frame) {
    Value left = evaluate(binary.left(), frame);
    switch (binary.operator()) {
      case AND, OR -> {
        Value decides = Value.Bool.of(binary.operator() == Expression.BinaryOperator.OR);
        if (left.equals(decides)) {
          return decides;
        }
        Value right = evaluate(binary.right(), frame);
        if (right.equals(decides)) {
          return decides;
        }
        Value open = open(List.of(left, right), Basic.BOOL, binary, frame);
        return open == null ? right : open;
      }
      case COALESCE -> {
        Value open = open(List.of(left), facts.type(binary), binary, frame);
        return open != null
            ? open
            : left instanceof Value.None ? evaluate(binary.right(), frame) : left;
      }
      default -> {}
    }
    Value right = evaluate(binary.right(), frame);
    Value open = open(List.of(left, right), facts.type(binary), binary, frame);
    if (open != null) {
      return open;
    }
    return switch (binary.operator()) {
      case PLUS -> Operators.plus(left, right);
      case MINUS -> Operators.minus(left, right);
      case TIMES -> Operators.times(left, right);
      case DIVIDE -> Operators.divide(left, right);
      case EQ -> Value.Bool.of(left.equals(right));
      case NE -> Value.Bool.of(!left.equals(right));
      case LT -> Value.Bool.of(Operators.compare(left, right) < 0);
      case LE -> Value.Bool.of(Operators.compare(left, right) <= 0);
      case GT -> Value.Bool.of(Operators.compare(left, right) > 0);
      case GE -> Value.Bool.of(Operators.compare(left, right) >= 0);
      case AND, OR, COALESCE -> throw new IllegalStateException("decided above");
    };
  }

  private Value is(Expression.Is is, Frame frame) {
    Value left = evaluate(is.left(), frame);
    boolean empty =
        is.right() instanceof Expression.Literal literal && literal.kind() == LiteralKind.EMPTY;
    Value right = empty ? Value.NONE : evaluate(is.right(), frame);
    Value open = open(List.of(left, right), Basic.BOOL, is, frame);
    if (open != null) {
      return open;
    }
    boolean holds;
    if (empty) {
      holds =
          switch (left) {
            case Value.ListValue list -> list.elements().isEmpty();
            case Value.MapValue map -> map.entries().isEmpty();
            case Value.Text(String text) -> text.isEmpty();
            default -> false;
          };
    } else {
      holds =
          is.member() ? ((Value.ListValue) right).elements().contains(left) : left.equals(right);
    }
    return Value.Bool.of(holds != is.negated());
  }

  private Value within(Expression.Within within, Frame frame) {
    Value left = evaluate(within.left(), frame);
    Value tolerance = evaluate(within.tolerance(), frame);
    Value base = evaluate(within.base(), frame);
    Value open = open(List.of(left, tolerance, base), Basic.BOOL, within, frame);
    return open == null ? Operators.within(left, tolerance, base) : open;
  }

  private Value choice(Expression.IfElse choice, Frame frame) {
    Value condition = evaluate(choice.condition(), frame);
    if (condition instanceof Value.Inconclusive) {
      return condition;
    }
    if (condition instanceof Value.Unknown) {
      Value then = evaluate(choice.then(), frame);
      return then.equals(evaluate(choice.otherwise(), frame))
          ? then
          : new Value.Unknown(facts.type(choice), label(choice, frame));
    }
    return evaluate(condition.equals(Value.Bool.TRUE) ? choice.then() : choice.otherwise(), frame);
  }

  private Value map(Expression.MapLiteral map, Frame frame) {
    SequencedMap<Value, Value> entries = new LinkedHashMap<>();
    List<Value> all = new ArrayList<>();
    for (Expression.Entry entry : map.entries()) {
      Value key = evaluate(entry.key(), frame);
      Value value = evaluate(entry.value(), frame);
      entries.put(key, value);
      all.add(key);
      all.add(value);
    }
    Value whole = new Value.MapValue(entries);
    Value open = open(all, facts.type(map), map, frame);
    return open == null ? whole : partly(open, whole);
  }
}
