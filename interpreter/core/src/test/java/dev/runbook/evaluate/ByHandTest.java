package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedPeople.stop;
import static dev.runbook.evaluate.ScriptedPeople.value;
import static dev.runbook.evaluate.ScriptedPeople.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.door.Services;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A person is a binding of every service, and so is a command line. */
class ByHandTest {

  private static final String SHOP =
      """
      service shop "Shop" {
        type Item { name: text; price: number; tags: [text]; note: text? }
        read find(name: text): Item? up to 1m { by hand "Find ${name} on the shelf." }
        read all(): [number] up to 1m { by hand "Count them." }
        read prices(): [text: number] up to 1m { by hand "Read the list." }
        change sell(name: text) up to 1m {
          by hand "Hand over ${name}."
          no undo because "sold is sold"
        }
      }
      """;

  private static Rehearsal shop(String statements) {
    Rehearsal run = Rehearsal.of(SHOP + "runbook r in stage {\n" + statements + "\n}\n");
    run.services.byHand("shop");
    return run;
  }

  private static List<Settlement> settlements(Rehearsal run) {
    return run.events(Event.Settled.class).stream().map(Event.Settled::settlement).toList();
  }

  @Test
  void aChangeIsDoneByAPersonAndRecordedLikeAnyOther() {
    Rehearsal run = shop("shop.sell(\"a pear\")");
    run.people.answer(yes("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story())
        .containsSubsequence(
            "intent shop.sell(name: a pear)",
            "asked BY_HAND Hand over a pear.",
            "answered YES anna",
            "happened shop.sell(name: a pear)");
    assertThat(run.services.attempts).isEmpty();
  }

  @Test
  void whatWasNotDoneByHandDidNotHappen() {
    Rehearsal run = shop("shop.sell(\"a pear\")");
    run.people.answer(no("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(settlements(run)).containsExactly(Settlement.NOT_HAPPENED);
  }

  @Test
  void whereNobodySaysWhetherItWasDoneItIsInDoubt() {
    Rehearsal silent = shop("retry 3 times every 1m { shop.sell(\"a pear\") }");
    assertThat(silent.run().outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(settlements(silent)).containsExactly(Settlement.IN_DOUBT);
    assertThat(silent.people.asked).hasSize(1);

    Rehearsal stopped = shop("shop.sell(\"a pear\")");
    stopped.people.answer(stop("anna"));
    assertThat(stopped.run().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(settlements(stopped)).containsExactly(Settlement.IN_DOUBT);
  }

  @Test
  void aRecordIsTypedFieldByField() {
    Rehearsal run = shop("let item = shop.find(\"pear\")\nevidence \"item\" item");
    run.people.answer(
        value(Value.Bool.TRUE),
        value(new Value.Text("pear")),
        value(Value.Number.of(2)),
        value(Value.Bool.TRUE),
        value(new Value.Text("green")),
        value(Value.Bool.FALSE),
        value(Value.NONE));
    run.run();
    assertThat(run.people.asked)
        .extracting(Prompt::text)
        .containsExactly(
            "Find pear on the shelf. [is there one?]",
            "Find pear on the shelf. [name]",
            "Find pear on the shelf. [price]",
            "Find pear on the shelf. [tags] [one more?]",
            "Find pear on the shelf. [tags] [1]",
            "Find pear on the shelf. [tags] [one more?]",
            "Find pear on the shelf. [note]");
    Value.Record item =
        (Value.Record) Objects.requireNonNull(run.events(Event.Evidence.class).getFirst().value());
    assertThat(item.fields())
        .containsEntry("price", Value.Number.of(2))
        .containsEntry("tags", new Value.ListValue(List.of(new Value.Text("green"))))
        .containsEntry("note", Value.NONE);
  }

  @Test
  void aMapIsTypedPairByPair() {
    Rehearsal run = shop("let prices = shop.prices()\nevidence \"pear\" prices[\"pear\"]");
    run.people.answer(
        value(Value.Bool.TRUE),
        value(new Value.Text("pear")),
        value(Value.Number.of(2)),
        value(Value.Bool.FALSE));
    run.run();
    assertThat(run.marks()).containsExactly("pear = 2");
    assertThat(run.people.asked.get(2).text()).isEqualTo("Read the list. [pear]");
  }

  @Test
  void whatAPersonCannotReadIsInconclusive() {
    Rehearsal run = shop("let numbers = shop.all()\nevidence \"numbers\" numbers");
    run.people.answer(no("anna"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.marks().getFirst()).startsWith("numbers = <inconclusive: ");
  }

  private static final String TOOL =
      """
      service tool "Tool" {
        change run(name: text, token: secret text) up to 1m {
          by hand "Run it for ${name}."
          by shell "kubectl  apply '-f' ${name} --label=\\"a b\\"${name} ''"
          env TOKEN: token
          stdin: token
          no undo because "harmless"
        }
        read look(name: text): data up to 1m {
          by hand "Look at ${name}."
          by shell "look ${name}" as json
        }
      }
      runbook r in stage {
        param name: text
        param token: secret text
        tool.run(name, token)
      }
      """;

  private static Services.Command command(String name) {
    Rehearsal run = Rehearsal.of(TOOL);
    run.services.answers("tool.run", Value.NONE);
    run.with("name", new Value.Text(name)).with("token", new Value.SecretRef("env:TOKEN"));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    return Objects.requireNonNull(run.services.attempts.getFirst().command());
  }

  @Test
  void aHoleIsOneWordWhateverStandsInIt() {
    for (String name :
        List.of("a b", "; rm -rf /", "$(id)", "`id`", "a\nb", "\"quoted\"", "it's", "", "*")) {
      assertThat(command(name).words())
          .containsExactly("kubectl", "apply", "-f", name, "--label=a b" + name, "");
    }
  }

  @Test
  void secretsGoToTheEnvironmentAndTheInputAndNeverIntoWords() {
    Services.Command command = command("x");
    assertThat(command.words().toString()).doesNotContain("TOKEN");
    assertThat(command.environment()).containsEntry("TOKEN", new Value.SecretRef("env:TOKEN"));
    assertThat(command.input()).isEqualTo(new Value.SecretRef("env:TOKEN"));
  }

  @Test
  void whatACommandPrintsIsReadAsItSays() {
    Rehearsal run =
        Rehearsal.of(
            TOOL.substring(0, TOOL.indexOf("runbook r"))
                + "runbook r in stage {\nlet seen = tool.look(\"x\")\nevidence \"seen\" seen\n}\n");
    run.services.answers("tool.look", new Value.Data(new Value.Text("y")));
    run.run();
    assertThat(Objects.requireNonNull(run.services.attempts.getFirst().command()).as())
        .isEqualTo("json");
    assertThat(run.marks()).containsExactly("seen = y");
  }
}
