package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.choice;
import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static dev.runbook.evaluate.ScriptedServices.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that is taken back after its end, by what its record says. */
class RollbackTest {

  private static Rehearsal lit() {
    Rehearsal run = Rehearsal.body("lamp.light(\"a\")\nlamp.light(\"b\") as second");
    run.services.on("lamp.light", says(Value.NONE));
    run.services.on("lamp.quench", says(Value.NONE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    run.services.attempts.clear();
    return run;
  }

  private static Event.Ended end(Rehearsal run) {
    return run.events(Event.Ended.class).getLast();
  }

  @Test
  void whatWasDoneIsTakenBackNewestFirst() {
    Rehearsal run = lit();
    run.people.answer(yes("anna"));

    Result result = run.rollBack("anna");

    assertThat(run.story("undone ")).containsExactly("lamp.quench(b) done", "lamp.quench(a) done");
    assertThat(result.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(end(run).reason()).isEqualTo("rolled back by anna");
    assertThat(result.standing()).isEmpty();
    assertThat(run.people.asked)
        .extracting(Prompt::text)
        .containsExactly("The run aborted: ended by anna, to be rolled back. Undo what it did?");
  }

  /** Whoever reads the list of runs must not think that it was. */
  @Test
  void aRunThatWasNotTakenBackAfterAllIsWhatItWas() {
    Rehearsal run = lit();
    run.people.answer(no("anna"));

    Result result = run.rollBack("anna");

    assertThat(run.services.attempts).isEmpty();
    assertThat(result.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(result.reason()).isEqualTo("nothing was rolled back");
    assertThat(result.standing()).hasSize(2);
    assertThat(end(run).outcome()).isEqualTo(Outcome.DONE);
    assertThat(end(run).reason()).isEmpty();
  }

  @Test
  void whereAnUndoFailsTheRestIsLeftAndAnotherOneGoesOnWithIt() {
    Rehearsal run = lit();
    run.people.answer(yes("anna"), choice("stop"));
    run.services.on("lamp.quench", fails(ServiceFailure.refused("Stuck.")));

    Result result = run.rollBack("anna");

    assertThat(end(run).reason()).isEqualTo("rolled back in part by anna");
    assertThat(result.standing()).hasSize(2);

    List<String> keys = keys(run);
    run.services.attempts.clear();
    run.services.on("lamp.quench", says(Value.NONE));
    run.people.answer(yes("bert"));
    run.rollBack("bert");

    assertThat(run.story("undone ")).endsWith("lamp.quench(b) done", "lamp.quench(a) done");
    assertThat(end(run).reason()).isEqualTo("rolled back by bert");
    // By the old key a service would take it for what it has refused already.
    assertThat(keys).hasSize(1);
    assertThat(keys(run)).hasSize(2).doesNotContainAnyElementsOf(keys);
  }

  private static List<String> keys(Rehearsal run) {
    return run.services.attempts.stream().map(attempt -> attempt.key().get()).toList();
  }

  @Test
  void whatWasRolledBackAlreadyIsNotAskedAboutAgain() {
    Rehearsal run = lit();
    run.people.answer(yes("anna"));
    run.rollBack("anna");
    run.services.attempts.clear();
    run.people.asked.clear();

    run.rollBack("bert");

    assertThat(run.people.asked).isEmpty();
    assertThat(run.services.attempts).isEmpty();
    assertThat(end(run).reason()).isEqualTo("rolled back by anna");
  }
}
