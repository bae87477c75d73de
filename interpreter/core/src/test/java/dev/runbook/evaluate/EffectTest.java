package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.stop;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static dev.runbook.evaluate.ScriptedServices.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Outcome;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Guard, intent, act, outcome; and what happens where the outcome is not known. */
class EffectTest {

  private static Rehearsal lamps(String statements) {
    Rehearsal run = Rehearsal.body(statements);
    run.services.answers("lamp.level", Value.Number.of(1));
    run.services.answers("lamp.light", Value.NONE);
    run.services.answers("lamp.set", Value.NONE);
    run.services.answers("lamp.burning", Value.Bool.TRUE);
    return run;
  }

  /** Of the first attempt nobody knows what it did; a second one would be answered. */
  private static void torn(Rehearsal run) {
    run.services.on(
        "lamp.light", fails(ServiceFailure.inDoubt("The line went dead.", null)), says(Value.NONE));
  }

  private static void assertSentOnce(Rehearsal run) {
    assertThat(run.services.of("lamp.light"))
        .as("what may have happened is looked for, and never sent again")
        .hasSize(1);
  }

  private static List<Settlement> settlements(Rehearsal run) {
    return run.events(Event.Settled.class).stream().map(Event.Settled::settlement).toList();
  }

  @Test
  void theIntentIsRecordedBeforeTheActAndTheOutcomeAfter() {
    Rehearsal run = lamps("lamp.set(\"hall\", 5)");
    run.services.on(
        "lamp.set",
        attempt -> {
          assertThat(run.story().getLast()).isEqualTo("intent lamp.set(name: hall, to: 5)");
          return Value.NONE;
        });
    run.run();
    assertThat(run.story())
        .containsSubsequence(
            "read lamp.level(name: hall) = 1",
            "intent lamp.set(name: hall, to: 5)",
            "happened lamp.set(name: hall, to: 5)");
    assertThat(run.events(Event.Intent.class).getFirst().before())
        .containsEntry("old", Value.Number.of(1));
  }

  @Test
  void aChangeInDoubtThatIsFoundHappened() {
    Rehearsal run = lamps("lamp.light(\"hall\")\nevidence \"lit\"");
    torn(run);
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertSentOnce(run);
    assertThat(settlements(run)).containsExactly(Settlement.HAPPENED);
    assertThat(run.people.asked).isEmpty();
  }

