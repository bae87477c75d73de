package dev.runbook.check;

import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What calls what: procedures, functions, deploys, runbooks, and fields that are looked up. */
final class CallGraph {

  /** What can call and be called. */
  sealed interface Node {
    record Declared(Symbol symbol) implements Node {}

    record Looked(Symbol.Field field) implements Node {}

    default String name() {
      return switch (this) {
        case Declared(Symbol.Component component) -> "deploy " + component.name();
        case Declared(Symbol symbol) -> symbol.name();
        case Looked(Symbol.Field field) -> field.name();
      };
    }
  }

  /**
   * A place where a node uses something.
   *
   * @param to what is called there; null for an action or a field of the run's environment
   * @param expression what stands there; null for a deploy or run
   * @param elsewhere the environment that an {@code in} names for this place
   */
  record Use(
      @Nullable Node to,
      @Nullable Expression expression,
      Module module,
      Span span,
      Symbol.@Nullable Environment elsewhere) {}

  private final Facts facts;
  private final Slots slots;
  private final Map<Node, List<Use>> known = new HashMap<>();

  CallGraph(Facts facts, Slots slots) {
    this.facts = facts;
    this.slots = slots;
  }

  List<Use> uses(Node node) {
    return known.computeIfAbsent(node, this::compute);
  }

  private List<Use> compute(Node node) {
    List<Use> uses = new ArrayList<>();
    switch (node) {
      case Node.Looked(Symbol.Field field) ->
          expression(field.syntax().value(), field.module(), null, uses);
      case Node.Declared(Symbol.Runbook runbook) ->
          block(runbook.syntax().body(), runbook.module(), uses);
      case Node.Declared(Symbol.Procedure procedure) -> {
        for (Slot slot : new Slot.Builder().plain(procedure.syntax().title(), "a title").all()) {
          expression(slot.expression(), procedure.module(), null, uses);
        }
        block(procedure.syntax().body(), procedure.module(), uses);
      }
      case Node.Declared(Symbol.Function function) -> {
        Expression value = function.syntax().value();
        Block body = function.syntax().body();
        if (value != null) {
          expression(value, function.module(), null, uses);
        }
        if (body != null) {
          block(body, function.module(), uses);
        }
      }
      case Node.Declared(Symbol.Component component) -> {
        Declaration.DeployBody deploy = component.syntax().deploy();
        if (deploy != null) {
          block(deploy.body(), component.module(), uses);
        }
      }
      case Node.Declared other -> {}
    }
    return uses;
  }

  private void block(Block block, Module module, List<Use> uses) {
    Walk.statements(
        block,
        statement -> {
          Symbol.Environment elsewhere = elsewhere(statement, module);
          for (Slot slot : slots.of(statement)) {
            expression(slot.expression(), module, elsewhere, uses);
          }
          Symbol symbol = facts.statements.get(statement);
          if (symbol instanceof Symbol.Component component
              && statement instanceof Statement.Deploy deploy) {
            uses.add(new Use(new Node.Declared(component), null, module, deploy.span(), null));
          } else if (symbol instanceof Symbol.Runbook runbook
              && statement instanceof Statement.Run run) {
            uses.add(new Use(new Node.Declared(runbook), null, module, run.span(), null));
          }
        });
  }

  private static Symbol.@Nullable Environment elsewhere(Statement statement, Module module) {
    return switch (statement) {
      case Statement.Let let -> named(let.clauses(), module);
      case Statement.CallStatement call -> named(call.clauses(), module);
      default -> null;
    };
  }

  /** The environment that an {@code in} names. */
  static Symbol.@Nullable Environment named(Clauses clauses, Module module) {
    Clause in = clauses.get(Clause.Kind.IN);
    Name name = in == null ? null : in.name();
    return name != null && module.lookUp(name.text()) instanceof Symbol.Environment environment
        ? environment
        : null;
  }

  private void expression(
      Expression expression,
      Module module,
      Symbol.@Nullable Environment elsewhere,
      List<Use> uses) {
    Walk.expressions(
        expression,
        part -> {
          Node to = target(part);
          boolean ofEnvironment = facts.meaning(part) instanceof Facts.Meaning.EnvironmentField;
          if (to != null || ofEnvironment || part instanceof Expression.Call) {
            uses.add(new Use(to, part, module, part.span(), elsewhere));
          }
        });
  }

  private @Nullable Node target(Expression expression) {
    if (expression instanceof Expression.Call call) {
      return switch (facts.target(call)) {
        case Facts.Target.ToProcedure(Symbol.Procedure procedure) -> new Node.Declared(procedure);
        case Facts.Target.ToFunction(Symbol.Function function) -> new Node.Declared(function);
        case Facts.Target.ToAction _, Facts.Target.ToRecord _, Facts.Target.ToMember _ -> null;
        case null -> null;
      };
    }
    return facts.meaning(expression) instanceof Facts.Meaning.ComponentField field
        ? new Node.Looked(field.field())
        : null;
  }
}
