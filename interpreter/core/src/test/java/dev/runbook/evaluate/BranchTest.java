package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static dev.runbook.evaluate.ScriptedServices.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parallel branches, loops and retries. */
class BranchTest {

  private static Rehearsal lamps(String statements) {
    Rehearsal run = Rehearsal.body(statements);
    run.services.answers("lamp.light", Value.NONE);
    run.services.answers("lamp.quench", Value.NONE);
    run.services.answers("lamp.call", Value.NONE);
    run.services.answers("lamp.burning", Value.Bool.FALSE);
    run.services.answers("lamp.level", Value.Number.of(1));
    return run;
  }

  private static ScriptedServices.Reply takes(Rehearsal run, Duration length, Value answer) {
    return attempt -> {
      run.timeline.sleep(length);
      return answer;
    };
  }

  @Test
  void theGravestOutcomeOfAllBranchesCounts() {
    Rehearsal run =
        lamps(
            """
            parallel {
              step a { wait-for lamp.burning("a") every 1m up to 3m }
              confirm "Go?" by ops up to 1h
              step c { check lamp.level("b") is 0 }
            }
            """);
    run.people.answer(no("anna"));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void aFailingBranchLetsTheOthersFinishTheirChangeAndBeginNoOther() {
    Rehearsal run =
        lamps(
            """
            parallel {
              step a {
                lamp.light("a") as one
                lamp.light("b") as two
                ensure { evidence "swept" }
              }
              step b {
                wait-until 10:01 up to 1h
                fail "broken"
              }
            }
            """);
    run.services.on("lamp.light", takes(run, Duration.ofMinutes(3), Value.NONE));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).isEqualTo("broken");
    assertThat(run.services.of("lamp.light")).hasSize(1);
    assertThat(run.story("happened ")).containsExactly("lamp.light(name: a)");
    assertThat(run.marks()).containsExactly("swept");
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait-until 15:00 up to 9h",
        "wait-for lamp.burning(\"b\") every 5h up to 9h",
        "retry 3 times every 5h { check lamp.burning(\"b\") }",
      })
  void whenABranchHasFailedNoOtherWaitsToTheEnd(String waits) {
    Rehearsal run =
        lamps(
            """
            parallel {
              step a {
                %s
                lamp.light("a")
              }
              step b {
                wait-until 10:30 up to 1h
                fail "broken"
              }
            }
            """
                .formatted(waits));
    Result result = run.run();
    assertThat(result.reason()).isEqualTo("broken");
    assertThat(run.services.of("lamp.light")).isEmpty();
    assertThat(run.elapsed()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(32));
  }

  @Test
  void undoingIsProposedOnceWhenEveryBranchHasStopped() {
    Rehearsal run =
        lamps(
            """
            parallel {
              lamp.light("a")
              step b {
                lamp.light("b")
                fail "broken"
                on failed { evidence "handled" }
                ensure { evidence "swept" }
              }
            }
            """);
    run.services.on("lamp.light", takes(run, Duration.ofMinutes(3), Value.NONE), says(Value.NONE));
    run.people.answer(yes("anna"));
    run.run();
    assertThat(run.people.asked).hasSize(1);
    assertThat(run.people.asked.getFirst().details())
        .containsExactly("lamp.quench(a)", "lamp.quench(b)");
    assertThat(run.story())
        .containsSubsequence(
            "evidence handled",
            "happened lamp.light(name: a)",
            "asked UNDO The run failed: broken. Undo what it did?",
            "undone lamp.quench(a) done",
            "undone lamp.quench(b) done",
            "evidence swept");
  }

  @Test
  void theEnsuresOfABranchAreDoneWhetherItIsUndoneMendedOrTriedAgain() {
    String branches =
        """
        parallel {
          step b {
            lamp.light("b")
            fail "broken"
            ensure { evidence "swept" }
          }
          lamp.call("c")
        }
        """;
    Rehearsal kept = lamps(branches);
    kept.people.answer(no("anna"));
    kept.run();
    assertThat(kept.story())
        .containsSubsequence(
            "asked UNDO The run failed: broken. Undo what it did?", "evidence swept");
    assertThat(kept.marks()).containsExactly("swept");

    Rehearsal mended =
        lamps(
            """
            parallel {
              step outer {
                step b {
                  lamp.light("b")
                  fail "broken"
                  ensure { evidence "swept" }
                }
                on failed { recovered because "it is known" }
              }
              lamp.call("c")
            }
            """);
    assertThat(mended.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(mended.people.asked).isEmpty();
    assertThat(mended.marks()).containsExactly("swept");

    Rehearsal again = lamps("retry 2 times every 1m {\n" + branches + "}");
    again.run();
    assertThat(again.marks()).containsExactly("swept", "swept");
    assertThat(again.people.asked).hasSize(1);
  }

  @Test
  void everyBranchThatFailsRunsItsEnsuresAlsoWhenUndoing() {
    Rehearsal run =
        lamps(
            """
            let no = false
            parallel {
              step b {
                lamp.light("b")
                check no
                ensure { evidence "b swept" }
              }
              step c {
                lamp.light("c")
                check no
                ensure { evidence "c swept" }
              }
            }
            """);
    run.services.on("lamp.light", takes(run, Duration.ofMinutes(1), Value.NONE));
    run.people.always(yes("anna"));
    run.run();
    assertThat(run.marks()).containsExactlyInAnyOrder("b swept", "c swept");
  }

  @Test
  void branchesShareTheTime() {
    Rehearsal run = lamps("parallel {\nwait-until 11:00 up to 2h\nwait-until 12:00 up to 3h\n}");
    run.run();
    assertThat(run.elapsed()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void aLoopGoesInTheOrderOfItsListAndNamesItsRounds() {
    Rehearsal run = lamps("for each name in [\"a\", \"b/c\"] { lamp.light(name) }");
    run.run();
    assertThat(run.events(Event.Intent.class))
        .extracting(Event.Intent::path)
        .containsExactly("name/a/light/light", "name/b%2Fc/light/light");
  }

  @Test
  void twoRoundsOfOneKeyEndTheLoopBeforeItsFirstRound() {
    Rehearsal run = lamps("for each name in [\"a\", \"b\", \"a\"] { lamp.light(name) }");
    Result result = run.run();
    assertThat(result.reason()).contains("two rounds of this loop have the key `a`");
    assertThat(run.services.attempts).isEmpty();
  }

  @Test
  void recordsAreToldApartByAField() {
    Rehearsal run =
        Rehearsal.of(
            """
            type Host { id: number; name: text }
            runbook r in stage {
              let hosts = [Host(id: 1, name: "a"), Host(id: 2, name: "a")]
              for each h in hosts by h.id { lamp.light(h.name) }
            }
            """);
    run.services.answers("lamp.light", Value.NONE);
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.events(Event.Intent.class))
        .extracting(Event.Intent::path)
        .containsExactly("h/1/light/light", "h/2/light/light");
  }

  @Test
  void batchesGoTogetherAndOneAfterTheOther() {
    Rehearsal run =
        lamps("for each name in [\"a\", \"b\", \"c\"] in batches of 2 { lamp.light(name) }");
    run.services.on("lamp.light", takes(run, Duration.ofMinutes(1), Value.NONE));
    run.run();
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void parallelRoundsGoTogether() {
    Rehearsal run =
        lamps("for each name in [\"a\", \"b\", \"c\"] in parallel { lamp.light(name) }");
    run.services.on("lamp.light", takes(run, Duration.ofMinutes(1), Value.NONE));
    run.run();
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(1));
    assertThat(run.services.of("lamp.light")).hasSize(3);
  }

  @Test
  void anEmptyListHasNoRounds() {
    Rehearsal run =
        lamps("let none-of-them = \"\".lines\nfor each name in none-of-them { lamp.light(name) }");
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.attempts).isEmpty();
  }

  @Test
  void aRetryTriesAgainWhatFailedAndAsksAboutUndoingOnlyAtItsLastAttempt() {
    Rehearsal run =
        lamps(
            """
            retry 3 times every 1m {
              lamp.light("a")
              check lamp.burning("a")
            }
            """);
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.services.of("lamp.light")).hasSize(3);
    assertThat(run.story("asked UNDO")).hasSize(1);
    assertThat(run.elapsed()).isEqualTo(Duration.ofMinutes(2));

    Rehearsal second =
        lamps("retry 3 times every 1m {\nlamp.light(\"a\")\ncheck lamp.burning(\"a\")\n}");
    second.services.on("lamp.burning", says(Value.Bool.FALSE), says(Value.Bool.TRUE));
    assertThat(second.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(second.story("asked ")).isEmpty();
  }

  @Test
  void aNoIsNotTriedAgainAndTheListComesBeforeTheEnsures() {
    Rehearsal run =
        lamps(
            """
            retry 3 times every 1m {
              lamp.light("a")
              confirm "Go?" by ops up to 1h
              ensure { evidence "swept" }
            }
            """);
    run.people.answer(no("anna"), yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(run.services.of("lamp.light")).hasSize(1);
    assertThat(run.story())
        .containsSubsequence("answered YES anna", "undone lamp.quench(a) done", "evidence swept");
  }

  @Test
  void anInnerRetryOfAnOuterOneAsksNobodyEither() {
    Rehearsal run =
        lamps(
            """
            retry 2 times every 1m {
              retry 2 times every 1m {
                lamp.light("a")
                fail "x"
              }
            }
            """);
    run.run();
    assertThat(run.services.of("lamp.light")).hasSize(4);
    assertThat(run.story("asked UNDO")).hasSize(1);
  }

  @Test
  void aRefusedChangeOfOneRoundIsUndoneWithTheRest() {
    Rehearsal run = lamps("for each name in [\"a\", \"b\"] { lamp.light(name) }");
    run.services.on("lamp.light", says(Value.NONE), fails(ServiceFailure.refused("Stuck.")));
    run.people.answer(yes("anna"));
    run.run();
    assertThat(run.story("undoing ")).containsExactly("lamp.quench(a)");
  }

  @Test
  void aHundredThousandRoundsAreNoProblem() {
    Rehearsal run =
        Rehearsal.of(
            """
            runbook r {
              param names: [number]
              for each n in names {
                let twice = n + n
                check twice >= n
              }
            }
            """);
    run.with(
        "names",
        new Value.ListValue(
            java.util.stream.LongStream.range(0, 100_000)
                .<Value>mapToObj(Value.Number::of)
                .toList()));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.events(Event.Judged.class)).hasSize(100_000);
  }
}
