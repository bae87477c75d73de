package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.stop;
import static dev.runbook.evaluate.ScriptedPeople.value;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static dev.runbook.evaluate.ScriptedServices.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.door.Timeline;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that waits has a limit, and says at it what it saw. */
class WaitTest {

  private static final ScriptedServices.Reply FOG = fails(ServiceFailure.refused("Fog."));

  private static final Answer ESCALATE =
      new Answer(Answer.Choice.ESCALATE, null, "anna", false, "");

  private static Rehearsal waits(String statements, ScriptedServices.Reply... burning) {
    Rehearsal run = Rehearsal.body(statements);
    run.services.on("lamp.burning", burning);
    run.services.on("lamp.level", burning);
    return run;
  }

  @Test
  void itLooksEveryNowAndThenUntilItHolds() {
    Rehearsal run =
        waits(
            "wait-for lamp.burning(\"a\") every 1m usually 2m up to 10m",
            says(Value.Bool.FALSE),
            FOG,
            says(Value.Bool.TRUE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(2));
    assertThat(run.events(Event.Waiting.class).getFirst().usually())
        .isEqualTo(Duration.ofMinutes(2));
  }

  /** The lamp goes on between two questions; it is asked once, and again at the next look. */
  @Test
  void whatIsJudgedTogetherWasSeenTogether() {
    Rehearsal run =
        waits(
            "wait-for lamp.level(\"a\") is 5 fails if lamp.level(\"a\") is in [4, 6]"
                + " every 1m up to 10m",
            says(Value.Number.of(1)),
            says(Value.Number.of(5)),
            says(Value.Number.of(6)));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.of("lamp.level")).hasSize(2);
  }

