package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.yes;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static dev.runbook.evaluate.ScriptedServices.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.door.Services;
import dev.runbook.journal.Outcome;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a change would do is shown to whoever agrees to it, and stands in front of it. */
class PreviewTest {

  private static final String KUBE =
      """
      service kube "Kube" {
        read size(name: text): number up to 1m { by hand "How many ${name}?" }
        change scale(name: text, to: number) up to 1m {
          by hand "Scale ${name}."
          before old = size(name)
          by shell "scale ${name} ${to}"
          preview by shell "scale --dry ${name} ${to}"
          undo => scale(name, old)
        }
      }
      """;

  private static Rehearsal kube(String statements) {
    Rehearsal run = Rehearsal.of(KUBE + "runbook r in stage {\n" + statements + "\n}\n");
    run.services.answers("kube.size", Value.Number.of(2));
    run.services.on("kube.scale", says(new Value.Text("from 2\nto 5\n")), says(Value.NONE));
    return run;
  }

  private static List<String> words(Services.Attempt attempt) {
    return Objects.requireNonNull(attempt.command()).words();
  }

  @Test
  void itIsReadAndToldBeforeTheChange() {
    Rehearsal run = kube("kube.scale(\"web\", 5)");
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story())
        .containsSubsequence(
            "note What kube.scale would do:",
            "note | from 2",
            "note | to 5",
            "intent kube.scale(name: web, to: 5)",
            "happened kube.scale(name: web, to: 5)");
    List<Services.Attempt> sent = run.services.of("kube.scale");
    assertThat(words(sent.getFirst())).containsExactly("scale", "--dry", "web", "5");
    assertThat(sent.getFirst().change()).isFalse();
    assertThat(words(sent.getLast())).containsExactly("scale", "web", "5");
    assertThat(sent).hasSize(2);
  }

  @Test
  void whoConfirmsSeesItWhereItIsKnownAlready() {
    Rehearsal run =
        kube(
            """
            let size = 5
            confirm "Go?" by ops up to 1h
            kube.scale("web", size) as one
            let later = kube.size("web")
            kube.scale("web", later) as two
            """);
    run.people.answer(yes("anna"));
    run.services.on("kube.scale", says(new Value.Text("from 2")));
    run.run();
    assertThat(run.people.asked.getFirst().details())
        .containsSubsequence("does one", "What kube.scale would do:", "| from 2", "does two");
    assertThat(run.people.asked.getFirst().details())
        .filteredOn(line -> line.startsWith("What"))
        .hasSize(1);
  }

  @Test
  void oneThatFailsSaysSoAndStopsNothing() {
    Rehearsal run = kube("kube.scale(\"web\", 5)");
    run.services.on(
        "kube.scale", fails(ServiceFailure.refused("It ended with 1.")), says(Value.NONE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story("note "))
        .containsExactly("What kube.scale would do is not known: It ended with 1.");
  }

  @Test
  void aLongOneIsCutAndSaysSo() {
    Rehearsal run = kube("kube.scale(\"web\", 5)");
    run.services.on("kube.scale", says(new Value.Text("line\n".repeat(25))), says(Value.NONE));
    run.run();
    assertThat(run.story("note ")).hasSize(22).last().isEqualTo("| and 5 lines more");
  }

  @Test
  void aDryRunThatReadsShowsItAndDoesNothing() {
    Rehearsal run =
        kube(
            """
            kube.scale("web", 5)
            let size = kube.size("web")
            kube.scale("db", size) as again
            """);
    run.dry = true;
    run.services.on("kube.size", says(new Value.Unknown(dev.runbook.type.Basic.NUMBER, "size")));
    run.run();
    assertThat(run.story("note "))
        .containsExactly("What kube.scale would do:", "| from 2", "| to 5");
    assertThat(run.services.of("kube.scale")).noneMatch(Services.Attempt::change).hasSize(1);
  }

  @Test
  void withoutAShellItIsNotKnown() {
    Rehearsal run = kube("kube.scale(\"web\", 5)");
    run.services.byHand("shell");
    run.services.on("kube.scale", says(Value.NONE));
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story("note "))
        .containsExactly("What kube.scale would do is not known: no shell is connected.");
    assertThat(run.services.of("kube.scale")).hasSize(1);
  }
}
