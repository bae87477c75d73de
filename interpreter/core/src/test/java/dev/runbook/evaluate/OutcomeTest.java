package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.nobody;
import static dev.runbook.evaluate.ScriptedPeople.stop;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.evaluate.ScriptedServices.Reply;
import dev.runbook.journal.Outcome;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import org.junit.jupiter.api.Test;

/** The five outcomes, who handles them, and in which order everything unwinds. */
class OutcomeTest {

  private static Rehearsal lamps(String statements) {
    Rehearsal run = Rehearsal.body(statements);
    run.services.answers("lamp.level", Value.Number.of(1));
    run.services.answers("lamp.set", Value.NONE);
    run.services.answers("lamp.light", Value.NONE);
    run.services.answers("lamp.quench", Value.NONE);
    run.services.answers("lamp.smash", Value.NONE);
    run.services.answers("lamp.call", Value.NONE);
    return run;
  }

  @Test
  void fiveOutcomesAreToldApart() {
    assertThat(lamps("evidence \"nothing to do\"").run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(lamps("fail \"broken\"").run().outcome()).isEqualTo(Outcome.FAILED);

    Rehearsal rejected = lamps("confirm \"Go on?\" by ops up to 1h");
    rejected.people.answer(no("anna"));
    assertThat(rejected.run().outcome()).isEqualTo(Outcome.REJECTED);

    Rehearsal aborted = lamps("confirm \"Go on?\" by ops up to 1h");
    aborted.people.answer(stop("anna"));
    assertThat(aborted.run().outcome()).isEqualTo(Outcome.ABORTED);

    Rehearsal timedOut = lamps("confirm \"Go on?\" by ops up to 1h");
    timedOut.people.answer(nobody());
    assertThat(timedOut.run().outcome()).isEqualTo(Outcome.TIMED_OUT);
  }

  @Test
  void stopEndsAsDoneAndLeavesTheRestUndone() {
    Rehearsal run =
        lamps("let off = true\nif off { stop \"not needed today\" }\nlamp.light(\"hall\")");
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.attempts).isEmpty();
    assertThat(run.people.asked).isEmpty();
  }

  @Test
  void eachHandlerMeetsItsOutcomeAndNoOther() {
    String handlers =
        """
        on failed { evidence "failed" }
        on rejected { evidence "rejected" }
        on timed-out { evidence "timed out" }
        on aborted { evidence "aborted" }
        """;
    Rehearsal failed = lamps("step s {\nfail \"x\"\n" + handlers + "}");
    failed.run();
    assertThat(failed.marks()).containsExactly("failed");

    Rehearsal rejected = lamps("step s {\nconfirm \"Go?\" by ops up to 1h\n" + handlers + "}");
    rejected.people.answer(no("anna"));
    rejected.run();
    assertThat(rejected.marks()).containsExactly("rejected");

    Rehearsal timedOut = lamps("step s {\nconfirm \"Go?\" by ops up to 1h\n" + handlers + "}");
    timedOut.run();
    assertThat(timedOut.marks()).containsExactly("timed out");

    Rehearsal aborted = lamps("step s {\nconfirm \"Go?\" by ops up to 1h\n" + handlers + "}");
    aborted.people.answer(stop("anna"));
    aborted.run();
    assertThat(aborted.marks()).containsExactly("aborted");
  }

