package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.nobody;
import static dev.runbook.evaluate.ScriptedPeople.stop;
import static dev.runbook.evaluate.ScriptedPeople.value;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are asked, and what their answers do. */
class PromptTest {

  private static Rehearsal foggy(String statements) {
    Rehearsal run = Rehearsal.body(statements);
    run.services.on("lamp.burning", fails(ServiceFailure.refused("Fog.")));
    return run;
  }

  @Test
  void anAnswerAfterItsLimitIsNone() {
    Rehearsal run = Rehearsal.body("confirm \"Go?\" by ops up to 1h");
    run.people.answerAfter(Duration.ofHours(2), yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(run.story("note ")).containsExactly("the answer of anna came after 1h: too late");

    Rehearsal inTime = Rehearsal.body("confirm \"Go?\" by ops up to 1h");
    inTime.people.answerAfter(Duration.ofMinutes(59), yes("anna"));
    assertThat(inTime.run().outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void attendedALimitIsAQuestionAndThenTheSameOneAgain() {
    Rehearsal run = Rehearsal.body("confirm \"Go?\" by ops up to 1h");
    run.people.sitThere();
    run.people.answerAfter(Duration.ofHours(1), nobody());
    run.people.answer(yes("anna"), yes("ben"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.people.asked)
        .extracting(Prompt::kind)
        .containsExactly(Prompt.Kind.CONFIRM, Prompt.Kind.DEADLINE, Prompt.Kind.CONFIRM);
    assertThat(run.people.asked.get(1).text())
        .isEqualTo("Waited 1h for an answer to “Go?”. Go on waiting?");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1.5", "1 / 0"})
  void aConfirmThatAsksNobodyIsNone(String people) {
    Rehearsal run =
        Rehearsal.of(
            """
            runbook r in prod {
              let n = %s
              confirm "Go?" by n of ops up to 1h
              lamp.smash("a")
            }
            """
                .formatted(people));
    run.people.always(yes("anna"));
    assertThat(run.run().reason())
        .startsWith("how many people have to say yes is a whole number of at least 1");
    assertThat(run.services.attempts).isEmpty();
  }

  /** Else it would wait for ever. */
  @Test
  void aLimitThatCannotBeToldEndsTheRun() {
    Rehearsal run = Rehearsal.body("let n = 0\nconfirm \"Go?\" by ops up to 1h / n");
    assertThat(run.run().reason()).isEqualTo("undecided: `up to` (division by zero)");
    assertThat(run.people.asked).isEmpty();
  }

  @Test
  void anAskGivesItsValueAndOffersItsDefault() {
    Rehearsal run =
        Rehearsal.of(
            """
            enum Order { low, high }
            runbook r {
              let n = ask "How many?" as number default 3 by ops up to 1h
              let order = ask "Which order?" as Order by ops, sre up to 1h
              evidence "n" n
              evidence "order" order
            }
            """);
    run.people.answer(
        value(Value.Number.of(5)),
        value(
            new Value.EnumValue(
                new dev.runbook.type.EnumType("", "Order", List.of("low", "high")), "high")));
    run.run();
    assertThat(run.marks()).containsExactly("n = 5", "order = high");
    assertThat(run.people.asked.getFirst().byDefault()).isEqualTo(Value.Number.of(3));
    assertThat(run.people.asked.getFirst().limit()).isEqualTo(Duration.ofHours(1));
    assertThat(run.people.asked.getLast().teams()).isEqualTo("Operations, Reliability");
  }

  @Test
  void anAskWithoutAValueFails() {
    Rehearsal run =
        Rehearsal.body("let n = ask \"How many?\" as number by ops up to 1h\nevidence \"n\" n");
    run.people.answer(no("anna"));
    assertThat(run.run().reason()).isEqualTo("no answer to: How many?");
  }

  @Test
  void workShowsWhatShouldBeSeenAndChecksItAfterwards() {
    String text =
        """
        do "Turn the key." by ops up to 1h {
          | The lamp is on.
          check lamp.burning("a")
        }
        """;
    Rehearsal seen = foggy(text);
    seen.services.answers("lamp.burning", Value.Bool.TRUE);
    seen.people.answer(yes("anna"));
    assertThat(seen.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(seen.people.asked.getFirst().details()).containsExactly("The lamp is on.");
    assertThat(seen.story())
        .containsSubsequence("answered YES anna", "read lamp.burning(name: a) = true");

    Rehearsal dark = foggy(text);
    dark.services.answers("lamp.burning", Value.Bool.FALSE);
    dark.people.answer(yes("anna"));
    assertThat(dark.run().outcome()).isEqualTo(Outcome.FAILED);

    Rehearsal refused = foggy(text);
    refused.people.answer(no("anna"));
    assertThat(refused.run().reason()).isEqualTo("not done: Turn the key. (not today)");
  }

  @Test
  void aPromptMayBeAnsweredWhereItWasPosted() {
    Rehearsal run =
        Rehearsal.of(
            """
            service chat "Chat" {
              type Message { room: text; id: text }
              notice post(words: text): Message up to 1m { by hand "Post ${words}" }
            }
            runbook r {
              let asked = chat.post("May we?")
              confirm "Go?" by ops in reply to asked up to 1h
            }
            """);
    Value message =
        new Value.Record(
            new dev.runbook.type.RecordType("chat", "Message"),
            java.util.Map.of("id", new Value.Text("$1")));
    run.services.answers("chat.post", message);
    run.people.answer(yes("anna"));
    run.run();
    assertThat(run.people.asked.getFirst().inReplyTo()).isEqualTo(message);
  }

  @Test
  void aWarningIsPassedByAPersonOrEndsTheRun() {
    Rehearsal passed = foggy("warn \"It is late.\" unless 1 > 2");
    passed.people.answer(yes("anna", "known"));
    assertThat(passed.run().outcome()).isEqualTo(Outcome.DONE);

    Rehearsal rejected = foggy("warn \"It is late.\" unless 1 > 2");
    rejected.people.answer(no("anna"));
    assertThat(rejected.run().outcome()).isEqualTo(Outcome.REJECTED);

    Rehearsal silent = foggy("warn \"It is late.\" unless 2 > 1");
    assertThat(silent.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(silent.people.asked).isEmpty();

    Rehearsal open = foggy("warn \"It is dark.\" unless lamp.burning(\"a\")");
    open.people.answer(yes("anna", "known"));
    assertThat(open.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(open.people.asked.getFirst().text())
        .isEqualTo("It is dark. (could not be told: Fog.)");
  }

  @Test
  void anInconclusiveCheckIsOverruledOnlyByANamedPersonWithAReason() {
    String text = "check lamp.burning(\"a\")";
    Rehearsal overruled = foggy(text);
    overruled.people.answer(yes("anna", "I see it from here"));
    assertThat(overruled.run().outcome()).isEqualTo(Outcome.DONE);

    for (var answer : List.of(yes("anna"), yes("", "no name"), nobody(), no("anna"))) {
      Rehearsal run = foggy(text);
      run.people.answer(answer);
      assertThat(run.run().outcome()).isEqualTo(Outcome.FAILED);
    }

    Rehearsal stopped = foggy(text);
    stopped.people.answer(stop("anna"));
    assertThat(stopped.run().outcome()).isEqualTo(Outcome.ABORTED);
  }

  @Test
  void anUndecidedConditionAsksOrEndsFailed() {
    String text = "if lamp.burning(\"a\") { evidence \"lit\" } else { evidence \"dark\" }";
    Rehearsal lit = foggy(text);
    lit.people.answer(yes("anna", "I see it"));
    lit.run();
    assertThat(lit.marks()).containsExactly("lit");

    Rehearsal dark = foggy(text);
    dark.people.answer(no("anna"));
    dark.run();
    assertThat(dark.marks()).containsExactly("dark");

    Rehearsal open = foggy(text);
    assertThat(open.run().reason()).isEqualTo("undecided: lamp.burning(\"a\") (Fog.)");
    assertThat(open.marks()).isEmpty();
  }

  @Test
  void aFailedCheckIsNotWavedThrough() {
    Rehearsal run = foggy("check 1 > 2 else \"That was to be expected.\"");
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).isEqualTo("That was to be expected.");
    assertThat(run.people.asked).isEmpty();
  }

  @Test
  void evidenceOfACheckIsWhatWasCompared() {
    Rehearsal run = foggy("check lamp.level(\"a\") > 5");
    run.services.answers("lamp.level", Value.Number.of(1), Value.Number.of(9));
    assertThat(run.run().reason()).isEqualTo("lamp.level(\"a\") > 5 (lamp.level(\"a\") = 1)");
    assertThat(run.services.of("lamp.level")).hasSize(1);
  }

  @Test
  void anOptionalStepIsDoneWhereSomebodyWantsItAndLeftOutElsewhere() {
    String text = "step s \"Polish it\" optional { evidence \"polished\" }\nevidence \"after\"";
    Rehearsal wanted = foggy(text);
    wanted.people.answer(yes("anna"));
    wanted.run();
    assertThat(wanted.marks()).containsExactly("polished", "after");
    assertThat(wanted.people.asked.getFirst().text())
        .isEqualTo("This step is optional: Polish it. Do it?");

    for (var answer : List.of(no("anna"), nobody())) {
      Rehearsal skipped = foggy(text);
      skipped.people.answer(answer);
      assertThat(skipped.run().outcome()).isEqualTo(Outcome.DONE);
      assertThat(skipped.marks()).containsExactly("after");
      assertThat(skipped.story("note ")).hasSize(1);
    }
  }

  @Test
  void aLadderIsClimbedRungByRungAndEnds() {
    Rehearsal helped = foggy("step s { escalate to ladder }");
    helped.people.answerAfter(Duration.ofMinutes(15), nobody());
    helped.people.answer(yes("sam"));
    assertThat(helped.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(helped.people.asked)
        .extracting(Prompt::details)
        .containsExactly(List.of("https://ops.example/"), List.of("https://sre.example/"));
    assertThat(helped.people.asked)
        .extracting(Prompt::limit)
        .containsExactly(Duration.ofMinutes(15), Duration.ofMinutes(30));

    Rehearsal alone = foggy("step s { escalate to ladder }");
    assertThat(alone.run().reason()).contains("the ladder ends here");
  }

  @Test
  void aPromptNamesItsBranch() {
    Rehearsal run =
        foggy(
            "parallel {\nstep a { confirm \"Go a?\" by ops up to 1h }\n"
                + "step b { confirm \"Go b?\" by ops up to 1h }\n}");
    run.people.always(yes("anna"));
    run.run();
    assertThat(run.people.asked).extracting(Prompt::path).containsExactly("a/go-a", "b/go-b");
  }

  @Test
  void everyQuestionAndAnswerIsRecorded() {
    Rehearsal run = foggy("confirm \"Go?\" by ops up to 1h");
    run.people.answer(no("anna"));
    Result result = run.run();
    assertThat(result.reason()).isEqualTo("anna said no to: Go? (not today)");
    assertThat(run.events(Event.Asked.class)).hasSize(1);
    assertThat(run.events(Event.Answered.class).getFirst().answer().by()).isEqualTo("anna");
  }

  @Test
  void whatIsConfirmedInAProtectedEnvironmentIsTypedAndItsBarriersAreSaid() {
    Rehearsal run =
        Rehearsal.of(
            """
            procedure break-it(name: text) { lamp.smash(name) }
            runbook r in prod {
              param tag: version
              confirm "Go on?" by ops up to 1h
              break-it("vase ${tag}")
            }
            """);
    run.with("tag", new Value.Ver(dev.runbook.spi.Version.parse("v3.20").orElseThrow()));
    run.people.always(no("anna"));
    run.run();
    Prompt confirm = run.people.asked.getFirst();
    assertThat(confirm.typed()).containsExactly("v3.20", "prod");
    assertThat(confirm.details())
        .contains("tag: v3.20", "lamp.smash cannot be undone: glass does not grow");
  }

  /** A way back is to another version than the run's own, and that is what is agreed to. */
  @ParameterizedTest
  @CsvSource({
    "Go on?, v3.20",
    "Go on with ${tag}?, v3.20",
    "Is it v3.19? Then go to v3.20., v3.20",
    "Promote v3.19 to everyone?, v3.19",
    "Promote (v3.2) to everyone?, v3.2",
    "Promote v3.20.1 to everyone?, v3.20.1",
    "Promote v3.20-debug.1 to everyone?, v3.20",
    "Promote v3.20-debug to everyone?, v3.20-debug",
    "Promote my-v3.19 to everyone?, v3.20",
  })
  void theVersionThatIsTypedIsOneThatTheQuestionNames(String question, String version) {
    Rehearsal run =
        Rehearsal.of(
            """
            runbook r in prod {
              param tag: version
              confirm "%s" by ops up to 1h
              evidence "the tag" tag
            }
            """
                .formatted(question));
    run.with("tag", new Value.Ver(dev.runbook.spi.Version.parse("v3.20").orElseThrow()));
    run.people.always(no("anna"));
    run.run();
    assertThat(run.people.asked.getFirst().typed()).containsExactly(version, "prod");
  }

  @Test
  void whereNothingIsProtectedAYesIsEnough() {
    Rehearsal run = Rehearsal.body("confirm \"Go on?\" by ops up to 1h");
    run.people.always(no("anna"));
    run.run();
    assertThat(run.people.asked.getFirst().typed()).isEmpty();
  }
}