  @Test
  void aChangeInDoubtThatIsNotThereDidNotHappenAndIsNotSentAgain() {
    Rehearsal run = lamps("lamp.light(\"hall\")");
    torn(run);
    run.services.answers("lamp.burning", Value.Bool.FALSE);
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).contains("was looked for and did not happen");
    assertSentOnce(run);
    assertThat(settlements(run)).containsExactly(Settlement.NOT_HAPPENED);
  }

  @Test
  void whereLookingDoesNotTellAPersonIsAsked() {
    Rehearsal happened = lamps("lamp.light(\"hall\")");
    torn(happened);
    happened.services.on("lamp.burning", fails(ServiceFailure.refused("It is foggy.")));
    happened.people.answer(yes("anna"));
    assertThat(happened.run().outcome()).isEqualTo(Outcome.DONE);
    assertSentOnce(happened);
    assertThat(settlements(happened)).containsExactly(Settlement.SAID_TO_HAVE_HAPPENED);
    assertThat(happened.people.asked.getFirst().text()).isEqualTo("Did this happen? Light hall.");
    assertThat(happened.people.asked.getFirst().details())
        .containsExactly("The line went dead.", "It is foggy.");

    Rehearsal absent = lamps("lamp.light(\"hall\")");
    torn(absent);
    absent.services.on("lamp.burning", fails(ServiceFailure.refused("It is foggy.")));
    absent.people.answer(no("anna"));
    assertThat(absent.run().outcome()).isEqualTo(Outcome.FAILED);
    assertSentOnce(absent);
    assertThat(settlements(absent)).containsExactly(Settlement.NOT_HAPPENED);
  }

  @Test
  void whereNobodyCanTellItStaysInDoubtAndIsNeverRepeatedNotEvenByARetry() {
    Rehearsal run = lamps("retry 5 times every 1m { lamp.light(\"hall\") }");
    torn(run);
    run.services.on("lamp.burning", fails(ServiceFailure.refused("It is foggy.")));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).contains("Whether it happened is not known: It is foggy.");
    assertThat(settlements(run)).containsExactly(Settlement.IN_DOUBT);
    assertSentOnce(run);
  }

  @Test
  void aStopAtTheQuestionLeavesNoIntentWithoutAnOutcome() {
    Rehearsal run = lamps("lamp.light(\"hall\")");
    torn(run);
    run.services.on("lamp.burning", fails(ServiceFailure.refused("It is foggy.")));
    run.people.answer(stop("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(settlements(run)).containsExactly(Settlement.IN_DOUBT);
  }

  @Test
  void patienceIsWaitedForVisiblyOnTheRunsClock() {
    Rehearsal run = lamps("lamp.light(\"hall\")");
    run.services.on(
        "lamp.light",
        fails(ServiceFailure.rateLimited("Slow down.", Duration.ofSeconds(90))),
        fails(ServiceFailure.rateLimited("Slow down.", null)),
        says(Value.NONE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(150));
    assertThat(run.story("note "))
        .containsExactly("Slow down. (asking again in 1m30s)", "Slow down. (asking again in 1m)");
    assertThat(run.events(Event.Intent.class))
        .extracting(Event.Intent::attempt)
        .containsExactly(1, 2, 3);
  }

  @Test
  void whatIsNotThereIsTriedAgainWithinItsLimit() {
    Rehearsal run = lamps("lamp.light(\"hall\")");
    run.services.on("lamp.light", fails(ServiceFailure.unavailable("Nobody home.", null)));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).isEqualTo("Nobody home.");
    assertThat(run.elapsed()).isLessThanOrEqualTo(Duration.ofMinutes(5));
    assertThat(run.services.of("lamp.light")).hasSizeGreaterThan(3);
    assertThat(settlements(run)).startsWith(Settlement.NOT_YET).endsWith(Settlement.NOT_HAPPENED);
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    Rehearsal run = lamps("lamp.light(\"hall\")");
    run.services.on("lamp.light", fails(ServiceFailure.refused("No.")));
    assertThat(run.run().reason()).isEqualTo("No.");
    assertThat(run.services.of("lamp.light")).hasSize(1);
    assertThat(run.elapsed()).isZero();
  }

  @Test
  void aReadIsRepeatedTwiceAndIsInconclusiveThen() {
    Rehearsal run = lamps("let level = lamp.level(\"hall\")\nevidence \"level\" level");
    run.services.on("lamp.level", fails(ServiceFailure.unavailable("Fog.", null)));
    run.run();
    assertThat(run.services.of("lamp.level")).hasSize(3);
    assertThat(run.marks()).containsExactly("level = <inconclusive: Fog.>");

    Rehearsal second = lamps("let level = lamp.level(\"hall\")\nevidence \"level\" level");
    second.services.on(
        "lamp.level", fails(ServiceFailure.unreadable("Smudged.", null)), says(Value.Number.of(7)));
    second.run();
    assertThat(second.marks()).containsExactly("level = 7");
  }

  @Test
  void aReadThatIsRefusedIsNotRepeated() {
    Rehearsal run = lamps("let level = lamp.level(\"hall\")\nevidence \"level\" level");
    run.services.on("lamp.level", fails(ServiceFailure.unauthorized("Who are you?")));
    run.run();
    assertThat(run.services.of("lamp.level")).hasSize(1);
  }

  @Test
  void aBindingThatBreaksLeavesAChangeInDoubtAndAReadInconclusive() {
    Rehearsal change = lamps("lamp.light(\"hall\")");
    change.services.on(
        "lamp.light",
        attempt -> {
          throw new IllegalArgumentException("boo");
        });
    change.services.answers("lamp.burning", Value.Bool.FALSE);
    Result result = change.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason())
        .startsWith("The binding of lamp broke in lamp.light (IllegalArgumentException).");
    assertThat(change.services.of("lamp.light")).hasSize(1);

    Rehearsal read = lamps("let level = lamp.level(\"hall\")\nevidence \"level\" level");
    read.services.on(
        "lamp.level",
        attempt -> {
          throw new NoClassDefFoundError("gone");
        });
    assertThat(read.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(read.marks().getFirst()).contains("The binding of lamp broke in lamp.level");
  }

  @Test
  void withoutWhatItNeedsFromBeforeAChangeIsNotDone() {
    Rehearsal run = lamps("lamp.set(\"hall\", 5)");
    run.services.on("lamp.level", fails(ServiceFailure.refused("Fog.")));
    Result result = run.run();
    assertThat(result.reason()).isEqualTo("lamp.set was not done: `old` is not known: Fog.");
    assertThat(run.services.of("lamp.set")).isEmpty();
    assertThat(run.events(Event.Intent.class)).isEmpty();
  }

  @Test
  void aChangeWithAnUnknownArgumentIsNotDone() {
    Rehearsal run = lamps("let level = lamp.level(\"a\")\nlamp.set(\"hall\", level)");
    run.services.on("lamp.level", fails(ServiceFailure.refused("Fog.")));
    assertThat(run.run().reason()).isEqualTo("an argument of lamp.set is not known: Fog.");
    assertThat(run.services.of("lamp.set")).isEmpty();
  }

  private static List<String> keys(Rehearsal run) {
    return run.services.of("lamp.light").stream().map(attempt -> attempt.key().get()).toList();
  }

  @Test
  void aKeyIsTheSameForEveryAttemptAndOnEveryRunOfTheSameRun() {
    String text = "step s { lamp.light(\"hall\") }";
    Rehearsal first = lamps(text);
    first.services.on(
        "lamp.light", fails(ServiceFailure.unavailable("Nobody home.", null)), says(Value.NONE));
    first.run();
    assertThat(keys(first)).hasSize(2);
    assertThat(keys(first).get(0)).isEqualTo(keys(first).get(1)).startsWith("s/light/light-");

    Rehearsal again = lamps(text);
    again.run();
    assertThat(keys(again)).containsExactly(keys(first).getFirst());

    Rehearsal later = lamps(text).at("2026-11-27T10:00:00Z");
    later.run();
    assertThat(keys(later)).doesNotContain(keys(first).getFirst());
  }

  @Test
  void whoLooksAfterADoubtIsToldWhichEffectToLookFor() {
    Rehearsal run = lamps("retry 2 times every 1s { lamp.light(\"hall\") }");
    run.services.on("lamp.light", fails(ServiceFailure.inDoubt("The line went dead.", null)));
    run.services.answers("lamp.burning", Value.Bool.FALSE);
    run.run();
    assertThat(observed(run, "lamp.burning")).hasSize(2).isEqualTo(keys(run));
    assertThat(observed(run, "lamp.light")).containsOnlyNulls();
  }

  @Test
  void aReadThatIsNoLookAfterADoubtLooksForNoEffect() {
    Rehearsal run = lamps("check lamp.burning(\"hall\")\nlamp.set(\"hall\", 5)");
    run.run();
    assertThat(observed(run, "lamp.burning")).containsOnlyNulls();
    assertThat(observed(run, "lamp.level")).containsOnlyNulls();
  }

  private static List<@Nullable String> observed(Rehearsal run, String action) {
    List<@Nullable String> observed = new ArrayList<>();
    run.services.of(action).forEach(attempt -> observed.add(attempt.observed()));
    return observed;
  }

  @Test
  void noTwoEffectsShareAKey() {
    Rehearsal run =
        lamps(
            """
            retry 2 times every 1s {
              retry 2 times every 1s {
                for each name in ["a", "a/b", "ä ö"] { lamp.light(name) }
                fail "again"
              }
            }
            """);
    run.run();
    assertThat(keys(run)).hasSize(12).doesNotHaveDuplicates();
    assertThat(keys(run)).allMatch(key -> key.matches("[A-Za-z0-9./-]{1,200}"));
  }

  @Test
  void interruptedInTheMiddleOfAChangeARunEndsAndSaysThatItIsInDoubt() {
    Rehearsal run = lamps("lamp.light(\"hall\")");
    run.services.on(
        "lamp.light",
        attempt -> {
          throw new InterruptedException();
        });
    run.services.on(
        "lamp.burning",
        attempt -> {
          throw new InterruptedException();
        });
    assertThat(run.run().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(settlements(run)).containsExactly(Settlement.IN_DOUBT);
  }

  @Test
  void aCallMayHaveALimitOfItsOwn() {
    Rehearsal run =
        Rehearsal.of(
            """
            procedure sets() {
              lamp.set("cellar", 1)
            }
            runbook r in stage {
              lamp.set("hall", 5) up to 20m
              let level = lamp.level("attic") up to 10s
              evidence "level" level
              let lit = temporarily lamp.light("attic") up to 7m
              sets()
            }
            """);
    List.of("lamp.set", "lamp.light", "lamp.quench")
        .forEach(action -> run.services.answers(action, Value.NONE));
    run.services.answers("lamp.level", Value.Number.of(1));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.attempts)
        .extracting(attempt -> attempt.call().qualifiedName() + " " + attempt.limit())
        .containsExactly(
            "lamp.level PT30S",
            "lamp.set PT20M",
            "lamp.level PT10S",
            "lamp.light PT7M",
            "lamp.level PT30S",
            "lamp.set PT5M",
            "lamp.quench PT5M");
  }
}
