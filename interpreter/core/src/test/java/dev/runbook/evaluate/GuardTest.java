package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.door.Elsewhere;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.type.RecordType;
import dev.runbook.value.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing touches a protected environment without a named person: the door is the authority. */
class GuardTest {

  private static Rehearsal in(String environment, String statements) {
    return lit(Rehearsal.of("runbook r in " + environment + " {\n" + statements + "\n}\n"));
  }

  private static Rehearsal lit(Rehearsal run) {
    run.services.answers("lamp.light", Value.NONE);
    run.services.answers("lamp.quench", Value.NONE);
    return run;
  }

  private static List<Prompt> confirms(Rehearsal run) {
    return run.people.asked.stream().filter(p -> p.kind() == Prompt.Kind.CONFIRM).toList();
  }

  @Test
  void aConfirmOfTheRightTeamLetsTheChangePass() {
    Rehearsal run = in("prod", "confirm \"Light it?\" by ops up to 1h\nlamp.light(\"hall\")");
    run.people.answer(yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.of("lamp.light")).hasSize(1);
    assertThat(confirms(run).getFirst().teams()).isEqualTo("Operations");
    assertThat(confirms(run).getFirst().details()).contains("in prod (protected)", "does light");
  }

  @Test
  void theDoorRefusesWhatTheCheckerLetPass() {
    Rehearsal run = in("stage", "lamp.light(\"hall\")");
    Result result = run.runIn("prod");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason())
        .isEqualTo("prod is protected, and nobody who may confirmed lamp.light.");
    assertThat(run.services.attempts).isEmpty();
    assertThat(run.events(Event.Intent.class)).isEmpty();
  }

  @Test
  void aConfirmOfAnotherTeamDoesNotCount() {
    Rehearsal run = in("stage", "confirm \"Light it?\" by sre up to 1h\nlamp.light(\"hall\")");
    run.people.answer(yes("sam"));
    assertThat(run.runIn("prod").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.services.attempts).isEmpty();
  }

  @Test
  void aConfirmThatEitherOfTwoTeamsMayGiveCountsOnlyWhereBothMay() {
    Rehearsal run = in("stage", "confirm \"Light it?\" by ops, sre up to 1h\nlamp.light(\"hall\")");
    run.people.answer(yes("sam"));
    assertThat(run.runIn("prod").outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aYesWithoutANameIsNone() {
    Rehearsal run = in("prod", "confirm \"Light it?\" by ops up to 1h\nlamp.light(\"hall\")");
    run.people.always(yes(""));
    assertThat(run.run().outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(run.services.attempts).isEmpty();
  }

  @Test
  void anExpiredConfirmIsAskedAgainAndSaysSo() {
    Rehearsal run =
        in(
            "prod",
            """
            confirm "Light it?" by ops up to 1h
            lamp.light("a") as one
            wait-until 15:00 up to 6h
            lamp.light("b") as two
            lamp.light("c") as three
            """);
    run.people.answer(yes("anna"), yes("ben"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(confirms(run)).hasSize(2);
    assertThat(confirms(run).getLast().details())
        .anyMatch(detail -> detail.contains("confirmed at 2026-11-26 10:00:00"))
        .anyMatch(detail -> detail.contains("holds for 4h"));
  }

  /** The reply that gave it is still in the room. */
  @Test
  void whatWasRepliedBeforeAConfirmExpiredDoesNotGiveItAgain() {
    Rehearsal run =
        lit(
            Rehearsal.of(
                """
                service chat "Chat" {
                  type Message { room: text; id: text }
                  type Reply { sender: text; words: text; sent: time }
                  notice post(words: text): Message up to 1m { by hand "Post ${words}" }
                  read replies(message: Message): [Reply] up to 1m { by hand "Read the replies." }
                }
                runbook r in prod {
                  let asked = chat.post("May we?")
                  confirm "Light it?" by ops in reply to asked up to 1h
                  lamp.light("a") as one
                  wait-until 15:00 up to 6h
                  lamp.light("b") as two
                }
                """));
    run.services.answers(
        "chat.post",
        new Value.Record(new RecordType("chat", "Message"), Map.of("id", new Value.Text("$1"))));
    run.services.answers(
        "chat.replies",
        new Value.ListValue(List.of(reply("2026-11-26T10:00:30Z"), reply("2026-11-26T14:59:00Z"))));
    run.people.answer(yes("anna"), yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.people.said).hasSize(2);
    assertThat(run.people.said.getFirst()).hasSize(2);
    assertThat(run.people.said.getLast())
        .extracting(Elsewhere.Reply::sent)
        .containsExactly(Instant.parse("2026-11-26T14:59:00Z"));
  }

  private static Value reply(String sent) {
    return new Value.Record(
        new RecordType("chat", "Reply"),
        Map.of(
            "sender",
            new Value.Text("@anna"),
            "words",
            new Value.Text("yes"),
            "sent",
            new Value.Time(Instant.parse(sent), ZoneOffset.UTC)));
  }

  @Test
  void anExpiredConfirmThatIsNotGivenAgainRejects() {
    Rehearsal run =
        in(
            "prod",
            "confirm \"Light it?\" by ops up to 1h\nwait-until 15:00 up to 6h\nlamp.light(\"b\")");
    run.people.answer(yes("anna"), no("ben"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(run.services.attempts).isEmpty();
  }

  @Test
  void aConfirmGivenAgainInAProcedureCountsForItsCallerToo() {
    Rehearsal run =
        lit(
            Rehearsal.of(
                """
                procedure both() {
                  lamp.light("a")
                }
                runbook r in prod {
                  confirm "Light it?" by ops up to 1h
                  wait-until 15:00 up to 6h
                  both()
                  lamp.light("b")
                }
                """));
    run.people.answer(yes("anna"), yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(confirms(run)).hasSize(2);
  }

  @Test
  void aConfirmInAProcedureGuardsThatOneOnly() {
    Rehearsal run =
        lit(
            Rehearsal.of(
                """
                procedure one() {
                  confirm "Light a?" by ops up to 1h
                  lamp.light("a")
                }
                runbook r in stage {
                  one()
                  lamp.light("b")
                }
                """));
    run.people.answer(yes("anna"));
    assertThat(run.runIn("prod").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.services.of("lamp.light")).hasSize(1);
  }

  @Test
  void aPromptTellsWhatItGuardsInTheBodyWhereItStands() {
    Rehearsal run =
        lit(
            Rehearsal.of(
                """
                procedure one() {
                  confirm "Light a?" by ops up to 1h
                  lamp.light("a")
                }
                runbook r in prod {
                  param tag: text = "x"
                  | For ${tag}.
                  one()
                  confirm "Quench b?" by ops up to 1h
                  lamp.quench("b")
                }
                """));
    run.people.always(yes("anna"));
    run.run();
    assertThat(confirms(run).getFirst().details())
        .containsExactly("in prod (protected)", "tag: x", "does light");
    assertThat(confirms(run).getLast().details())
        .containsExactly("in prod (protected)", "tag: x", "does quench");
  }

  @Test
  void twoOfATeamAreTwoPeople() {
    Rehearsal run = in("prod", "confirm \"Light it?\" by 2 of ops up to 1h\nlamp.light(\"hall\")");
    run.people.answer(yes("anna"), yes("anna"), yes("ben"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(confirms(run)).hasSize(3);
    assertThat(confirms(run).getLast().details()).contains("anna said yes; 1 more must");

    Rehearsal alone =
        in("prod", "confirm \"Light it?\" by 2 of ops up to 1h\nlamp.light(\"hall\")");
    alone.people.always(yes("anna"));
    Result result = alone.run();
    assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(result.reason()).isEqualTo("1 of 2 people said yes to: Light it?");
    assertThat(alone.services.attempts).isEmpty();
  }

  @Test
  void oneNoOfTwoRejects() {
    Rehearsal run = in("prod", "confirm \"Light it?\" by 2 of ops up to 1h\nlamp.light(\"hall\")");
    run.people.answer(yes("anna"), no("ben"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void anUndoInAProtectedEnvironmentIsAConfirmOfThoseWhoGuardIt() {
    String text =
        """
        confirm "Light it?" by ops up to 1h
        lamp.light("a")
        wait-until 15:00 up to 6h
        fail "dark"
        """;
    Rehearsal run = in("prod", text);
    run.people.answer(yes("anna"), yes("anna"));
    run.run();
    assertThat(run.people.asked.getLast().kind()).isEqualTo(Prompt.Kind.UNDO);
    assertThat(run.people.asked.getLast().teams()).isEqualTo("Operations");
    assertThat(run.services.of("lamp.quench")).hasSize(1);

    Rehearsal refused = in("prod", text);
    refused.people.answer(yes("anna"), no("ben"));
    refused.run();
    assertThat(refused.services.of("lamp.quench")).isEmpty();
  }

  @Test
  void whatTheCallerConfirmedGuardsNothingInANestedRun() {
    Rehearsal run =
        Rehearsal.of(
            """
            runbook inner in prod {
              confirm "Inner?" by ops up to 1h
              wait-until 15:00 up to 1d
              lamp.light("hall")
            }
            runbook outer in prod {
              parallel {
                run inner()
                step later {
                  wait-until 14:00 up to 1d
                  confirm "Outer?" by ops up to 1h
                }
              }
            }
            """);
    run.services.answers("lamp.light", Value.NONE);
    run.people.always(yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.people.asked)
        .extracting(Prompt::text)
        .as("the confirm in it is too old, and the newer one is not its own")
        .containsExactly("Inner?", "Outer?", "Inner?");
  }
}
