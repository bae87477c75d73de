package dev.runbook.check;

import dev.runbook.library.Member;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Node;
import dev.runbook.syntax.Statement;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the checker found out about the nodes of the trees. The tables are complete once a program
 * is checked.
 */
public final class Facts {

  /** What a name, or a name behind a dot, means. */
  public sealed interface Meaning {

    /** A value in the frame, by its name. */
    record LocalValue(Symbol.Local local) implements Meaning {}

    /** A field of the component whose body this is, or of a named one. */
    record ComponentField(Symbol.Component component, Symbol.Field field) implements Meaning {}

    record EnvironmentField(String name) implements Meaning {}

    /** A constant of an environment that is named, rather than the run's. */
    record NamedEnvironmentField(Symbol.Environment environment, Symbol.Field field)
        implements Meaning {}

    record EnumConstant(EnumType type, String name) implements Meaning {}

    record RecordField(String name) implements Meaning {}

    record DataField(String name) implements Meaning {}

    record BuiltIn(Member member) implements Meaning {}

    /** {@code now}. */
    record Now() implements Meaning {}

    /** {@code today}. */
    record Today() implements Meaning {}

    /** A declared name by itself. */
    record Declared(Symbol symbol) implements Meaning {}

    /** A field of a statement that a test or an invariant names. */
    record NamedStatement(String path) implements Meaning {}
  }

  /** What a call calls. */
  public sealed interface Target {
    record ToAction(Symbol.Action action) implements Target {}

    record ToFunction(Symbol.Function function) implements Target {}

    record ToProcedure(Symbol.Procedure procedure) implements Target {}

    record ToRecord(RecordType type) implements Target {}

    record ToMember(Member member, Expression receiver) implements Target {}
  }

  /**
   * One table. The checker alone fills it; what is typed during a run is added to a copy, as other
   * branches of the run, and other runs of the program, read it without a lock.
   */
  static final class Table<K, V> {
    /** As many as a short runbook has, as growing means to ask each key for its identity again. */
    private static final int USUAL_SIZE = 500;

    private volatile IdentityHashMap<K, V> entries = new IdentityHashMap<>(USUAL_SIZE);
    private boolean shared;

    @Nullable V get(K key) {
      return entries.get(key);
    }

    synchronized void put(K key, V value) {
      IdentityHashMap<K, V> all = shared ? new IdentityHashMap<>(entries) : entries;
      all.put(key, value);
      entries = all;
    }

    Collection<V> values() {
      return entries.values();
    }

    private synchronized void share() {
      shared = true;
    }
  }

  final Table<Expression, Type> types = new Table<>();
  final Table<Expression, Meaning> meanings = new Table<>();
  final Table<Expression.Call, Target> targets = new Table<>();
  final Table<Node, List<@Nullable Argument>> bindings = new Table<>();
  final Table<Statement, Symbol> statements = new Table<>();
  final Table<Statement, Type> answerTypes = new Table<>();

  /** The program is checked: from here on any number of threads read. */
  void share() {
    List.of(types, meanings, targets, bindings, statements, answerTypes).forEach(Table::share);
  }

  /** The type of an expression. */
  public Type type(Expression expression) {
    Type type = types.get(expression);
    if (type == null) {
      throw new IllegalStateException("unchecked expression: " + expression);
    }
    return type;
  }

  public @Nullable Meaning meaning(Expression expression) {
    return meanings.get(expression);
  }

  public @Nullable Target target(Expression.Call call) {
    return targets.get(call);
  }

  /**
   * The arguments of a call, deploy or run in the order of the parameters; null where the default
   * is taken.
   */
  public List<@Nullable Argument> arguments(Node call) {
    List<@Nullable Argument> arguments = bindings.get(call);
    if (arguments == null) {
      throw new IllegalStateException("unchecked call: " + call);
    }
    return arguments;
  }

  /** What a deploy, run or escalate names. */
  public Symbol symbol(Statement statement) {
    Symbol symbol = statements.get(statement);
    if (symbol == null) {
      throw new IllegalStateException("unresolved statement: " + statement);
    }
    return symbol;
  }

  /** The type of the answer that an ask asks for. */
  public Type answerType(Statement.Ask ask) {
    Type type = answerTypes.get(ask);
    if (type == null) {
      throw new IllegalStateException("unchecked question: " + ask);
    }
    return type;
  }
}
