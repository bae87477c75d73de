package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.choice;
import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.stop;
import static dev.runbook.evaluate.ScriptedPeople.value;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static dev.runbook.evaluate.ScriptedServices.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.type.EnumType;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Where a call fails for good and somebody is there, they say what to do. */
class FailureTest {

  private static final ScriptedServices.Reply REFUSED =
      fails(ServiceFailure.refused("It is broken."));

  private static Rehearsal attended(String text) {
    return scripted(Rehearsal.body(text));
  }

  private static Rehearsal scripted(Rehearsal run) {
    run.services.on("lamp.light", REFUSED, says(Value.NONE));
    run.services.answers("lamp.quench", Value.NONE);
    run.services.answers("lamp.set", Value.NONE);
    run.services.answers("lamp.call", Value.NONE);
    run.services.answers("lamp.level", Value.Number.of(1));
    run.people.sitThere();
    return run;
  }

  private static List<String> offered(Rehearsal run) {
    return ((EnumType) Objects.requireNonNull(failed(run).type())).values();
  }

  private static Prompt failed(Rehearsal run) {
    return run.people.asked.stream()
        .filter(prompt -> prompt.kind() == Prompt.Kind.FAILED)
        .findFirst()
        .orElseThrow();
  }

  private static boolean nobodyIsAsked(Rehearsal run) {
    return run.people.asked.stream().noneMatch(prompt -> prompt.kind() == Prompt.Kind.FAILED);
  }

  @Test
  void whatItIsAndWhereAndWhatWasSaidAndWhatIsKnownStandsAtTheQuestion() {
    Rehearsal run = attended("lamp.set(\"a\", 2)\nlamp.light(\"hall\")");
    run.people.answer(choice("retry"));
    run.run();
    assertThat(failed(run).text()).isEqualTo("This failed: lamp.light(name: hall)");
    assertThat(failed(run).details().getFirst()).isEqualTo("It is broken.");
    assertThat(failed(run).details().get(1)).matches("at test.rb4:\\d+:1");
    assertThat(failed(run).details().get(2)).isEqualTo("nothing was changed by it");
    assertThat(failed(run).undos()).hasSize(1);
    assertThat(failed(run).undos().getFirst().words()).isEqualTo("lamp.set(a, 1)");
    assertThat(offered(run))
        .containsExactly("retry", "edit", "by-hand", "skip", "undo", "fail", "stop");
  }

  @Test
  void retryingDoesItAgainAsAnEffectOfItsOwn() {
    Rehearsal run = attended("lamp.light(\"hall\")");
    run.people.answer(choice("retry"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.of("lamp.light"))
        .extracting(a -> a.key().get())
        .doesNotHaveDuplicates();
    assertThat(run.events(Event.Settled.class))
        .extracting(Event.Settled::settlement)
        .containsExactly(Settlement.NOT_HAPPENED, Settlement.HAPPENED);
  }

  @Test
  void anArgumentCanBeAnother() {
    Rehearsal run = attended("lamp.set(\"hall\", 3)");
    run.services.on("lamp.set", REFUSED, says(Value.NONE));
    EnumType names = new EnumType("", "argument", List.of("to"));
    run.people.answer(
        choice("edit"), value(new Value.EnumValue(names, "to")), value(Value.Number.of(4)));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.of("lamp.set").getLast().call().toString())
        .isEqualTo("lamp.set(name: hall, to: 4)");
  }

