package dev.runbook.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A dry run performs no change, waits for nothing, and shows what it cannot decide. */
class DryTest {

  private static Rehearsal dry(String text) {
    Rehearsal run = Rehearsal.of(text);
    run.dry = true;
    run.services.on("lamp.level", a -> new Value.Unknown(Basic.NUMBER, "the level"));
    run.services.on("lamp.burning", a -> new Value.Unknown(Basic.BOOL, "whether it burns"));
    run.people.always(new Answer(Answer.Choice.YES, null, "", false, ""));
    return run;
  }

  private static Rehearsal body(String statements) {
    return dry("runbook r in stage {\n" + statements + "\n}\n");
  }

  @Test
  void noChangeReachesAService() {
    Rehearsal run =
        body("lamp.set(\"b\", 5)\nlamp.light(\"a\")\nlamp.smash(\"c\")\nlamp.call(\"hello\")");
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.attempts)
        .extracting(attempt -> attempt.call().action())
        .containsOnly("level");
    assertThat(run.story("intent "))
        .containsExactly(
            "lamp.set(name: b, to: 5)",
            "lamp.light(name: a)",
            "lamp.smash(name: c)",
            "lamp.call(words: hello)");
    assertThat(run.run().standing()).isEmpty();
  }

  @Test
  void theUnknownFlowsOnByItsName() {
    Rehearsal run =
        body(
            "let level = lamp.level(\"a\")\nlet more = level + 1\n| It is ${level}, soon ${more}.");
    run.run();
    assertThat(run.story("| ")).containsExactly("It is <level: number>, soon <more: number>.");
  }

  @Test
  void aReadOfSomethingUnknownIsUnknownAndNotLookedUp() {
    Rehearsal run =
        dry(
            """
            service log "Log" { read newest(): text up to 1m { by hand "Read it." } }
            runbook r in stage {
              let name = log.newest()
              let level = lamp.level(name)
              | ${level}
            }
            """);
    run.services.on("log.newest", a -> new Value.Unknown(Basic.TEXT, "newest"));
    run.run();
    assertThat(run.services.of("lamp.level")).isEmpty();
    assertThat(run.story("| ")).containsExactly("<level: number>");
  }

  @Test
  void bothBranchesOfAnUnknownConditionAreShownOnce() {
    Rehearsal run =
        body(
            """
            if lamp.burning("a") {
              evidence "lit"
              fail "too bright"
            } else {
              evidence "dark"
            }
            evidence "after"
            """);
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story())
        .containsSubsequence(
            "assumed lamp.burning(\"a\")",
            "evidence lit",
            "assumed otherwise",
            "evidence dark",
            "evidence after");
  }

  @Test
  void whatNoBranchReachesIsNotShown() {
    Rehearsal run =
        body(
            """
            let lit = lamp.burning("a")
            match lit {
              true { fail "bright" }
              false { fail "dark" }
            }
            """
                + "ensure { evidence \"swept\" }");
    assertThat(run.run().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.marks()).containsExactly("swept");
  }

  @Test
  void returnsAreJoined() {
    String text =
        """
        procedure pick(lit: bool, same: bool) -> number {
          if lit {
            return 1
          } else {
            return if same then 1 else 2
          }
        }
        runbook r in stage {
          let lit = lamp.burning("a")
          let same = pick(lit, true)
          let other = pick(lit, false) as other
          evidence "same" same
          evidence "other" other
        }
        """
            .replace(" as other", "");
    Rehearsal run = dry(text);
    run.run();
    assertThat(run.marks().getFirst()).isEqualTo("same = 1");
    assertThat(run.marks().getLast()).startsWith("other = <");
  }

  @Test
  void anUnknownChoiceOfEqualValuesIsThatValue() {
    Rehearsal run =
        body(
            "let lit = lamp.burning(\"a\")\nlet n = if lit then 5 else 5\nevidence \"n\" n\n"
                + "let m = if lit then 5 else 6\nevidence \"m\" m");
    run.run();
    assertThat(run.marks()).containsExactly("n = 5", "m = <m: number>");
  }

  @Test
  void kleeneHoldsForTheUnknownToo() {
    Rehearsal run =
        body(
            "let lit = lamp.burning(\"a\")\nevidence \"and\" false and lit\n"
                + "evidence \"or\" lit or true\nevidence \"open\" lit and true");
    run.run();
    assertThat(run.marks())
        .containsExactly("and = false", "or = true", "open = <lit and true: bool>");
  }

  @Test
  void anUnknownListShowsItsBodyOnce() {
    Rehearsal run =
        dry(
            """
            service log "Log" { read names(): [text] up to 1m { by hand "Read them." } }
            runbook r in stage {
              for each name in log.names() { lamp.light(name) }
            }
            """);
    run.services.on(
        "log.names", a -> new Value.Unknown(new dev.runbook.type.Type.ListOf(Basic.TEXT), "names"));
    run.run();
    assertThat(run.story("intent ")).containsExactly("lamp.light(name: <each name: text>)");
  }

  @Test
  void nothingIsWaitedFor() {
    Rehearsal run =
        body(
            """
            wait-for lamp.burning("a") every 1m up to 1h
            wait-until 20:00 up to 20h
            watch w "the lamp" for 5m every 1m up to 10m { check lamp.burning("b") }
            let at = now
            evidence "now" at
            """);
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.elapsed()).isEqualTo(Duration.ZERO);
    assertThat(run.marks()).containsExactly("now = <at: time>");
  }

  @Test
  void anOptionalStepIsShownUnderItsAssumption() {
    Rehearsal run = body("step s \"Polish\" optional { stop \"enough\" }\nevidence \"after\"");
    run.run();
    assertThat(run.story())
        .containsSubsequence(
            "assumed the optional step is done: Polish", "step s", "evidence after");
  }

  @Test
  void aProtectedEnvironmentNeedsNoConfirmToBeThoughtAbout() {
    Rehearsal run =
        dry("runbook r in prod {\nconfirm \"Go?\" by 2 of ops up to 1h\nlamp.light(\"a\")\n}\n");
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.events(Event.Intent.class)).hasSize(1);
  }

  @Test
  void whatIsPartlyKnownIsShownSo() {
    Rehearsal run =
        body(
            """
            let level = lamp.level("a")
            lamp.call("It is ${level}, and [that] is all.")
            """);
    run.run();
    assertThat(run.story("intent "))
        .containsExactly("lamp.call(words: It is <level: number>, and [that] is all.)");
  }

  @Test
  void behindAChangeNothingIsAskedOfTheWorldAsItIsNow() {
    Rehearsal run =
        body(
            "let first = lamp.level(\"a\")\n| ${first}\nlamp.set(\"a\", 3)\n"
                + "let last = lamp.level(\"a\")\n| ${last}");
    run.services.on("lamp.level", a -> Value.Number.of(5));
    run.run();
    assertThat(run.services.of("lamp.level")).hasSize(2);
    assertThat(run.story("read ")).last().isEqualTo("lamp.level(name: a) = <lamp.level: number>");
  }

  @Test
  void whatIsDoneOnTheWaysOutIsShownThoughNothingFails() {
    Rehearsal run =
        body(
            """
            step s "Try" {
              on failed {
                evidence "it failed"
                recovered because "it is known to"
              }
              ensure { evidence "swept" }
              evidence "tried"
            }
            evidence "after"
            """);
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.marks()).containsExactlyInAnyOrder("tried", "it failed", "swept", "after");
  }

  @Test
  void whatAnActionIsGivenIsExpectedOfWhatItGivesAndNeverShown() {
    Rehearsal run =
        dry(
            """
            service queue "Queue" {
              type Job { place: text; number: number }
              read newest(place: text): Job? up to 1m { by hand "Look." }
              read standing(job: Job): text up to 1m { by hand "Look." }
              change begin(place: text, number: text): Job up to 1m {
                by hand "Begin."
                no undo because "it ends"
              }
            }
            procedure job "Find" (place: text) -> queue.Job {
              let newest = queue.newest(place)
              if newest is not none and newest.number > 5 {
                return newest
              }
              let begun = queue.begin(place, "7")
              return begun
            }
            runbook r in stage {
              let mine = job("here")
              let stands = queue.standing(mine)
              | ${mine.place}, ${mine.number}, ${stands}
              if mine.place is "here" { evidence "here" } else { evidence "elsewhere" }
            }
            """);
    run.services.on("queue.newest", a -> new Value.Unknown(Basic.UNKNOWN, "newest"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story("| "))
        .as("it may be at another place all the same")
        .containsExactly("<mine.place: text>, <mine.number: number>, <stands: text>");
    assertThat(run.marks()).contains("here", "elsewhere");
  }
}