  @Test
  void whatIsDoneOnAbortedIsAskedAboutUndoingFirstAndEnsuredLast() {
    Rehearsal run =
        lamps(
            """
            step s {
              lamp.light("hall")
              confirm "Go?" by ops up to 1h
              on aborted { evidence "handled" }
              ensure { evidence "ensured" }
            }
            """);
    run.people.answer(stop("anna"), yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(run.story())
        .containsSubsequence(
            "asked UNDO The run aborted: stopped by anna: enough. Undo what it did?",
            "evidence handled",
            "undone lamp.quench(hall) done",
            "evidence ensured",
            "ended aborted");
  }

  private static Reply interrupts(Value answer) {
    return attempt -> {
      Thread.currentThread().interrupt();
      return answer;
    };
  }

  @Test
  void anInterruptEndsWhatIsDoneAndASecondOneItsHandlerButNoEnsure() {
    Rehearsal run =
        lamps(
            """
            step s {
              wait-for lamp.level("hall") is 2 every 1m up to 1h
              on aborted {
                wait-for lamp.burning("hall") every 1m up to 1h
                evidence "handled"
                wait-for lamp.level("hall") is 2 every 1m up to 1h
                evidence "never"
              }
              ensure {
                wait-for lamp.burning("hall") every 1m up to 1h
                evidence "ensured"
              }
            }
            """);
    run.services.on("lamp.level", interrupts(Value.Number.of(1)));
    run.services.answers(
        "lamp.burning", Value.Bool.FALSE, Value.Bool.TRUE, Value.Bool.FALSE, Value.Bool.TRUE);
    assertThat(run.run().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(Thread.interrupted()).as("handed on to whoever started the run").isTrue();
    assertThat(run.marks()).containsExactly("handled", "ensured");
  }

  @Test
  void anInterruptThatMeetsAnEnsureOfAFailedRunIsMeantForTheRun() {
    Rehearsal run =
        lamps(
            """
            step s {
              on failed {
                wait-for lamp.burning("hall") every 1m up to 1h
                recovered because "it burns"
              }
              on aborted { evidence "aborted" }
              step inner {
                fail "dark"
                ensure {
                  wait-for lamp.burning("cellar") every 1m up to 1h
                  evidence "the other one"
                }
                ensure { wait-for lamp.level("hall") is 2 every 1m up to 1h }
              }
            }
            """);
    run.services.on("lamp.level", interrupts(Value.Number.of(1)));
    run.services.answers("lamp.burning", Value.Bool.FALSE, Value.Bool.TRUE, Value.Bool.FALSE);
    assertThat(run.run().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.marks()).containsExactly("the other one");
  }

  @Test
  void anOutcomeGoesOnAfterItsHandlerUnlessItIsMended() {
    Rehearsal goesOn =
        lamps(
            """
            step s {
            let no = false
            check no
            on failed { evidence "handled" }
            }
            evidence "after"
            """);
    assertThat(goesOn.run().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(goesOn.marks()).containsExactly("handled");

    Rehearsal mended =
        lamps(
            """
            step s {
            let no = false
            check no
            on failed { recovered because "it is known" }
            }
            evidence "after"
            """);
    assertThat(mended.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(mended.marks()).containsExactly("after");
    assertThat(mended.story("note ")).containsExactly("recovered: it is known");
  }

  @Test
  void aHandlerMayMendWithinACondition() {
    Rehearsal run =
        lamps(
            """
            step s {
              fail "x"
              on failed {
                let small = true
                if small {
                  ensure { evidence "swept" }
                  recovered because "small"
                }
              }
              ensure { evidence "ensured" }
            }
            """);
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.marks()).containsExactly("swept", "ensured");
  }

  @Test
  void aHandlerThatFailsHidesNothingAndKeepsNoEnsureFromRunning() {
    Rehearsal run =
        lamps(
            """
            step s {
              fail "first"
              on failed { fail "second" }
              ensure { evidence "ensured" }
            }
            """);
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).isEqualTo("first");
    assertThat(run.marks()).containsExactly("ensured");
    assertThat(run.story("note ")).containsExactly("what handles it ended too: second");
  }

  @Test
  void aStopByAPersonInAHandlerIsGraver() {
    Rehearsal run =
        lamps(
            """
            step s {
              fail "first"
              on failed { confirm "Clean up?" by ops up to 1h }
              ensure { evidence "ensured" }
            }
            """);
    run.people.answer(stop("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(run.marks()).containsExactly("ensured");
  }

  @Test
  void theListOfUndosComesFirstThenHandlersThenUndosThenEnsures() {
    Rehearsal run =
        lamps(
            """
            step s {
              lamp.light("hall")
              fail "dark"
              on failed { evidence "handled" }
              ensure { evidence "ensured" }
            }
            """);
    run.people.answer(yes("anna"));
    run.run();
    assertThat(run.story())
        .containsSubsequence(
            "happened lamp.light(name: hall)",
            "asked UNDO The run failed: dark. Undo what it did?",
            "answered YES anna",
            "evidence handled",
            "undoing lamp.quench(hall)",
            "intent lamp.quench(name: hall)",
            "undone lamp.quench(hall) done",
            "evidence ensured",
            "ended failed");
  }

  @Test
  void whatIsUndoneIsNotRecovered() {
    Rehearsal run =
        lamps(
            """
            step s {
              lamp.light("hall")
              let known = false
              check known
              on failed { recovered because "it is known" }
            }
            evidence "went on"
            """);
    run.people.answer(yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.marks()).isEmpty();
    assertThat(run.story())
        .containsSubsequence(
            "note not recovered, as it is undone: it is known", "undone lamp.quench(hall) done");
  }

  @Test
  void handlersOfOuterBlocksComeBeforeTheUndosToo() {
    Rehearsal run =
        lamps(
            """
            let deep = true
            if deep {
              lamp.light("hall")
              fail "dark"
              ensure { evidence "inner" }
            }
            on failed { evidence "outer" }
            ensure { evidence "last" }
            """);
    run.people.answer(yes("anna"));
    run.run();
    assertThat(run.story())
        .containsSubsequence(
            "evidence outer", "undone lamp.quench(hall) done", "evidence inner", "evidence last");
  }

  @Test
  void undosGoNewestFirst() {
    Rehearsal run = lamps("lamp.light(\"a\") as one\nlamp.light(\"b\") as two\nfail \"dark\"");
    run.people.answer(yes("anna"));
    run.run();
    assertThat(run.story("undoing ")).containsExactly("lamp.quench(b)", "lamp.quench(a)");
    assertThat(run.events(dev.runbook.journal.Event.Asked.class).getFirst().prompt().details())
        .containsExactly("lamp.quench(b)", "lamp.quench(a)");
  }

  @Test
  void anUndoClosesOverTheValuesOfTheTime() {
    Rehearsal run = lamps("lamp.set(\"hall\", 5)\nfail \"dark\"");
    run.services.answers("lamp.level", Value.Number.of(3), Value.Number.of(9));
    run.people.answer(yes("anna"));
    run.run();
    assertThat(run.story("undoing ")).containsExactly("lamp.set(hall, 3)");
  }

  @Test
  void anUndoPushesNoUndo() {
    Rehearsal run = lamps("lamp.set(\"hall\", 5)\nfail \"dark\"");
    run.people.answer(yes("anna"));
    assertThat(run.run().standing()).isEmpty();
  }

  @Test
  void whereNobodyAgreesNothingIsUndoneAndTheListStands() {
    Rehearsal run = lamps("lamp.light(\"a\")\nfail \"dark\"");
    Result result = run.run();
    assertThat(run.story("undoing ")).isEmpty();
    assertThat(result.standing()).containsExactly("lamp.quench(a)");
  }

  @Test
  void aFailingUndoHaltsAndLeavesTheRestByHand() {
    Rehearsal run =
        lamps(
            "lamp.light(\"a\") as one\nlamp.light(\"b\") as two\nconfirm \"Go?\" by ops up to 1h");
    run.services.on("lamp.quench", ScriptedServices.fails(ServiceFailure.refused("It is stuck.")));
    run.people.answer(no("anna"), yes("anna"));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason())
        .contains("Partly undone")
        .contains("lamp.quench(b); lamp.quench(a)");
    assertThat(run.story("undoing ")).containsExactly("lamp.quench(b)");
    assertThat(result.standing()).containsExactly("lamp.quench(b)", "lamp.quench(a)");
  }

  @Test
  void onlyANamedPersonCrossesWhatCannotBeUndone() {
    String text = "lamp.light(\"a\")\nlamp.smash(\"b\")\nlamp.light(\"c\") as last\nfail \"dark\"";
    Rehearsal stays = lamps(text);
    stays.people.answer(yes("anna"), no("anna"));
    Result result = stays.run();
    assertThat(stays.story("undoing ")).containsExactly("lamp.quench(c)");
    assertThat(result.reason()).contains("Partly undone").contains("glass does not grow");

    Rehearsal crosses = lamps(text);
    crosses.people.answer(yes("anna"), yes("anna"));
    crosses.run();
    assertThat(crosses.story("undoing ")).containsExactly("lamp.quench(c)", "lamp.quench(a)");
  }

  @Test
  void aFailingEnsureIsToldAndHidesNoOutcome() {
    Rehearsal run =
        lamps(
            """
            step s {
            fail "first"
            ensure { fail "second" }
            ensure { evidence "third" }
            }\
            """);
    Result result = run.run();
    assertThat(result.reason()).isEqualTo("first");
    assertThat(run.marks()).containsExactly("third");
    assertThat(run.story("note ")).containsExactly("what had to be ensured failed: second");
  }

  @Test
  void aFailingEnsureFailsARunThatWentWell() {
    Rehearsal run = lamps("step s {\nevidence \"fine\"\nensure { fail \"not swept\" }\n}");
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).isEqualTo("not swept");
  }

  @Test
  void nobodyIsAskedAboutUndoingWithinAnEnsure() {
    Rehearsal run =
        lamps("step s {\nlamp.light(\"a\")\nfail \"first\"\nensure { fail \"second\" }\n}");
    run.run();
    assertThat(run.story("asked UNDO")).hasSize(1);
  }

  @Test
  void ensuresRunOnReturnAndStop() {
    Rehearsal returned =
        Rehearsal.of(
            """
            procedure one() -> number {
              ensure { evidence "ensured" }
              return 1
            }
            runbook r {
              let x = one()
              evidence "x" x
            }
            """);
    returned.run();
    assertThat(returned.marks()).containsExactly("ensured", "x = 1");

    Rehearsal stopped = lamps("step s {\nensure { evidence \"ensured\" }\nstop \"enough\"\n}");
    assertThat(stopped.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(stopped.marks()).containsExactly("ensured");
  }

  @Test
  void anEnsureMayMeetAValueThatWasNeverReached() {
    Rehearsal run =
        lamps(
            """
            step s {
              let no = false
              check no
              let level = lamp.level("hall")
              ensure { lamp.set("hall", level) }
            }
            """);
    Result result = run.run();
    assertThat(result.reason()).startsWith("no");
    assertThat(run.story("note ").getFirst()).contains("`level` was not reached");
    assertThat(run.services.of("lamp.set")).isEmpty();
  }

  @Test
  void whatAHandlerDidMeanwhileIsShownBeforeItIsUndone() {
    Rehearsal run =
        lamps("step s {\nlamp.light(\"a\")\nfail \"x\"\non failed { lamp.light(\"b\") }\n}");
    run.people.answer(yes("anna"), yes("anna"));
    run.run();
    assertThat(run.people.asked).hasSize(2);
    assertThat(run.people.asked.getLast().text())
        .isEqualTo("More was done meanwhile. Undo all of this?");
    assertThat(run.story("undoing ")).containsExactly("lamp.quench(b)", "lamp.quench(a)");
  }
}
