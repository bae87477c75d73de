package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.value.Value;
import org.junit.jupiter.api.Test;

/** Procedures, nested runs, conditions, and what can be seen from where. */
class NestingTest {

  private static Rehearsal lit(String text) {
    Rehearsal run = Rehearsal.of(text);
    run.services.answers("lamp.light", Value.NONE);
    run.services.answers("lamp.quench", Value.NONE);
    return run;
  }

  @Test
  void aProcedureGivesWhatItReturnsFromWhereverItReturns() {
    Rehearsal run =
        lit(
            """
            procedure sign(n: number) -> text {
              if n < 0 {
                return "minus"
              } else {
                match n {
                  0 { return "zero" }
                  else { return "plus" }
                }
              }
            }
            runbook r {
              let a = sign(-1)
              let b = sign(0)
              let c = sign(5)
              evidence "signs" [a, b, c]
            }
            """);
    run.run();
    assertThat(run.marks()).containsExactly("signs = minus, zero, plus");
  }

  @Test
  void proceduresCallEachOtherAndTheirStepsHavePaths() {
    Rehearsal run =
        lit(
            """
            procedure inner(name: text) { lamp.light(name) }
            procedure outer() {
              inner("a")
              inner("b") as second
            }
            runbook r in stage { step s { outer() } }
            """
                .replace("second", "other"));
    run.run();
    assertThat(run.events(Event.Intent.class))
        .extracting(Event.Intent::path)
        .containsExactly("s/outer/inner/light/light", "s/outer/other/light/light");
  }

  @Test
  void aFunctionComputes() {
    Rehearsal run =
        lit(
            """
            function twice(n: number) -> number => n * 2
            function big(n: number) -> bool {
              let m = twice(n)
              return m > 10
            }
            runbook r { evidence "big" [big(5), big(6)] }
            """);
    run.run();
    assertThat(run.marks()).containsExactly("big = false, true");
  }

