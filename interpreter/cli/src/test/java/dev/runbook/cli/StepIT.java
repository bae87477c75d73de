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
    pane().answer("tag.parts +");
    assertThat(pane().screen("a value is expected")).doesNotContain("let name");
    pane().screen(STEP, 6);
    assertThat(typed("note (it is \"odd", 7)).contains("(it is \"odd");
    assertThat(typed("actions post", 8)).contains("matrix.post(room: text, message: text)");
    pane().answer("let more = matrix.post(\"#releaseduty:mozilla.org\", \"by hand\")");
    pane().screen("yes, no REASON, escalate");
    pane().answer("yes");
    pane().screen(STEP, 9);
    assertThat(typed("more.room", 10)).contains("#releaseduty:mozilla.org  (text)");
    pane().answer("matrix.post(\"#releaseduty:mozilla.org\", \"not agreed to\")");
    pane().screen("yes, no REASON, escalate", 2);
    pane().answer("no rather not");
    pane().screen(STEP, 11);
    pane().answer("matrix.post(\"#releaseduty:mozilla.org\", \"room ${more.room}\")");
    pane().screen("yes, no REASON, escalate", 3);
    pane().answer("yes");
    pane().screen(STEP, 12);
    typed("let token = \"hush\"", 13);
    Path saved = folder.resolve("saved.rb4");
    assertThat(typed("save-as " + saved, 14).replaceAll("\\s+", " "))
        .contains("runbook check` finds nothing wrong");
    assertThat(typed("timeline", 15).replaceAll("\\s+", " "))
        .contains("skip, by alice: three parts are not needed", "message: by hand) → Message");
    pane().answer("leave");

    assertThat(pane().screen("exit ")).contains("exit 6", "The run has not ended, but its world");
    assertThat(Files.readString(saved))
        .contains("let more = matrix.post(\"#releaseduty:mozilla.org\", \"by hand\")")
        .contains("\"room ${more.room}\"")
        .doesNotContain("not agreed to");
    // Neither answers nor what looks like a secret.
    assertThat(Files.readString(folder.resolve("state/history")))
        .contains("skip three parts are not needed", "tag.prts")
        .doesNotContain("hush", "rather not", ":yes");
    assertThat(Ran.command("check", saved.toString()).exit()).isZero();
  }

  @Test
  void itStopsWhereItIsToldToAndLooksAtWhatItIsToldTo() throws IOException, InterruptedException {
    open("./runbook repl BOOK --tag v3.20 --as alice");
    pane().screen(STEP);
    assertThat(typed("break 10", 2)).contains("It stops at 10.");
    assertThat(typed("break thre", 3)).contains("no step `thre` ahead: there is two, three.");
    assertThat(typed("break three", 4)).contains("It stops at three.");
    assertThat(typed("breaks", 5)).containsSubsequence("> breaks", "10\n", "three\n");
    assertThat(typed("go", 6)).contains("steps.rb4:10 in one", "evidence \"told\"");
    assertThat(typed("clear 10", 7)).contains("It stops there no more.");
    pane().answer("go");
    pane().screen("[sandbox] failed>");
    assertThat(typed("skip three parts are not needed", 8)).contains("step two \"The second\"");

    pane().answer("run-to three");
    pane().screen("number, escalate, stop, or help>");
    pane().answer("3");
    assertThat(pane().screen(STEP, 9)).contains("step three \"The third\"");
    assertThat(typed("watch size + 1", 10)).contains("watch: size + 1 is 4");
    assertThat(typed("watch siez", 11)).contains("did you mean `size`?");
    assertThat(typed("watch matrix.post(\"a\", \"b\")", 12)).contains("Only what reads can be");
    assertThat(typed("unwatch", 13)).doesNotContain("no command");
    pane().answer("go");

    pane().screen("[sandbox] end>");
    pane().answer("stop");
    assertThat(pane().screen("exit ")).contains("size: 3");
  }

  @Test
  void whatIsBegunIsCompleted() throws IOException, InterruptedException {
    open("./runbook repl BOOK --tag v3.20 --as alice");
    pane().screen(STEP);
    pane().type("jum", "Tab");
    pane().screen(STEP + " jump");
    pane().type("Space", "th", "Tab");
    pane().screen(STEP + " jump three");
    pane().type("C-c");
    pane().screen(STEP, 2);
    pane().type("matrix.pos", "Tab");
    pane().screen("(matrix.post(room: text, message: text): matrix.Message)");
    pane().type("(mes", "Tab");
    pane().screen(STEP + " matrix.post(message:");
    pane().type("C-c");
    pane().screen(STEP, 3);
    typed("step", 4);
    typed("step", 5);
    pane().type("told.ro", "Tab");
    pane().screen(STEP + " told.room");
    pane().type(".len", "Tab");
    pane().screen(STEP + " told.room.length");
    pane().type("C-c");
    pane().screen(STEP, 6);
    // What is only near is a guess, and would replace what was typed.
    pane().type("tolt.", "Tab", "Enter");
    assertThat(pane().screen(STEP, 7)).contains("tolt.");
  }

  @Test
  void whoHandsARunOverIsInItsRecordWithWhoGetsIt() throws IOException, InterruptedException {
    String state = folder.resolve("state").toString();
    open("./runbook repl BOOK --tag v3.20 --as alice --state " + state);
    pane().screen(STEP);
    assertThat(typed("handover", 2)).contains("Say to whom: `handover NAME`.");
    pane().answer("handover bob the rest is yours");

    assertThat(pane().screen("exit ")).contains("exit 6", "The run has not ended, but its world");
    assertThat(Ran.command("show", "--state", state).out())
        .contains("handed over to bob: the rest is yours");
  }

  /** As on a serial line, or in a container whose window is not known yet. */
  @Test
  void aTerminalOfNoKnownSizeIsDrawnOn() throws IOException, InterruptedException {
    open("stty rows 0 cols 0; ./runbook repl --as alice");
    String end = "[sandbox] end>";
    pane().screen(end);
    pane().answer("1 + 2 * 3");
    assertThat(pane().screen(end, 2)).contains("7  (number)");
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
    assertThat(pane().screen(end, 4)).contains("Type `stop REASON`");
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

  /**
   * Somebody who goes step by step says what counts; and what was asked beside it is asked again.
   */
  @Test
  void whatFailsStepByStepGoesBeforeTheQuestionBesideIt() throws IOException, InterruptedException {
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
    panes.add(new Pane(folder, "./runbook run --step " + folder.resolve("waits.rb4") + state));
    pane().screen("[real] step>");
    pane().answer("go");
    pane().screen("? Promote it?");
    assertThat(pane().screen("[real] failed>").replaceAll("\\s+", " "))
        .contains("Set aside, because beside it something failed: the canary: now < begun");
    pane().answer("skip it is known");
    String decide = "[real] yes, no REASON";
    pane().screen("up to 59m");
    pane().screen(decide, 2);
    pane().answer("yes");
    assertThat(pane().screen("exit "))
        .contains("Promote it? — yes, by alice", "skip, by alice: it is known", "exit 0");
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

  /** What is wrong with it is told before anything ends. */
  @Test
  void anotherRunbookIsLoadedAtTheEndOfAnIncident() throws IOException, InterruptedException {
    String state = folder.resolve("state").toString();
    open("./runbook repl --as alice --state " + state);
    pane().screen("[sandbox] end>");
    pane().answer("load missing.rb4");
    assertThat(pane().screen("[sandbox] end>", 2)).contains("missing.rb4");
    pane().answer("load " + folder.resolve("steps.rb4"));
    assertThat(pane().screen("[sandbox] end>", 3)).contains("tag");
    pane().answer("load " + folder.resolve("steps.rb4") + " --tag v3.20");
    assertThat(pane().screen(STEP)).contains("An incident: done", "step one");
    pane().answer("stop enough");
    pane().screen("exit 4");
    assertThat(Ran.command("runs", "--state", state).out())
        .contains("aborted", "[sandbox] Steps; began", "done", "[sandbox] An incident; began")
        .contains(", by alice");
  }

  @Test
  void aRunOfAnotherProcessIsLookedAtFromHere() throws IOException, InterruptedException {
    String state =
        real(
            """
            runbook waits "Waiting" {
              step one "The first" {
                let begun = now
                wait-for now > begun + 1h every 1s up to 2h
              }
            }
            """);
    panes.add(new Pane(folder, "./runbook run " + folder.resolve("waits.rb4") + state));
    String kept = pane().screen("▶ The first");
    String id = kept.substring(kept.indexOf("kept as ") + 8, kept.indexOf(".\n[real] Waiting"));
    Path beside = Files.createDirectory(folder.resolve("beside"));
    Pane looks = new Pane(beside, "./runbook repl --as bob --state " + folder.resolve("state"));
    panes.add(looks);
    looks.screen("[sandbox] end>");
    looks.answer("attach nowhere");
    assertThat(looks.screen("[sandbox] end>", 2)).contains("nowhere");
    looks.answer("attach " + id);
    assertThat(looks.screen("── The first")).contains("Attached to ", "alice on ");
    looks.type("C-c");
    looks.screen("Not attached any more; that run goes on.");
    looks.screen("[sandbox] end>", 3);
    looks.answer("stop enough");
    looks.screen("exit 4");
    assertThat(pane().now()).contains("▶ The first").doesNotContain("exit ");
  }

  /** Gives the rest of the command line. */
  private String real(String book) throws IOException {
    Files.writeString(
        folder.resolve("runbook.yaml"), "profiles: { real: { services: { shell: by hand } } }\n");
    Files.writeString(folder.resolve("waits.rb4"), book);
    return " --profile real --as alice --state " + folder.resolve("state");
  }
}
