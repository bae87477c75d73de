package dev.runbook.evaluate;

import dev.runbook.check.Effect;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Show;
import java.util.ArrayList;
import java.util.List;

/**
 * What a confirm lets happen, for the person who is to give it: the parameters, and every change
 * behind it.
 */
final class Guarded {

  private Guarded() {}

  static List<String> by(Statement.Confirm confirm, Context run, Frame frame) {
    List<String> details = new ArrayList<>();
    Symbol.Environment environment = frame.environment();
    if (environment != null) {
      details.add("in " + environment.name() + (environment.isProtected() ? " (protected)" : ""));
    }
    for (Symbol.Param parameter : run.runbook.parameters()) {
      details.add(parameter.name() + ": " + Show.text(run.parameter(parameter.name())));
    }
    Walk.statements(
        run.runbook.syntax().body(),
        statement -> {
          boolean behind = statement.span().offset() > confirm.span().offset();
          String what = behind ? change(statement, run) : "";
          if (!what.isEmpty() && !details.contains(what)) {
            details.add(what);
          }
        });
    return details;
  }

  private static String change(Statement statement, Context run) {
    return switch (statement) {
      case Statement.Deploy deploy ->
          (deploy.rollback() ? "rolls back " : "deploys ") + deploy.component();
      case Statement.Run nested -> "runs " + nested.runbook();
      case Statement.CallStatement call when run.effects.of(call.call()) == Effect.CHANGE ->
          "does " + run.identity.segment(call);
      case Statement.Let let when run.effects.of(let.value()) == Effect.CHANGE ->
          "does " + run.identity.segment(let);
      default -> "";
    };
  }
}
