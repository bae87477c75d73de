package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who goes through a run by hand, with the program as it is shipped. */
final class StepIT {

  private static final String STEP = "[sandbox] step>";

  private static final String BOOK =
      """
      use matrix
      team ops "Ops" { contact "https://ops.example/" }
      escalation ladder "The ladder" { first ops up to 15m }
      runbook steps "Steps" {
        param tag: version
        escalate to ladder
        step one "The first" {
          | Read this.
          let told = matrix.post("#releaseduty:mozilla.org", "May we push ${tag}?")
          evidence "told" told.room
          check tag.parts == 3
        }
        step two "The second" {
          let size = ask "How many?" as number by ops up to 1h
          check size > 2
        }
        step three "The third" {
          | It is ${size}.
          evidence "size" size
        }
      }
      """;

  private static final String WORLD =
      """
      now: 2026-11-26T10:00:00Z
      matrix: { rooms: ["#releaseduty:mozilla.org"] }
      """;

  @TempDir Path folder;

  private final List<Pane> panes = new ArrayList<>();

  @BeforeEach
  void isPossible() throws InterruptedException {
    assumeTrue(Pane.isPossible(), "tmux is not installed, so nobody can sit at a terminal here");
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    for (Pane open : panes) {
      open.close();
    }
  }

  private Pane pane() {
    return panes.getFirst();
  }

  private void open(String command) throws IOException, InterruptedException {
    Path book = Files.writeString(folder.resolve("steps.rb4"), BOOK);
    Files.writeString(folder.resolve("steps.world.yaml"), WORLD);
    panes.add(new Pane(folder, command.replace("BOOK", book.toString())));
  }

  /** Types a line, and gives the screen once it asks again. */
  private String typed(String line, int prompts) throws IOException, InterruptedException {
    pane().answer(line);
    return pane().screen(STEP, prompts);
  }

  @Test
  void aRunIsGoneThroughByHandAndWhatWasDoneIsSaved() throws IOException, InterruptedException {
    open("./runbook repl BOOK --tag v3.20 --as alice --state " + folder.resolve("state"));
    pane().screen(STEP);
    pane().answer("over");
    assertThat(pane().screen("[sandbox] failed>"))
        .contains("failed: tag.parts == 3 (tag.parts = 2)", "| Read this.");
    pane().answer("skip three parts are not needed");
    assertThat(pane().screen(STEP, 2)).contains("step two \"The second\"");

    assertThat(typed("jump three", 3)).contains("used: size", "Say why: `jump three REASON`.");
    assertThat(typed("tag.prts", 4)).contains("^^^^ did you mean `parts`?");
    assertThat(typed("stpe", 5)).contains("Did you mean the command `step`?");
    assertThat(typed("note (it is \"odd", 6)).contains("(it is \"odd");
    assertThat(typed("actions post", 7)).contains("matrix.post(room: text, message: text)");
    pane().answer("let more = matrix.post(\"#releaseduty:mozilla.org\", \"by hand\")");
    pane().screen("yes, no REASON, escalate");
    pane().answer("yes");
    pane().screen(STEP, 8);
    assertThat(typed("more.room", 9)).contains("#releaseduty:mozilla.org  (text)");
    Path saved = folder.resolve("saved.rb4");
    assertThat(typed("save-as " + saved, 10)).contains("runbook check` finds nothing wrong");
    assertThat(typed("timeline", 11).replaceAll("\\s+", " "))
        .contains("skip, by alice: three parts are not needed", "message: by hand) → Message");
    pane().answer("leave");

    assertThat(pane().screen("exit ")).contains("exit 6", "nothing of it is lost");
    assertThat(Files.readString(saved)).contains("matrix.post(", "by hand");
    assertThat(Ran.command("check", saved.toString()).exit()).isZero();
  }

  @Test
  void inAnIncidentThereIsNoRunbookYet() throws IOException, InterruptedException {
    open("./runbook repl --as alice --state " + folder.resolve("state"));
    String end = "[sandbox] end>";
    pane().screen(end);
    pane().answer("1 + 2 * 3");
    assertThat(pane().screen(end, 2)).contains("7  (number)");
    pane().answer("\"a\".length(");
    pane().answer(")");
    assertThat(pane().screen(end, 3)).contains("this cannot be called");
    pane().type("C-c");
    pane().screen("Type `stop REASON`");
    pane().type("C-d");
    assertThat(pane().screen("exit ")).contains("exit 6");
  }

  /** What a branch beside it has seen interrupts a question, with the evidence. */
  @Test
  void aWatchThatFailsInterruptsTheQuestionBesideIt() throws IOException, InterruptedException {
    String state =
        real(
            """
            team ops "Ops" { contact "https://ops.example/" }
            runbook waits "Waiting" {
              step one "The first" {
                let begun = now
                parallel {
                  step asks "Asking" { confirm "Promote it?" by ops up to 1h }
                  step looks "Looking" {
                    watch healthy "the canary" for 1h every 1s up to 2h { check now < begun + 3s }
                  }
                }
              }
            }
            """);
    panes.add(new Pane(folder, "./runbook run " + folder.resolve("waits.rb4") + state));
    pane().screen("? Promote it?");
    assertThat(pane().screen("exit ").replaceAll("\\s+", " "))
        .contains(
            "No answer is needed any more, because another branch ended: the canary: now < begun",
            "asks: goes no further, because another branch ended",
            "exit 1");
  }

  @Test
  void aRunOfAnotherProcessIsLookedAtAndNotTouched() throws IOException, InterruptedException {
    String state =
        real(
            """
            runbook waits "Waiting" {
              step one "The first" {
                | It takes a while.
                let begun = now
                wait-for now > begun + 10s every 1s up to 2h
              }
              step two "The second" { evidence "waited" begun }
            }
            """);
    panes.add(new Pane(folder, "./runbook run " + folder.resolve("waits.rb4") + state));
    pane().screen("last seen:");
    Path other = Files.createDirectories(folder.resolve("other"));
    Pane looking = new Pane(other, "./runbook attach --state " + folder.resolve("state"));
    try {
      assertThat(looking.screen("▶ The first")).contains("[real] Attached to", "Ctrl-C ends this");
      assertThat(looking.screen("exit ")).contains("evidence: waited", "exit 0");
    } finally {
      looking.close();
    }
    assertThat(pane().screen("exit ")).contains("exit 0");
  }

  /** Gives the rest of the command line. */
  private String real(String book) throws IOException {
    Files.writeString(
        folder.resolve("runbook.yaml"), "profiles: { real: { services: { shell: by hand } } }\n");
    Files.writeString(folder.resolve("waits.rb4"), book);
    return " --profile real --as alice --state " + folder.resolve("state");
  }
}
