package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole incident, and what terminals do besides. */
final class IncidentIT {

  private static final String WAITS =
      """
      team ops "Ops" { contact "https://ops.example/" }
      runbook waits "Waiting" {
        step one "The first" {
          let begun = now
          wait-for now > begun + 6s every 1s up to 2h
          ensure { evidence "put right" begun }
        }
        step two "The second" { confirm "Go on?" by ops up to 1h }
      }
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

  private Pane open(String command) throws IOException, InterruptedException {
    Pane pane = new Pane(folder, command);
    panes.add(pane);
    return pane;
  }

  private String waits() throws IOException {
    Files.writeString(
        folder.resolve("runbook.yaml"), "profiles: { real: { services: { shell: by hand } } }\n");
    Files.writeString(folder.resolve("waits.rb4"), WAITS);
    return "./runbook run "
        + folder.resolve("waits.rb4")
        + " --profile real --as alice --state "
        + folder.resolve("state");
  }

  /** The canary throws: it is looked at by hand, noted, help is asked for, and it is taken back. */
  @Test
  void aCanaryThatThrowsIsTakenBack() throws IOException, InterruptedException {
    String known = "title: \"TimeoutError: a known one\", first-seen: 30d }\n";
    String world = Files.readString(Launched.ROOT.resolve("runbooks/deploy-prod.world.yaml"));
    assertThat(world).contains(known);
    Path throwing = folder.resolve("throwing.world.yaml");
    Files.writeString(
        throwing,
        world.replace(
            known,
            known
                + "    - { project: balrog-public, title: \"KeyError: release\", appears: 6m }\n"));
    Pane pane =
        open(
            "./runbook run runbooks/deploy-prod.rb4 --tag v3.20 --as alice --step --world "
                + throwing
                + " --state "
                + folder.resolve("state"));
    pane.screen("[sandbox] step>");
    pane.answer("go");
    pane.screen("[sandbox] v3.20 or production, no REASON");
    pane.answer("v3.20");
    pane.screen("all-at-once, admin-first");
    pane.type("Enter");
    String failed = "[sandbox] failed>";
    assertThat(pane.screen(failed)).contains("Sentry shows new exceptions", "watch canary-healthy");
    pane.answer("note a KeyError on the canary");
    assertThat(pane.screen(failed, 2)).contains("a KeyError on the canary");
    pane.answer("sentry.new-issues(env.sentry-projects, since: canary.at)");
    assertThat(pane.screen(failed, 3)).contains("KeyError: release");
    pane.answer("escalate");
    pane.screen("] yes, no REASON");
    pane.answer("yes");
    pane.screen(failed, 4);
    pane.answer("timeline");
    assertThat(pane.screen(failed, 5).replaceAll("\\s+", " "))
        .contains("FAIL: the canary", "somebody said that they can help");
    pane.answer("undo the canary throws");
    assertThat(pane.screen("] production, no REASON"))
        .contains("? The run aborted: stopped: the canary throws");
    pane.answer("production");
    // Who went step by step does so on the way back, too.
    pane.screen("in backends/public/undo");
    pane.answer("go");
    // Not its question, which comes before it: what is typed ahead is no answer.
    assertThat(pane.screen("] v3.19 or production, no REASON"))
        .contains("Promote v3.19 to everyone?");
    pane.answer("production");
    String end = pane.screen("exit ");
    assertThat(end).contains("exit 4", "undo done: ").doesNotContain("IN DOUBT");
  }

  private static final String CANARY =
      """
      use jenkins, sentry

      team ops "Ops" { contact "https://ops.example/" }
      escalation ladder "The ladder" { first ops up to 15m }

      environment live "Live" {
        protected
        guarded by ops
      }

