package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;

/** What is waited for has to be able to change: a condition without a read never does. */
final class Polling {

  private Polling() {}

  static void check(Body body, Checking checking) {
    Walk.statements(
        body.block(),
        statement -> {
          if (statement instanceof Statement.WaitFor wait) {
            polled(wait.condition(), body.module(), checking);
            Expression failure = wait.clauses().value(Clause.Kind.FAILS_IF);
            if (failure != null) {
              polled(failure, body.module(), checking);
            }
          }
        });
  }

  private static void polled(Expression condition, Module module, Checking checking) {
    boolean looks = checking.effects().of(condition).atLeast(Effect.READ);
    if (looks || checking.told().within(module, condition.span())) {
      return;
    }
    String[] read = {""};
    Walk.expressions(
        condition,
        part -> {
          boolean value = checking.facts().meaning(part) instanceof Facts.Meaning.LocalValue;
          if (value && read[0].isEmpty()) {
            read[0] = Checking.excerpt(module, part.span());
          }
        });
    checking.tell(
        Checking.at(Code.RB3011, module, condition.span(), "this value never changes")
            .label("nothing is read here")
            .note(
                read[0].isEmpty()
                    ? "A condition without a read is the same in every round."
                    : "`" + read[0] + "` was set once, and is the same in every round.")
            .fix(
                "Write the read itself into the condition, as in `wait-for jenkins.state(run) is"
                    + " done`."));
  }
}
