package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.yes;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Outcome;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import org.junit.jupiter.api.Test;

/** Temporary state is restored on every exit, unless it is said to outlive a failure. */
class TemporaryTest {

  private static Rehearsal lamps(String statements) {
    Rehearsal run = Rehearsal.body(statements);
    run.services.answers("lamp.light", Value.NONE);
    run.services.answers("lamp.quench", Value.NONE);
    run.services.answers("lamp.level", Value.Number.of(2));
    run.services.answers("lamp.set", Value.NONE);
    return run;
  }

  @Test
  void itIsRestoredAtTheEndOfItsStep() {
    Rehearsal run =
        lamps(
            """
            step s {
              let lit = temporarily lamp.light("a")
              evidence "in it"
            }
            evidence "after"
            """);
    assertThat(run.run().standing()).isEmpty();
    assertThat(run.story())
        .containsSubsequence("evidence in it", "undone lamp.quench(a) done", "evidence after");
  }

  @Test
  void itIsRestoredWhenItsStepFailsWithoutBeingAskedAbout() {
    Rehearsal run = lamps("step s {\nlet lit = temporarily lamp.light(\"a\")\nfail \"dark\"\n}");
    assertThat(run.run().reason()).isEqualTo("dark");
    assertThat(run.story("undone ")).containsExactly("lamp.quench(a) done");
    assertThat(run.people.asked).isEmpty();
  }

  @Test
  void whatWasChangedLastIsRestoredFirst() {
    Rehearsal run =
        lamps(
            """
            step s {
              let one = temporarily lamp.light("a")
              let two = temporarily lamp.set("b", 9)
            }
            """);
    run.run();
    assertThat(run.story("undoing ")).containsExactly("lamp.set(b, 2)", "lamp.quench(a)");
  }

  @Test
  void aReleaseRestoresItEarlyAndOnce() {
    Rehearsal run =
        lamps(
            """
            step s {
              let lit = temporarily lamp.light("a")
              release lit
              evidence "after"
            }
            """);
    run.run();
    assertThat(run.story()).containsSubsequence("undone lamp.quench(a) done", "evidence after");
    assertThat(run.services.of("lamp.quench")).hasSize(1);
  }

  @Test
  void aReleaseThatFailsEndsTheStep() {
    Rehearsal run =
        lamps(
            """
            step s {
              let lit = temporarily lamp.light("a")
              release lit
              evidence "after"
            }
            """);
    run.services.on("lamp.quench", fails(ServiceFailure.refused("Stuck.")));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).isEqualTo("could not restore: lamp.quench(a)");
    assertThat(run.marks()).isEmpty();
  }

  @Test
  void whatCouldNotBeRestoredIsReported() {
    Rehearsal run = lamps("step s {\nlet lit = temporarily lamp.light(\"a\")\n}");
    run.services.on("lamp.quench", fails(ServiceFailure.refused("Stuck.")));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).isEqualTo("could not restore: lamp.quench(a)");
    assertThat(result.standing()).containsExactly("lamp.quench(a)");
  }

  @Test
  void untilDoneItOutlivesAFailureAndIsReported() {
    Rehearsal failed =
        lamps("step s {\nlet lit = temporarily lamp.light(\"a\") until done\nfail \"dark\"\n}");
    Result result = failed.run();
    assertThat(failed.services.of("lamp.quench")).isEmpty();
    assertThat(failed.story("note ")).containsExactly("still to be restored: lamp.quench(a)");
    assertThat(result.standing()).containsExactly("lamp.quench(a)");

    Rehearsal done =
        lamps("step s {\nlet lit = temporarily lamp.light(\"a\") until done\nevidence \"x\"\n}");
    assertThat(done.run().standing()).isEmpty();
    assertThat(done.services.of("lamp.quench")).hasSize(1);
  }

  @Test
  void itIsRestoredAfterTheUndosThatWereChosen() {
    Rehearsal run =
        lamps(
            """
            step s {
              let lit = temporarily lamp.light("a")
              lamp.light("b") as other
              fail "dark"
            }
            """);
    run.people.answer(yes("anna"));
    run.run();
    assertThat(run.people.asked.getFirst().details()).containsExactly("lamp.quench(b)");
    assertThat(run.story("undoing ")).containsExactly("lamp.quench(b)", "lamp.quench(a)");
  }
}