      runbook canary "Push with a canary" in live {
        escalate to ladder
        step push "Start it" {
          confirm "Push v3.20?" by ops up to 1h
          let build = jenkins.start("shop/web", ["ImageTag": "v3.20"])
        }
        step soak "Let it soak" {
          let since = now
          parallel {
            step asks "Promote" { confirm "Promote ${build} to everyone?" by ops up to 1h }
            step looks "Look" {
              watch healthy "the canary" for 1h every 1s up to 2h {
                check sentry.new-issues(["web"], since: since) is empty else "New exceptions"
              }
            }
          }
        }
      }
      """;

  /**
   * In real time, with the services in another process: what is asked is interrupted by what is
   * seen meanwhile.
   */
  @Test
  void aCanaryThatThrowsInterruptsTheQuestionWhetherItIsPromoted()
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("canary.rb4"), CANARY);
    Path world =
        Files.writeString(
            folder.resolve("throws.yaml"),
            """
            now: %s
            jenkins:
              url: https://jenkins.example/
              pipelines:
                shop/web:
                  stages: [{ name: "IMAGE", takes: 20m }]
            sentry:
              url: https://sentry.example/
              projects: [web]
              issues: [{ project: web, title: "KeyError: release", appears: 20s }]
            """
                .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    Path port = folder.resolve("port");
    open("./runbook sandbox --world " + world + " --port-file " + port).screen("leads here");
    Files.writeString(
        folder.resolve("runbook.yaml"),
        "profiles: { play: { sandbox: \"http://127.0.0.1:"
            + Files.readString(port).strip()
            + "\", services: { jenkins: {}, sentry: {} } } }\n");
    Pane pane =
        open(
            "./runbook run "
                + folder.resolve("canary.rb4")
                + " --profile play --as alice --state "
                + folder.resolve("state"));
    pane.screen(" live, no REASON");
    pane.answer("live");
    pane.screen("? Promote");
    assertThat(pane.screen("? The run failed").replaceAll("\\s+", " "))
        .contains("No answer is needed any more", "New exceptions", "KeyError: release");
    pane.screen(" live, no REASON", 3);
    pane.answer("note a KeyError on the canary");
    pane.screen(" live, no REASON", 4);
    pane.answer("live");
    assertThat(pane.screen("exit ").replaceAll("\\s+", " "))
        .contains("exit 1", "undo done: jenkins.abort")
        .doesNotContain("IN DOUBT");
    assertThat(Ran.command("show", "--state", folder.resolve("state").toString()).out())
        .contains("a KeyError on the canary");
  }

  /** Behind a question and in a wait alike, Ctrl-C ends the run in order. */
  @Test
  void ctrlCEndsAWaitInOrderAlsoBehindAQuestion() throws IOException, InterruptedException {
    String book =
        """
        team ops "Ops" { contact "https://ops.example/" }
        runbook waits "Waiting" {
          step one "The first" {
            confirm "Go on?" by ops up to 1h
            let begun = now
            wait-for now > begun + 1h every 1s up to 2h
            ensure { evidence "put right" "yes" }
          }
        }
        """;
    String command = waits();
    Files.writeString(folder.resolve("waits.rb4"), book);
    Pane pane = open(command);
    pane.screen("yes, no REASON");
    pane.answer("yes");
    pane.screen("last seen:");
    pane.type("C-c");
    assertThat(pane.screen("exit "))
        .contains("exit 4", "evidence: put right", "interrupted", "6 |     wait-for now > begun");
  }

  @Test
  void ctrlCEndsAnExplorationAtOnce() throws IOException, InterruptedException {
    Pane pane = open("./runbook explore runbooks/deploy-prod.rb4 --tag v3.20 --pairs");
    pane.screen(" worlds");
    pane.type("C-c");
    pane.screen("Interrupted: not all worlds were rehearsed.");
    String written = pane.written();
    assertThat(written.substring(written.indexOf("^C")).split(" worlds ", -1))
        .as("it tells each fiftieth")
        .hasSizeLessThan(4);
  }

  @Test
  void aWindowThatChangesItsSizeLosesNoLineThatStays() throws IOException, InterruptedException {
    Pane pane = open(waits());
    pane.screen("last seen:");
    pane.resize(44, 20);
    Thread.sleep(400);
    assertThat(pane.screen("▶ The first").lines())
        .filteredOn(line -> line.contains("] Waiting") || line.contains("▶ The first"))
        .hasSize(2)
        .allMatch(line -> line.length() < 44);
    pane.resize(100, 50);
    // And dragged.
    pane.resize(60, 50);
    pane.resize(100, 50);
    pane.screen("yes, no REASON");
    assertThat(pane.screen("── The second").split("── The first", -1)).hasSize(2);
    pane.answer("yes");
    assertThat(pane.screen("exit ")).contains("exit 0");
  }

  /** It stands still, and is there again as it was. */
  @Test
  void ctrlZStopsItAndFgGoesOn() throws IOException, InterruptedException {
    Pane pane = open("bash --norc -i");
    pane.answer(waits());
    pane.screen("last seen:");
    pane.type("C-z");
    pane.screen("Stopped");
    pane.answer("fg");
    pane.screen("yes, no REASON");
    pane.answer("yes");
    assertThat(pane.screen("Waiting: done")).contains("Go on? — yes, by alice");
  }

  /** What was typed is there again, under what the shell has written meanwhile. */
  @Test
  void ctrlZStopsItAtAQuestionToo() throws IOException, InterruptedException {
    Pane pane = open("bash --norc -i");
    pane.answer(waits());
    String question = "[real] yes, no REASON, leave, stop, or help> ";
    pane.screen(question);
    pane.type("ye");
    pane.screen(question + "ye");
    pane.type("C-z");
    pane.screen("Stopped");
    pane.answer("echo $((6 * 7))");
    pane.answer("fg");
    String again = pane.screen(question + "ye", 2);
    assertThat(again.lines()).contains("42", question + "ye");
    assertThat(again.split("▶ The second", -1)).hasSize(3);
    pane.answer("s");
    assertThat(pane.screen("Waiting: done")).contains("Go on? — yes, by alice");
  }

  /** For a JVM it is a signal, at which it prints what all of its threads do. */
  @Test
  void ctrlBackslashIsAKeyLikeOthers() throws IOException, InterruptedException {
    Pane pane = open(waits());
    pane.screen("last seen:");
    pane.type("C-\\");
    pane.screen("yes, no REASON");
    pane.answer("yes");
    assertThat(pane.screen("exit ")).contains("exit 0");
    assertThat(pane.written()).doesNotContain("thread dump");
  }

  /** What was typed before the question, pasted or not, answers nothing. */
  @Test
  void whatWasTypedAheadIsNoAnswer() throws IOException, InterruptedException {
    Pane pane = open(waits());
    pane.screen("last seen:");
    pane.answer("yes");
    pane.answer("\u001b[31mstop");
    pane.screen("yes, no REASON");
    Thread.sleep(500);
    assertThat(pane.screen("[real] yes, no REASON")).doesNotContain("exit", "by alice");
    pane.answer("yes");
    assertThat(pane.screen("exit ")).contains("exit 0");
  }

  @Test
  void aTerminalThatCannotDrawHasLines() throws IOException, InterruptedException {
    Pane pane = open("TERM=dumb " + waits());
    pane.screen("yes, no REASON");
    pane.answer("yes");
    assertThat(pane.screen("exit "))
        .contains("exit 0", "Go on? — yes, by alice")
        .doesNotContain("▶");
  }

  @Test
  void aTerminalThatIsNotKnownHasItsQuestionsToo() throws IOException, InterruptedException {
    Pane pane = open("TERM=nonsense " + waits());
    pane.screen("yes, no REASON");
    pane.answer("yes");
    assertThat(pane.screen("exit ")).contains("exit 0");
  }

  /** Who looks elsewhere is called, by whatever program they like. */
  @Test
  void aQuestionRingsAndStartsTheProgramOfWhoWaitsForIt() throws IOException, InterruptedException {
    Path called = folder.resolve("called");
    Pane pane = open("RUNBOOK_BELL='touch " + called + "' " + waits());
    pane.screen("last seen:");
    assertThat(pane.written()).doesNotContain("\007");
    assertThat(called).doesNotExist();
    pane.screen("yes, no REASON");
    assertThat(pane.written()).contains("\007");
    pane.answer("yes");
    pane.screen("exit 0");
    assertThat(called).exists();
  }

  @Test
  void aProgramThatCannotBeStartedForTheBellIsSaidAndEndsNothing()
      throws IOException, InterruptedException {
    Pane pane = open("RUNBOOK_BELL=/no/such/program " + waits());
    pane.screen("yes, no REASON");
    assertThat(pane.screen("RUNBOOK_BELL: /no/such/program cannot be started.")).contains("Go on?");
    pane.answer("yes");
    pane.screen("exit 0");
  }

  /** Somebody over a slow line pays for each sign that is drawn again. */
  @Test
  void onlyWhatChangesIsDrawnAgainAndWithoutColoursWhereNobodyWantsThem()
      throws IOException, InterruptedException {
    Pane pane = open("NO_COLOR=1 " + waits());
    pane.screen("last seen:");
    int before = pane.written().length();
    Thread.sleep(2500);
    String again = pane.written().substring(before);
    assertThat(again).isNotEmpty().doesNotContain("Waiting", "The first", "The second");
    pane.screen("yes, no REASON");
    pane.answer("yes");
    // That it waits is worth one line, whatever is seen meanwhile.
    assertThat(pane.screen("exit 0").split("waiting: ", -1)).hasSize(2);
    assertThat(pane.written()).doesNotContainPattern("\033\\[[0-9;]*3[0-7]m");
  }

  /** Whoever closes the terminal leaves the run. */
  @Test
  void aTerminalThatIsClosedLeavesTheRun() throws IOException, InterruptedException {
    Pane pane = open(waits());
    pane.screen("last seen:");
    pane.close();
    for (int look = 0; look < 100; look++) {
      Ran runs = Ran.command("runs", "--state", folder.resolve("state").toString());
      if (runs.out().contains("left")) {
        return;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("it was not left");
  }
}
