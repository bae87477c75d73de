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
          } else if (statement instanceof Statement.Watch watch) {
            watched(watch, body.module(), checking);
          }
        });
  }

  /** A watch passes by its checks, and only what is read can make them fail. */
  private static void watched(Statement.Watch watch, Module module, Checking checking) {
    Seen seen = new Seen(checking);
    Walk.statements(watch.body(), seen::statement);
    boolean fine = seen.checks && seen.reads;
    // What does not belong in a watch, or acts in it, is told of by itself.
    if (fine || seen.acts || checking.told().within(module, watch.span())) {
      return;
    }
    checking.tell(
        Checking.at(
                Code.RB3011,
                module,
                watch.title().span(),
                seen.checks
                    ? "this watch looks at nothing that changes"
                    : "this watch checks nothing")
            .label(seen.checks ? "nothing is read in it" : "no `check` stands in it")
            .note("A watch passes at a round whose checks all hold; it looks again in each round.")
            .fix("Write what has to hold, as in `check jenkins.state(run) is succeeded`."));
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

  /** What stands in the block of a watch. */
  private static final class Seen {
    private final Checking checking;
    private boolean checks;
    private boolean reads;
    private boolean acts;

    Seen(Checking checking) {
      this.checking = checking;
    }

    void statement(Statement statement) {
      checks |= statement instanceof Statement.Check;
      acts |= !Belonging.looksOnly(statement);
      for (Slot slot : checking.slots().of(statement)) {
        Effect effect = checking.effects().of(slot.expression());
        reads |= effect == Effect.READ;
        acts |= effect.atLeast(Effect.NOTICE);
      }
    }
  }
}