  @Test
  void aWatchAsksEachThingOnceInARound() {
    Rehearsal run =
        waits(
            """
            watch w "the lamp" for 1m every 1m up to 5m {
              check lamp.level("a") < 5
              check lamp.level("a") > 0
              check lamp.level("b") > 0
            }\
            """,
            says(Value.Number.of(1)));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.of("lamp.level")).hasSize(4);
  }

  @Test
  void unattendedItsLimitEndsItAndNamesWhatItSaw() {
    Rehearsal run =
        waits("wait-for lamp.level(\"a\") is 5 every 1m up to 3m", FOG, says(Value.Number.of(4)));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(result.reason())
        .isEqualTo(
            "waited 3m for `lamp.level(\"a\") is 5`, last seen: lamp.level(\"a\") = 4"
                + " (1 of 4 looks told nothing)");
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(3));
  }

  /** A laptop that wakes up, or a clock that was wrong, is not trusted for hours. */
  @Test
  void aClockThatIsPutRightEndsAWaitForATimeWithinAMinute() {
    Rehearsal run = Rehearsal.body("wait-until 18:00 up to 10h");
    PutRight clock = new PutRight(Instant.parse("2026-11-26T10:00:00Z"));
    run.timeline = clock;
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(clock.slept).isEqualTo(Duration.ofMinutes(1));
  }

  /** Shows eight hours more behind the first minute. */
  private static final class PutRight implements Timeline {
    private Instant now;
    private Duration slept = Duration.ZERO;

    PutRight(Instant start) {
      now = start;
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void sleep(Duration length) {
      slept = slept.plus(length);
      now = now.plus(length).plus(Duration.ofHours(8));
    }

    @Override
    public void all(List<Runnable> branches) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void itLooksOnceMoreAtTheLimitItself() {
    Rehearsal run =
        waits(
            "wait-for lamp.burning(\"a\") every 2m up to 3m",
            says(Value.Bool.FALSE),
            says(Value.Bool.FALSE),
            says(Value.Bool.TRUE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void attendedItsLimitIsAQuestionThatExtendsIt() {
    Rehearsal run =
        waits(
            "wait-for lamp.burning(\"a\") every 1m up to 2m",
            says(Value.Bool.FALSE),
            says(Value.Bool.FALSE),
            says(Value.Bool.FALSE),
            says(Value.Bool.FALSE),
            says(Value.Bool.TRUE));
    run.people.sitThere();
    run.people.answer(yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.people.asked).hasSize(1);
    assertThat(run.people.asked.getFirst().kind()).isEqualTo(Prompt.Kind.DEADLINE);
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(4));

    Rehearsal ends = waits("wait-for lamp.burning(\"a\") every 1m up to 2m", FOG);
    ends.people.sitThere();
    ends.people.answer(no("anna"));
    assertThat(ends.run().outcome()).isEqualTo(Outcome.TIMED_OUT);

    Rehearsal stops = waits("wait-for lamp.burning(\"a\") every 1m up to 2m", FOG);
    stops.people.sitThere();
    stops.people.answer(stop("anna"));
    assertThat(stops.run().outcome()).isEqualTo(Outcome.ABORTED);
  }

  @Test
  void atItsLimitSomebodySaysHowMuchLonger() {
    Rehearsal run = waits("wait-for lamp.burning(\"a\") every 1m up to 2m", FOG);
    run.people.sitThere();
    run.people.answer(value(new Value.Duration(Duration.ofMinutes(7))), no("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(9));
    assertThat(run.people.asked)
        .extracting(Prompt::byDefault)
        .containsExactly(
            new Value.Duration(Duration.ofMinutes(2)), new Value.Duration(Duration.ofMinutes(7)));
    assertThat(run.people.asked.getLast().text()).startsWith("Waited 7m for `lamp");
    assertThat(run.people.asked.getLast().ladder()).isNull();
  }

  @Test
  void atALimitTheLaddersHelpComesBeforeTheSameQuestionAgain() {
    Rehearsal run =
        Rehearsal.body("escalate to ladder\nwait-for lamp.burning(\"a\") every 1m up to 2m");
    run.services.on("lamp.burning", FOG);
    run.people.sitThere();
    run.people.answer(ESCALATE, no("anna"), yes("sue"), ESCALATE, no("anna"), no("sue"));
    run.people.answer(no("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(run.people.asked)
        .extracting(Prompt::kind)
        .containsExactly(
            Prompt.Kind.DEADLINE,
            Prompt.Kind.ESCALATION,
            Prompt.Kind.ESCALATION,
            Prompt.Kind.DEADLINE,
            Prompt.Kind.ESCALATION,
            Prompt.Kind.ESCALATION,
            Prompt.Kind.DEADLINE);
    assertThat(run.people.asked.getFirst().ladder()).isEqualTo("ladder");
    assertThat(run.people.asked.getLast().details())
        .containsExactly(
            "ladder: somebody said that they can help.", "ladder: nobody said that they can help.");
    assertThat(run.story("note ")).isEqualTo(run.people.asked.getLast().details());
  }

  @Test
  void whatCannotComeAnyMoreIsNotWaitedFor() {
    Rehearsal run =
        waits(
            "wait-for lamp.burning(\"a\") fails if lamp.level(\"a\") is 0 every 1m up to 1h",
            says(Value.Bool.FALSE));
    run.services.on("lamp.level", FOG, says(Value.Number.of(1)), says(Value.Number.of(0)));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).contains("is of no use: lamp.level(\"a\") is 0");
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource({
    // today, tomorrow, at once
    "UTC, 2026-11-26T10:00:00Z, 15:30, 2026-11-26T15:30:00Z",
    "UTC, 2026-11-26T10:00:00Z, 09:00, 2026-11-27T09:00:00Z",
    "UTC, 2026-11-26T10:00:00Z, 10:00, 2026-11-26T10:00:00Z",
    // the run's own zone
    "Europe/Berlin, 2026-11-26T10:00:00Z, 15:30, 2026-11-26T14:30:00Z",
    // clocks go forward at two: half past two comes when they have
    "Europe/Berlin, 2026-03-29T00:00:00Z, 02:30, 2026-03-29T01:30:00Z",
    // and on the day after it is what it says again
    "Europe/Berlin, 2026-03-29T02:00:00Z, 02:30, 2026-03-30T00:30:00Z",
    // clocks go back at three: half past two comes twice
    "Europe/Berlin, 2026-10-25T00:00:00Z, 02:30, 2026-10-25T00:30:00Z",
    "Europe/Berlin, 2026-10-25T00:40:00Z, 02:30, 2026-10-25T01:30:00Z",
    "Europe/Berlin, 2026-10-24T22:00:00Z, 04:00, 2026-10-25T03:00:00Z"
  })
  void aTimeOfDayIsTheNextMomentAtWhichTheClockShowsIt(
      String zone, String now, String clock, String then) {
    Rehearsal run =
        Rehearsal.of("runbook r zone \"" + zone + "\" {\nwait-until " + clock + " up to 2d\n}\n")
            .at(now);
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.timeline.now()).isEqualTo(Instant.parse(then));
  }

  @Test
  void aTimeBeyondItsLimitTimesOut() {
    Rehearsal run = waits("wait-until 20:00 up to 2h");
    assertThat(run.run().outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(run.elapsed()).isEqualTo(Duration.ofHours(2));
  }

  private static final String WATCH =
      "watch w \"the lamp\" for 2m every 1m up to 10m {\ncheck lamp.burning(\"a\")\n}";

  @Test
  void aWatchPassesWhenItsTimeIsCovered() {
    Rehearsal run = waits(WATCH, says(Value.Bool.TRUE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(2));
    assertThat(run.services.of("lamp.burning")).hasSize(3);
    assertThat(run.story("judged ")).containsExactly("PASS 1 check passes");
  }

  @Test
  void theFirstFailEndsAWatchWithItsEvidence() {
    Rehearsal run =
        waits(
            "watch w \"the lamp\" for 2m every 1m up to 10m {\ncheck lamp.level(\"a\") < 5\n}",
            says(Value.Number.of(4)),
            says(Value.Number.of(9)),
            says(Value.Number.of(1)));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason())
        .isEqualTo("the lamp: lamp.level(\"a\") < 5 (lamp.level(\"a\") = 9)");
    assertThat(run.services.of("lamp.level")).hasSize(2);
  }

  @Test
  void inconclusiveRoundsCoverNoTimeAndDoNotEndAWatch() {
    Rehearsal run = waits(WATCH, says(Value.Bool.TRUE), FOG, FOG, says(Value.Bool.TRUE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    // One minute is covered by the first look, the second by the fourth; the fifth closes it.
    assertThat(run.services.of("lamp.burning")).hasSize(5);
  }

  @Test
  void aWatchNeverPassesWithAnInconclusiveRound() {
    Rehearsal run =
        waits(WATCH, says(Value.Bool.TRUE), says(Value.Bool.TRUE), FOG, says(Value.Bool.TRUE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.of("lamp.burning")).hasSize(4);

    Rehearsal never = waits(WATCH, FOG);
    Result result = never.run();
    assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(result.reason()).contains("Fog.").contains("11 of 11 looks told nothing");
  }

  @Test
  void anEmptyWatchRoundTellsNothing() {
    Rehearsal run =
        waits(
            "let names = \"\".lines\nwatch w \"the lamp\" for 2m every 1m up to 5m {\n"
                + "for each n in names { check lamp.burning(n) }\n}",
            says(Value.Bool.TRUE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.TIMED_OUT);
  }

  @Test
  void parallelLooksOfAWatchAreJudgedTogether() {
    Rehearsal run =
        waits(
            "watch w \"the lamps\" for 1m every 1m up to 5m {\n"
                + "for each n in [\"a\", \"b\"] in parallel { check lamp.burning(n) }\n}",
            says(Value.Bool.TRUE),
            FOG,
            says(Value.Bool.TRUE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story("judged ").getFirst()).startsWith("INCONCLUSIVE");
  }

  @Test
  void aConditionThatCannotBeToldInAWatchAsksNobody() {
    Rehearsal run =
        waits(
            "watch w \"the lamp\" for 1m every 1m up to 5m {\n"
                + "if lamp.burning(\"a\") { check lamp.burning(\"b\") } else { check"
                + " lamp.burning(\"c\") }\n"
                + "}",
            FOG,
            says(Value.Bool.TRUE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.people.asked).isEmpty();
  }
}
