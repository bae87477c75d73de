package dev.runbook.check;

import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What expressions and procedures do to the world outside. What could not be checked counts as
 * harmless.
 */
public final class Effects {

  private final Facts facts;
  private final Set<String> lookedUpInEnvironments = new HashSet<>();
  private final IdentityHashMap<Symbol.Procedure, Effect> procedures = new IdentityHashMap<>();

  /**
   * Of a whole program.
   *
   * @param modules all of them, because what a field of {@code env} is may differ from environment
   *     to environment
   */
  public Effects(List<Module> modules, Facts facts) {
    this.facts = facts;
    for (Module module : modules) {
      for (Symbol symbol : module.declared()) {
        if (symbol instanceof Symbol.Environment environment) {
          environment.fields().values().stream()
              .filter(field -> field.syntax().lookedUp())
              .forEach(field -> lookedUpInEnvironments.add(field.name()));
        }
      }
    }
  }

  Facts facts() {
    return facts;
  }

  /** The gravest effect of an expression and everything in it. */
  public Effect of(Expression expression) {
    Effect gravest = direct(expression);
    for (Expression child : Walk.children(expression)) {
      gravest = max(gravest, of(child));
    }
    return gravest;
  }

  /**
   * A procedure that only looks is a read; one with a step or a prompt is a change even where it
   * changes nothing else, because it cannot be repeated unnoticed.
   */
  public synchronized Effect of(Symbol.Procedure procedure) {
    Effect known = procedures.get(procedure);
    if (known == null) {
      // Procedures that call each other in a circle are a mistake of their own; here the circle
      // only must end.
      procedures.put(procedure, Effect.READ);
      known = acts(procedure.syntax().body()) ? Effect.CHANGE : Effect.READ;
      procedures.put(procedure, known);
    }
    return known;
  }

  /** What an expression does by itself, its parts left out. */
  Effect direct(Expression expression) {
    if (expression instanceof Expression.Call call) {
      Facts.Target target = facts.target(call);
      return target == null ? Effect.PURE : of(target);
    }
    Facts.Meaning meaning = facts.meaning(expression);
    return meaning != null && looks(meaning) ? Effect.READ : Effect.PURE;
  }

  /** The first part of an expression, outer ones first, that by itself does at least this. */
  @Nullable Expression first(Expression expression, Effect least) {
    if (direct(expression).atLeast(least)) {
      return expression;
    }
    for (Expression child : Walk.children(expression)) {
      Expression found = first(child, least);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private Effect of(Facts.Target target) {
    return switch (target) {
      case Facts.Target.ToAction(Symbol.Action action) ->
          switch (action.syntax().kind()) {
            case READ -> Effect.READ;
            case NOTICE -> Effect.NOTICE;
            case CHANGE -> Effect.CHANGE;
            case EVENT -> Effect.PURE;
          };
      case Facts.Target.ToProcedure(Symbol.Procedure procedure) -> of(procedure);
      case Facts.Target.ToFunction _, Facts.Target.ToRecord _, Facts.Target.ToMember _ ->
          Effect.PURE;
    };
  }

  private boolean looks(Facts.Meaning meaning) {
    return switch (meaning) {
      case Facts.Meaning.Now _, Facts.Meaning.Today _ -> true;
      case Facts.Meaning.ComponentField field -> field.field().syntax().lookedUp();
      case Facts.Meaning.NamedEnvironmentField field -> field.field().syntax().lookedUp();
      case Facts.Meaning.EnvironmentField field -> lookedUpInEnvironments.contains(field.name());
      case Facts.Meaning.LocalValue _,
          Facts.Meaning.EnumConstant _,
          Facts.Meaning.RecordField _,
          Facts.Meaning.DataField _,
          Facts.Meaning.BuiltIn _,
          Facts.Meaning.Declared _,
          Facts.Meaning.NamedStatement _ ->
          false;
    };
  }

  private boolean acts(Block body) {
    boolean[] acts = {false};
    Walk.statements(body, statement -> acts[0] |= acts(statement));
    return acts[0];
  }

  private boolean acts(Statement statement) {
    return switch (statement) {
      case Statement.Step _,
          Statement.Ask _,
          Statement.Temporarily _,
          Statement.Run _,
          Statement.Deploy _,
          Statement.Confirm _,
          Statement.Do _,
          Statement.Warn _,
          Statement.Escalate _ ->
          true;
      case Statement.Let let -> of(let.value()).atLeast(Effect.NOTICE);
      case Statement.CallStatement call -> of(call.call()).atLeast(Effect.NOTICE);
      case Statement.Prose _,
          Statement.If _,
          Statement.Match _,
          Statement.ForEach _,
          Statement.Parallel _,
          Statement.WaitFor _,
          Statement.WaitUntil _,
          Statement.Watch _,
          Statement.Check _,
          Statement.Require _,
          Statement.Retry _,
          Statement.Release _,
          Statement.Ensure _,
          Statement.On _,
          Statement.Evidence _,
          Statement.Stop _,
          Statement.Fail _,
          Statement.Recovered _,
          Statement.Return _,
          Statement.Bad _ ->
          false;
    };
  }

  private static Effect max(Effect a, Effect b) {
    return a.atLeast(b) ? a : b;
  }
}