  @Test
  void aNestedRunIsAStretchOfTheRecordWithItsOwnParameters() {
    Rehearsal run =
        lit(
            """
            runbook inner {
              param n: number
              param more: number = 4
              step s { evidence "sum" n + more }
            }
            runbook r {
              run inner(n: 3)
              evidence "after"
            }
            """);
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story())
        .containsSubsequence("step inner", "step inner/s", "evidence sum = 7", "end inner done");
    assertThat(run.marks()).containsExactly("sum = 7", "after");
  }

  @Test
  void aStopInANestedRunEndsThatOneOnly() {
    Rehearsal run =
        lit(
            """
            runbook inner { stop "nothing to do" }
            runbook r {
            run inner
            evidence "after"
            }
            """);
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.marks()).containsExactly("after");
  }

  @Test
  void aFailureInANestedRunCarriesItsPath() {
    Rehearsal run =
        lit("runbook inner { step s { fail \"no\" } }\nrunbook r {\nrun inner as it\n}\n");
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.path()).isEqualTo("it/s");
  }

  @Test
  void aRetriedNestedRunHasOtherKeys() {
    Rehearsal run =
        lit(
            """
            runbook inner in stage { lamp.light("a") }
            runbook r in stage {
              retry 2 times every 1s {
                run inner
                fail "again"
              }
            }
            """);
    run.run();
    assertThat(run.services.of("lamp.light"))
        .extracting(a -> a.key().get())
        .doesNotHaveDuplicates();
  }

  @Test
  void branchesSeeWhatWasBeforeThemAndKeepTheirOwn() {
    Rehearsal run =
        lit(
            """
            runbook r {
              let base = 1
              parallel {
                step a {
                  let own = base + 1
                  evidence "a" own
                }
                step b {
                  let own = base + 2
                  evidence "b" own
                }
              }
              evidence "base" base
            }
            """);
    run.run();
    assertThat(run.marks()).containsExactlyInAnyOrder("a = 2", "b = 3", "base = 1");
  }

  @Test
  void theFirstConditionThatHoldsIsTaken() {
    Rehearsal run =
        lit(
            """
            runbook r {
              param n: number
              if n > 5 {
                evidence "many"
              } else if n > 2 {
                evidence "some"
              } else {
                evidence "few"
              }
              match n {
                1, 2 { evidence "low" }
                else { evidence "other" }
              }
            }
            """);
    run.with("n", Value.Number.of(3));
    run.run();
    assertThat(run.marks()).containsExactly("some", "other");
  }

  @Test
  void aParameterThatIsNotGivenHasItsDefaultOrNone() {
    Rehearsal run =
        lit(
            """
            runbook r {
            param a: number
            param b: number = 8
            param c: text?
            evidence "all" [a, b]
            evidence "c" c
            }
            """);
    run.with("a", Value.Number.of(4));
    run.run();
    assertThat(run.marks()).containsExactly("all = 4, 8", "c = none");
  }

  @Test
  void anUnmetRequirementEndsItBeforeAnythingIsTouched() {
    Rehearsal run =
        lit(
            """
            runbook r in stage {
            param n: number
            require n > 5 else "${n} are too few."
            lamp.light("a")
            }
            """);
    run.with("n", Value.Number.of(3));
    assertThat(run.run().reason()).isEqualTo("3 are too few.");
    assertThat(run.services.attempts).isEmpty();
  }

  @Test
  void branchesThatBreakAnInvariantTogetherAreStopped() {
    Rehearsal run =
        lit(
            """
            runbook r in stage {
              invariant once: at most 1 lamp.light
              parallel {
                lamp.light("a") as one
                lamp.light("b") as other
              }
            }
            """);
    run.services.on(
        "lamp.light",
        attempt -> {
          run.timeline.sleep(java.time.Duration.ofMinutes(1));
          return Value.NONE;
        });
    run.people.always(yes("anna"));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).contains("it would break the invariant once");
    assertThat(run.services.of("lamp.light")).hasSize(1);
  }

  private static final String INNER =
      """
      runbook inner in stage {
        lamp.light("a") as one
        lamp.smash("b")
        lamp.light("c") as two
      }
      """;

  @Test
  void theUndoOfANestedRunIsOneEntryOfItsParent() {
    Rehearsal run =
        lit(
            INNER
                + """
                runbook r in stage {
                  lamp.light("first")
                  run inner
                  lamp.light("last") as last
                  fail "dark"
                }
                """);
    run.services.answers("lamp.smash", Value.NONE);
    run.services.answers("lamp.quench", Value.NONE);
    run.people.answer(yes("anna"), yes("anna"));
    run.run();
    assertThat(run.people.asked.getFirst().details())
        .containsExactly(
            "lamp.quench(last)",
            "undo inner: lamp.quench(c), then cannot undo lamp.smash: glass does not grow,"
                + " then lamp.quench(a)",
            "lamp.quench(first)");
    assertThat(run.story("undoing "))
        .containsExactly(
            "lamp.quench(last)", "lamp.quench(c)", "lamp.quench(a)", "lamp.quench(first)");
  }

  @Test
  void whatIsLeftOfANestedRunStaysListed() {
    Rehearsal run = lit(INNER + "runbook r in stage {\nrun inner\nfail \"dark\"\n}\n");
    run.services.answers("lamp.smash", Value.NONE);
    run.services.answers("lamp.quench", Value.NONE);
    run.people.answer(yes("anna"), no("anna"));
    Result result = run.run();
    assertThat(run.story("undoing ")).containsExactly("lamp.quench(c)");
    assertThat(result.standing())
        .containsExactly(
            "undo inner: cannot undo lamp.smash: glass does not grow, then lamp.quench(a)");
  }

  @Test
  void aNestedRunThatFailsIsProposedAsTheEntryThatItWillBe() {
    Rehearsal run =
        lit(
            """
            runbook inner in stage {
              lamp.light("a")
              fail "dark"
            }
            runbook r in stage {
              run inner
            }
            """);
    run.services.answers("lamp.quench", Value.NONE);
    run.people.answer(yes("anna"));
    assertThat(run.run().standing()).isEmpty();
    assertThat(run.people.asked).hasSize(1);
    assertThat(run.people.asked.getFirst().details()).containsExactly("undo inner: lamp.quench(a)");
    assertThat(run.story("undone ")).containsExactly("lamp.quench(a) done");
  }
}