  @Test
  void whatWasConfirmedWithOtherArgumentsIsConfirmedAgain() {
    Rehearsal run =
        scripted(
            Rehearsal.of(
                """
                runbook r in prod {
                  confirm "Light it?" by ops up to 1h
                  lamp.light("hall")
                }
                """));
    run.people.answer(yes("anna"), choice("edit"), value(new Value.Text("desk")), no("olga"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(run.services.of("lamp.light")).hasSize(1);
    assertThat(run.people.asked.getLast().details().getLast())
        .isEqualTo("anna changed what is done: lamp.light(name: desk)");
  }

  @Test
  void aPersonMayDoItInsteadAndItIsUndoneLikeAnyOther() {
    Rehearsal run = attended("lamp.light(\"hall\")\nfail \"so\"");
    run.people.answer(choice("by-hand"), yes("anna"), yes("anna"));
    assertThat(run.run().reason()).isEqualTo("so");
    assertThat(run.services.of("lamp.light")).hasSize(1);
    assertThat(run.story()).contains("asked BY_HAND Light hall.", "undone lamp.quench(hall) done");
  }

  @Test
  void skippingTakesAReasonAndLeavesNothingToUndo() {
    Rehearsal run = attended("lamp.light(\"hall\")\nevidence \"on\"");
    run.people.answer(choice("skip"), choice("skip", "it is day"));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    assertThat(result.standing()).isEmpty();
    assertThat(run.people.asked).hasSize(2);
    assertThat(run.people.asked.getLast().details())
        .contains("what is skipped needs a name and a reason");
    assertThat(run.marks()).containsExactly("on");
  }

  @Test
  void whatASkippedCallWouldHaveGivenIsAskedForWhereItIsUsed() {
    String service =
        """
        service kiln "Kiln" {
          change heat(to: number): number up to 5m {
            by hand "Heat to ${to}."
            no undo because "it cools down"
          }
        }
        """;
    Rehearsal used =
        Rehearsal.of(service + "runbook r in stage { let t = kiln.heat(9)\nevidence \"t\" t }\n");
    used.services.on("kiln.heat", REFUSED);
    used.people.sitThere();
    used.people.answer(choice("skip", "so"), value(Value.Number.of(7)));
    assertThat(used.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(failed(used).details().getLast()).contains("you are asked for that");
    assertThat(used.marks()).containsExactly("t = 7");

    Rehearsal unused = Rehearsal.of(service + "runbook r in stage { kiln.heat(9) }\n");
    unused.services.on("kiln.heat", REFUSED);
    unused.people.sitThere();
    unused.people.answer(choice("skip", "so"));
    assertThat(unused.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(unused.people.asked).hasSize(1);
  }

  @Test
  void undoingIsNotAskedForTwiceByWhoSawTheList() {
    Rehearsal run = attended("lamp.set(\"a\", 2)\nlamp.light(\"hall\")");
    run.people.answer(choice("undo"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.people.asked).hasSize(1);
    assertThat(run.story()).contains("undone lamp.set(a, 1) done");
  }

  @Test
  void undoingInAProtectedEnvironmentIsStillTheirConfirm() {
    Rehearsal run =
        scripted(
            Rehearsal.of(
                """
                runbook r in prod {
                  confirm "Light it?" by ops up to 1h
                  lamp.set("a", 2)
                  lamp.light("hall")
                }
                """));
    run.people.answer(yes("anna"), choice("undo"), no("olga"));
    run.run();
    assertThat(run.people.asked.getLast().kind()).isEqualTo(Prompt.Kind.UNDO);
    assertThat(run.people.asked.getLast().teams()).isEqualTo("Operations");
    assertThat(run.services.of("lamp.set")).hasSize(1);
  }

  @Test
  void failingIsForTheHandlersAndStoppingForThoseOfAborted() {
    String text =
        """
        step s {
          on failed { evidence "failed" }
          on aborted { evidence "aborted" }
          lamp.light("hall")
        }
        """;
    Rehearsal failing = attended(text);
    failing.people.answer(choice("fail"));
    assertThat(failing.run().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failing.marks()).containsExactly("failed");

    Rehearsal stopping = attended(text);
    stopping.people.answer(stop("anna"));
    Result result = stopping.run();
    assertThat(result.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(result.reason()).isEqualTo("stopped by anna: enough");
    assertThat(stopping.marks()).containsExactly("aborted");
  }

  @Test
  void helpIsAskedForAndThenTheSameQuestionAgain() {
    Rehearsal run = attended("escalate to ladder\nlamp.light(\"hall\")");
    run.people.answer(
        new Answer(Answer.Choice.ESCALATE, null, "anna", false, ""), yes("sue"), choice("retry"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.people.asked.getLast().details().getLast())
        .contains("somebody said that they can help");
  }

  @Test
  void aReadThatFailsMayBeAskedAgainSaidOrStayUnknown() {
    String text = "let l = lamp.level(\"hall\")\nevidence \"l\" l";
    Rehearsal again = attended(text);
    again.services.on("lamp.level", REFUSED, says(Value.Number.of(5)));
    again.people.answer(choice("retry"));
    again.run();
    assertThat(again.marks()).containsExactly("l = 5");

    Rehearsal said = attended(text);
    said.services.on("lamp.level", REFUSED);
    said.people.answer(choice("by-hand"), value(Value.Number.of(6)));
    said.run();
    assertThat(said.marks()).containsExactly("l = 6");

    Rehearsal unknown = attended(text);
    unknown.services.on("lamp.level", REFUSED);
    unknown.people.answer(choice("skip", "it is dark"));
    assertThat(unknown.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(unknown.marks().getFirst()).contains("skipped by anna: it is dark");
  }

  @Test
  void nobodyIsAskedWhileTheRunbookHasAnAnswerOfItsOwn() {
    Rehearsal retried = attended("retry 2 times every 1m { lamp.light(\"hall\") }");
    assertThat(retried.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(nobodyIsAsked(retried)).isTrue();

    Rehearsal recovered =
        attended(
            """
            step s {
              on failed { recovered because "so" }
              lamp.light("hall")
            }
            """);
    assertThat(recovered.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(nobodyIsAsked(recovered)).isTrue();

    Rehearsal polled = attended("wait-for lamp.burning(\"a\") every 10s up to 1m");
    polled.services.on("lamp.burning", REFUSED, says(Value.Bool.TRUE));
    polled.run();
    assertThat(nobodyIsAsked(polled)).isTrue();
  }

  @Test
  void theLastOfItsAttemptsIsAskedAbout() {
    Rehearsal run = attended("retry 2 times every 1m { lamp.light(\"hall\") }");
    run.services.on("lamp.light", REFUSED, REFUSED, says(Value.NONE));
    run.people.answer(choice("retry"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.people.asked).hasSize(1);
  }

  @Test
  void whereNobodyAttendsItFailsAsItIs() {
    Rehearsal run = Rehearsal.body("lamp.light(\"hall\")");
    run.services.on("lamp.light", REFUSED);
    assertThat(run.run().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.people.asked).isEmpty();
  }

  @Test
  void aNoteIsForTheRecordAndTheQuestionStaysOpen() {
    Rehearsal run = attended("lamp.light(\"hall\")");
    run.people.answer(
        new Answer(Answer.Choice.NOTE, null, "anna", false, "the fuse is out"), choice("retry"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story()).contains("note anna noted: the fuse is out");
    assertThat(run.events(Event.Answered.class)).hasSize(1);
  }
}
