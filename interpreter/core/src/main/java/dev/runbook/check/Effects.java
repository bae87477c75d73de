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
          };
      case Facts.Target.ToProcedure(Symbol.Procedure procedure) -> of(procedure);
      case Facts.Target.ToFunction function -> Effect.PURE;
      case Facts.Target.ToRecord record -> Effect.PURE;
      case Facts.Target.ToMember member -> Effect.PURE;
    };
  }

  private boolean looks(Facts.Meaning meaning) {
    return switch (meaning) {
      case Facts.Meaning.Now now -> true;
      case Facts.Meaning.Today today -> true;
      case Facts.Meaning.ComponentField field -> field.field().syntax().lookedUp();
      case Facts.Meaning.NamedEnvironmentField field -> field.field().syntax().lookedUp();
      case Facts.Meaning.EnvironmentField field -> lookedUpInEnvironments.contains(field.name());
      case Facts.Meaning.LocalValue local -> false;
      case Facts.Meaning.EnumConstant constant -> false;
      case Facts.Meaning.RecordField field -> false;
      case Facts.Meaning.DataField field -> false;
      case Facts.Meaning.BuiltIn member -> false;
      case Facts.Meaning.Declared declared -> false;
      case Facts.Meaning.NamedStatement statement -> false;
    };
  }

  private boolean acts(Block body) {
    boolean[] acts = {false};
    Walk.statements(body, statement -> acts[0] |= acts(statement));
    return acts[0];
  }

  private boolean acts(Statement statement) {
    return switch (statement) {
      case Statement.Step step -> true;
      case Statement.Ask ask -> true;
      case Statement.Temporarily temporarily -> true;
      case Statement.Run run -> true;
      case Statement.Deploy deploy -> true;
      case Statement.Confirm confirm -> true;
      case Statement.Do work -> true;
      case Statement.Warn warn -> true;
      case Statement.Escalate escalate -> true;
      case Statement.Let let -> of(let.value()).atLeast(Effect.NOTICE);
      case Statement.CallStatement call -> of(call.call()).atLeast(Effect.NOTICE);
      case Statement.Prose prose -> false;
      case Statement.If choice -> false;
      case Statement.Match match -> false;
      case Statement.ForEach loop -> false;
      case Statement.Parallel parallel -> false;
      case Statement.WaitFor wait -> false;
      case Statement.WaitUntil wait -> false;
      case Statement.Watch watch -> false;
      case Statement.Check check -> false;
      case Statement.Require require -> false;
      case Statement.Retry retry -> false;
      case Statement.Release release -> false;
      case Statement.Ensure ensure -> false;
      case Statement.On handler -> false;
      case Statement.Evidence evidence -> false;
      case Statement.Stop stop -> false;
      case Statement.Fail fail -> false;
      case Statement.Recovered recovered -> false;
      case Statement.Return returned -> false;
      case Statement.Bad bad -> false;
    };
  }

  private static Effect max(Effect a, Effect b) {
    return a.atLeast(b) ? a : b;
  }
}
