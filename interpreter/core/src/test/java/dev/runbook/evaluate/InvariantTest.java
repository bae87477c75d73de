package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Outcome;
import dev.runbook.value.Value;
import org.junit.jupiter.api.Test;

/** What must never happen: it is not begun, and not sent. */
class InvariantTest {

  private static Rehearsal lamps(String statements) {
    Rehearsal run = Rehearsal.body(statements);
    run.services.answers("lamp.light", Value.NONE);
    run.services.answers("lamp.smash", Value.NONE);
    return run;
  }

  @Test
  void anActionBeforeAnotherIsNotSent() {
    String rule = "invariant lit-first: never lamp.smash before lamp.light(name: \"a\")\n";
    Rehearsal broken = lamps(rule + "lamp.light(\"b\")\nlamp.smash(\"b\")");
    broken.people.always(no("anna"));
    assertThat(broken.run().reason())
        .isEqualTo(
            "lamp.smash was not sent: it would break the invariant lit-first, as"
                + " lamp.light(name: \"a\") has not happened");
    assertThat(broken.services.of("lamp.smash")).isEmpty();

    Rehearsal kept = lamps(rule + "lamp.light(\"a\")\nlamp.smash(\"b\")");
    assertThat(kept.run().outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void aStatementBeforeAnotherIsNotBegun() {
    Rehearsal run =
        lamps(
            """
            invariant asked-first: never dark before asked
            let wanted = [1].length > 1
            if wanted {
              confirm asked "Dark?" by ops up to 1h
            }
            step dark {
              lamp.smash("a")
            }
            """);
    assertThat(run.run().reason())
        .isEqualTo(
            "dark was not begun: it would break the invariant asked-first, as asked has not"
                + " happened");
    assertThat(run.services.of("lamp.smash")).isEmpty();
  }

  @Test
  void anOptionalStepCountsOnlyWhereItWasDone() {
    String text =
        """
        invariant looked-first: never lamp.smash before look
        step look optional {
          evidence "looked"
        }
        lamp.smash("a")
        """;
    Rehearsal done = lamps(text);
    done.people.answer(yes("anna"));
    assertThat(done.run().outcome()).isEqualTo(Outcome.DONE);

    Rehearsal leftOut = lamps(text);
    leftOut.people.answer(no("anna"));
    assertThat(leftOut.run().reason()).contains("look has not happened");
    assertThat(leftOut.services.of("lamp.smash")).isEmpty();
  }
}
