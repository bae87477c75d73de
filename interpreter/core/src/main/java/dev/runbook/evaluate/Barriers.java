package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a confirm lets happen that nobody can take back, also in the procedures that it leads to.
 */
final class Barriers {

  private final Context run;
  private final Set<String> found = new LinkedHashSet<>();

  Barriers(Context run) {
    this.run = run;
  }

  Set<String> behind(Statement.Confirm confirm, Block body) {
    Walk.statements(
        body,
        statement -> {
          if (statement.span().offset() > confirm.span().offset()) {
            look(statement);
          }
        });
    return found;
  }

  private void look(Statement statement) {
    switch (statement) {
      case Statement.CallStatement call -> look(call.call());
      case Statement.Let let -> look(let.value());
      case Statement.Temporarily change -> look(change.change());
      default -> {}
    }
  }

  private void look(Expression value) {
    if (!(value instanceof Expression.Call call)) {
      return;
    }
    switch (run.facts.target(call)) {
      case Facts.Target.ToAction(Symbol.Action action) -> {
        var reason = action.syntax().part(ActionPart.Irreversible.class);
        if (reason != null) {
          found.add(
              action.qualifiedName() + " cannot be undone: " + reason.reason().plain().strip());
        }
      }
      case Facts.Target.ToProcedure(Symbol.Procedure procedure) ->
          Walk.statements(procedure.syntax().body(), this::look);
      case null, default -> {}
    }
  }
}
