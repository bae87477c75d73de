package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person at a terminal. */
final class TerminalIT {

  private static final String RUNBOOK =
      """
      team ops "Ops" {
        contact "https://ops.example/"
      }

      runbook asks "Questions" {
        step one "The first" {
          let day = today.weekday
          warn "It is ${day}." unless day is sunday
          confirm "Go on?" by ops up to 1h
          let size = ask "How many?" as number by ops up to 1h
          | It is ${size}.
        }
      }
      """;

  private static final String DECIDE = "no REASON, stop, or help>";

  @TempDir Path folder;

  private Pane pane;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    assumeTrue(Pane.isPossible(), "tmux is not installed, so nobody can sit at a terminal here");
    pane =
        new Pane(folder, "./runbook run " + Ran.file(folder, "asks.rb4", RUNBOOK) + " --as alice");
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    if (pane != null) {
      pane.close();
    }
  }

  @Test
  void isAskedUnderTheSandboxsMarkUntilTheAnswerFits() throws IOException, InterruptedException {
    assertThat(pane.screen("[sandbox] yes REASON, " + DECIDE))
        .contains("[sandbox] ? It is thursday.");
    pane.answer("yes");
    assertThat(pane.screen(DECIDE, 2)).contains("This needs a reason");
    pane.answer("yes we said so");
    assertThat(pane.screen(DECIDE, 3))
        .contains("[sandbox] ? Go on?", "for Ops", "alice", "up to 1h");
    pane.answer("y");
    assertThat(pane.screen(DECIDE, 4)).contains("Type the whole word");
    pane.answer("yes");
    assertThat(pane.screen("number, stop, or help>")).contains("[sandbox] ? How many?");
    pane.answer("many");
    assertThat(pane.screen("number, stop, or help>", 2)).contains("`many` is no number");
    pane.answer("3");

    String end = pane.screen("exit ");
    assertThat(end)
        .contains("exit 0", "| It is 3.", "Questions: done", "yes, by alice: we said so")
        .doesNotContain("Agreed to by --yes");
  }

  /** What is asked and told is no result. */
  @Test
  void asksWhereOnlyItsResultsGoToAFile() throws IOException, InterruptedException {
    Path results = folder.resolve("results");
    Pane asked =
        new Pane(
            folder, "./runbook run " + folder.resolve("asks.rb4") + " --as alice > " + results);
    try {
      asked.screen("[sandbox] yes REASON, " + DECIDE);
      asked.answer("stop enough");
      assertThat(asked.screen("exit ")).contains("exit 4");
    } finally {
      asked.close();
    }
  }

  /** Beside events as JSON a question stands where results do, which here nobody sees. */
  @Test
  void asksNobodyWhereTheQuestionWouldGoToAFile() throws IOException, InterruptedException {
    Pane unseen =
        new Pane(
            folder,
            "./runbook run --log json "
                + folder.resolve("asks.rb4")
                + " > "
                + folder.resolve("results"));
    try {
      assertThat(unseen.screen("exit ")).contains("exit 2", "There is no terminal to ask at");
    } finally {
      unseen.close();
    }
  }

  @Test
  void helpIsOnlyText() throws IOException, InterruptedException {
    Pane helped = new Pane(folder, "./runbook run --help");
    try {
      assertThat(helped.screen("exit 0")).contains("Usage: runbook run [OPTIONS] FILE");
    } finally {
      helped.close();
    }
  }

  @Test
  void noWithAReasonRejects() throws IOException, InterruptedException {
    pane.screen(DECIDE);
    pane.answer("no it is too late");

    assertThat(pane.screen("exit "))
        .contains("exit 3", "rejected", "alice said no to: It is thursday. (it is too late)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C-c", "C-d", "stop"})
  void stopsAtThePrompt(String keys) throws IOException, InterruptedException {
    pane.screen(DECIDE);
    pane.type(keys, "Enter");

    assertThat(pane.screen("exit ")).contains("exit 4", "aborted", "stopped by alice");
  }

  @Test
  void atALimitSaysHowMuchLongerOrWhoElseIsAsked() throws IOException, InterruptedException {
    String runbook =
        """
        team ops "Ops" { contact "https://ops.example/" }
        escalation ladder "The ladder" { first ops up to 15m }
        runbook waits "Waiting" {
          escalate to ladder
          step one "The first" {
            let begun = now
            wait-for now > begun + 1h every 1m up to 10m
          }
        }
        """;
    Pane waiting = new Pane(folder, "./runbook run " + Ran.file(folder, "waits.rb4", runbook));
    String decide = "[sandbox] yes [10m], no REASON, escalate, stop, or help>";
    try {
      assertThat(waiting.screen(decide)).contains("? Waited 10m for `now > begun + 1h`");
      waiting.answer("yes soon");
      assertThat(waiting.screen(decide, 2)).contains("`soon` is no duration");
      waiting.answer("escalate");
      waiting.screen(DECIDE);
      waiting.answer("yes");
      assertThat(waiting.screen(decide, 3)).contains("- The ladder: somebody said");
      waiting.answer("yes 2h");

      assertThat(waiting.screen("exit "))
          .contains("exit 0", "escalate to The ladder, by ", "[sandbox] Waiting: done after 1h1m");
    } finally {
      waiting.close();
    }
  }

  /** The menu of a failure: a wrong word, words for the record, help, again, and left out. */
  @Test
  void whereACallFailsForGoodWhoIsThereSaysWhatToDo() throws IOException, InterruptedException {
    String runbook =
        """
        use matrix
        team ops "Ops" { contact "https://ops.example/" }
        escalation ladder "The ladder" { first ops up to 15m }
        runbook tells "Telling" {
          escalate to ladder
          step one "The first" {
            let told = matrix.post("#room:nowhere.example", "May we?")
            evidence "told" told.room
          }
        }
        """;
    String file = Ran.file(folder, "tells.rb4", runbook);
    String menu = "[sandbox] retry, edit, by-hand, skip REASON, fail, escalate, stop, or help>";
    Pane failing = new Pane(folder, "./runbook run " + file + " --as alice");
    try {
      assertThat(failing.screen(menu))
          .contains("? This failed: matrix.post(", "tells.rb4:7:16", "nothing was changed by it");
      failing.answer("rety");
      assertThat(failing.screen(menu, 2)).contains("mean `retry`?");
      failing.answer("note the room is gone");
      assertThat(failing.screen(menu, 3)).contains("alice noted: the room is gone");
      failing.answer("escalate");
      failing.screen("yes, " + DECIDE);
      failing.answer("yes");
      assertThat(failing.screen(menu, 4)).contains("- The ladder: somebody said");
      failing.answer("retry");
      assertThat(failing.screen(menu, 5)).contains("in one/told/post/again");
      failing.answer("skip we told them by phone");
      failing.screen("text, :escalate");
      failing.answer("by phone");
      failing.screen("text, :escalate", 2);
      failing.answer("none");
      failing.screen("time, escalate");
      failing.answer("2026-11-26T10:00Z");

      assertThat(failing.screen("exit ").replaceAll("\\s+", " "))
          .contains("exit 0", "skip, by alice: we told them by phone", "evidence: told: by phone");
    } finally {
      failing.close();
    }
  }

  @Test
  void whatIsProtectedIsAgreedToByItsName() throws IOException, InterruptedException {
    String runbook =
        """
        team ops "Ops" { contact "https://ops.example/" }
        environment production { protected }
        runbook pushes "Pushing" in production {
          param tag: version
          step one "The first" { confirm "Push ${tag}?" by ops up to 1h }
        }
        """;
    String file = Ran.file(folder, "pushes.rb4", runbook);
    String decide = "[sandbox] v3.20 or production, " + DECIDE;
    Pane pushing = new Pane(folder, "./runbook run " + file + " --tag v3.20 --as alice");
    try {
      pushing.screen(decide);
      pushing.answer("yes");
      assertThat(pushing.screen(decide, 2)).contains("This is protected");
      pushing.answer("v3.20");

      assertThat(pushing.screen("exit ")).contains("exit 0", "Push v3.20? — yes, by alice");
    } finally {
      pushing.close();
    }
  }

  /** Whoever presses Ctrl-C is there, and ends it; where nobody is there any more, it is left. */
  @ParameterizedTest
  @CsvSource({
    "INT, exit 4, evidence: put right, [real] Waiting: aborted",
    "TERM, exit 6, It was left., runbook rollback",
    "HUP, exit 6, It was left., runbook rollback"
  })
  void aRunThatIsEndedFromOutsideEndsInOrderOrIsLeft(
      String signal, String exit, String says, String end)
      throws IOException, InterruptedException {
    Path place = Files.createDirectories(folder.resolve("real"));
    Files.writeString(
        place.resolve("runbook.yaml"), "profiles: { real: { services: { shell: by hand } } }\n");
    String runbook =
        """
        runbook waits "Waiting" {
          step one "The first" {
            let begun = now
            wait-for now > begun + 1h every 1h up to 2h
            ensure { evidence "put right" begun }
          }
        }
        """;
    String file = Ran.file(place, "waits.rb4", runbook);
    Pane waiting =
        new Pane(
            place, "./runbook run " + file + " --profile real --state " + place.resolve("state"));
    try {
      waiting.screen("waiting");
      waiting.signal(signal);

      assertThat(waiting.screen("exit ")).contains("[real] This is real", exit, says, end);
    } finally {
      waiting.close();
    }
  }
}
