package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs in the sandbox, with nobody there. */
final class RunTest {

  private static final String DEPLOY = Ran.repository("runbooks/deploy-prod.rb4");

  @TempDir Path folder;

  @Test
  void thePushToProductionIsDone() {
    Ran ran = Ran.command("run", DEPLOY, "--tag", "v3.20", "--yes");

    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.err())
        .contains("[sandbox] Nothing here is real", "[sandbox] ── Deploy the backends")
        .contains("public/watched: pass: the canary", "admin: Deploy admin v3.20 (v3.19 runs)");
    // Who reads it may sit in another zone.
    assertThat(ran.err().lines().filter(line -> line.matches("\\d\\d:\\d\\d.*")))
        .isNotEmpty()
        .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d UTC  .*"));
    assertThat(ran.out().replaceAll("\\s+", " "))
        .contains("[sandbox] Pushing to production: done after 17m on the run's clock")
        .containsSubsequence("What was done:", "matrix.post(", "PROD: DEPLOY", "PROD: PROMOTE")
        .containsSubsequence("Agreed to by --yes", "Push Balrog v3.20", "In which order")
        .containsSubsequence("The way back, newest first:", "deploy public to v3.19");
  }

  /** What a program reads is JSON and nothing else, and the banner is in it too. */
  @Test
  void asJsonEveryLineOfItIsAnObject() {
    Ran ran = Ran.command("run", DEPLOY, "--tag", "v3.20", "--yes", "--log", "json");

    assertThat(ran.exit()).as(ran.all()).isZero();
    List<String> kinds = ran.err().lines().map(RunTest::kind).toList();
    assertThat(kinds.getFirst()).isEqualTo("message");
    assertThat(ran.err().lines().findFirst().orElseThrow()).contains("Nothing here is real");
    assertThat(kinds)
        .contains("began", "step", "said", "intent", "settled", "answered", "seen", "undos")
        .endsWith("ended");
    assertThat(ran.out()).contains("[sandbox] Pushing to production: done", "What was done:");
  }

  private static String kind(String line) {
    try {
      return String.valueOf(new ObjectMapper().readTree(line).get("kind").asText());
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }

  @Test
  void anUnknownFormOfTheLogIsRefused() {
    Ran ran = Ran.command("run", DEPLOY, "--tag", "v3.20", "--yes", "--log", "xml");

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err()).contains("There is no log `xml`");
  }

  @Test
  void onlyAnAddressIsWiderThanTheScreen() {
    Ran ran = Ran.command("run", DEPLOY, "--tag", "v3.20", "--yes");

    assertThat(ran.all().lines().filter(line -> line.length() > Layout.WIDTH))
        .allMatch(line -> line.strip().replace("| ", "").matches("\\S*https://\\S*"));
  }

  @Test
  void aCanaryThatThrowsEndsItAndNothingIsUndoneByItself() throws IOException {
    String world = Files.readString(Path.of(Ran.repository("runbooks/deploy-prod.world.yaml")));
    String issue = "    - { project: balrog-public, title: \"KeyError: release\", appears: 5m }\n";
    String throwing = world.replace("  issues:\n", "  issues:\n" + issue);

    Ran ran =
        Ran.command(
            "run",
            DEPLOY,
            "--tag",
            "v3.20",
            "--yes",
            "--world",
            Ran.file(folder, "throws.world.yaml", throwing));

    assertThat(ran.exit()).as(ran.all()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out())
        .contains("Pushing to production: failed", "KeyError: release", "in backends/public")
        .contains("backends.rb4:", "watch canary-healthy")
        .containsSubsequence("The way back", "deploy public to v3.19")
        .containsSubsequence(
            "Whom to ask", "RelEng:", "https://", "Services SRE (Purple):", "https://");
    assertThat(ran.err()).doesNotContain("PROD: PROMOTE)", "undoing:");
  }

  @Test
  void withoutATerminalNothingIsBegunAndTheQuestionsAreListed() {
    Ran ran = Ran.command("run", DEPLOY, "--tag", "v3.20");

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err())
        .contains("There is no terminal to ask at")
        .contains("confirm: Push Balrog v3.20 to production (Release Duty)")
        .contains("ask: In which order are the backends deployed? (RelEng)")
        .containsOnlyOnce("confirm: Promote v3.20 to everyone? (RelEng)")
        .contains("Nothing was begun.", "--yes");
  }

  @Test
  void withoutATerminalAndWithoutQuestionsItIsSaidWhatATerminalWouldBeFor() {
    Ran ran = Ran.command("run", Ran.file(folder, "plain.rb4", "runbook plain \"Plain\" {}\n"));

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err()).contains("to ask at how to go on where something fails.");
  }

  @Test
  void yesNeverDecidesWhatCouldNotBeDecided() {
    String looks =
        """
        use http

        runbook looks "It looks" {
          step one "The first" {
            check http.text("https://nowhere.example/") == "x"
          }
        }
        """;

    Ran ran = Ran.command("run", Ran.file(folder, "looks.rb4", looks), "--yes");

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).contains("undecided").doesNotContain("Agreed to");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ask \"How many?\" as number by ops up to 1h | no answer to: How many?",
        "scale.weigh() | not done: Read the scale.",
      })
  void yesHasNoAnswerWhereThereIsNoDefault(String question, String words) {
    String asks =
        """
        team ops "Operations" {}
        service scale {
          read weigh(): number up to 1m { by hand "Read the scale." }
        }
        runbook asks "It asks" {
          let weight = %s
          check weight > 0
        }
        """
            .formatted(question);

    Ran ran = Ran.command("run", Ran.file(folder, "asks.rb4", asks), "--yes");

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out().replaceAll("\\s+", " "))
        .contains(words, "--yes has no answer where there is no default")
        .contains("asks.rb4:")
        .doesNotContain("Agreed to", "the default");
  }

  @Test
  void everySecretThatIsNotThereIsMissedBeforeAnythingIsBegun() {
    String opens =
        """
        service lock {
          change open(key: secret text, other: secret text) up to 1m {
            by hand "Open it."
            no undo because "it shuts by itself"
          }
        }
        runbook opens "It opens" in here {
          param key: secret text
          param other: secret text
          do "Wait." by ops up to 1h
          lock.open(key, other)
        }
        environment here {}
        team ops {}
        """;
    String file = Ran.file(folder, "opens.rb4", opens);

    Ran ran =
        Ran.command(
            "run", file, "--yes", "--key", "env:RUNBOOK_NO_SUCH", "--other", "file:no/such");

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err())
        .contains("--key: There is no secret at `env:RUNBOOK_NO_SUCH`")
        .contains("--other: There is no secret at `file:no/such`", "Nothing was begun.");
  }

  @Test
  void yesAcceptsAWarningAndSaysSo() {
    String warns =
        """
        runbook warns "It warns" {
          step one "The first" {
            let day = today.weekday
            warn "It is ${day}." unless day is sunday
          }
        }
        """;

    Ran ran = Ran.command("run", Ran.file(folder, "warns.rb4", warns), "--yes");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).containsSubsequence("Agreed to by --yes", "warning: It is thursday.");
  }

  @Test
  void whatTakesTooLongIsTimedOut() {
    String waits =
        """
        runbook waits "It waits" {
          step one "The first" {
            wait-for today.weekday is sunday every 10m up to 1h
          }
        }
        """;

    Ran ran = Ran.command("run", Ran.file(folder, "waits.rb4", waits), "--yes");

    assertThat(ran.exit()).isEqualTo(ExitCode.TIMED_OUT);
    assertThat(ran.out()).contains("timed out after 1h", "waits.rb4:3:5");
  }

  @Test
  void ofSeveralRunbooksOneMustBeNamed() {
    String step = " {\n  step s \"S\" {\n    | Hi.\n  }\n}\n";
    String file =
        Ran.file(folder, "two.rb4", "runbook a \"A\"" + step + "\nrunbook b \"B\"" + step);

    assertThat(Ran.command("run", file, "--yes").err()).contains("--runbook, of a, b");
    assertThat(Ran.command("run", file, "--yes", "--runbook", "c").err()).contains("there is a, b");
    assertThat(Ran.command("run", file, "--yes", "--runbook", "b").out()).contains("B: done");
  }

  @Test
  void ofSeveralEnvironmentsOneMustBeNamed() {
    String places =
        """
        environment left {
          | Left.
        }

        environment right {
          | Right.
        }

        runbook places "Somewhere" in left, right {
          step one "The first" {
            | Here.
          }
        }
        """;
    String file = Ran.file(folder, "places.rb4", places);

    Ran unsaid = Ran.command("run", file, "--yes");
    assertThat(unsaid.isRefusal()).as(unsaid.all()).isTrue();
    assertThat(unsaid.err()).contains("--in", "left or right");
    assertThat(Ran.command("run", file, "--yes", "--in", "right").exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "now: yesterday                      | line 1: `yesterday` is no moment",
        "jenkins: {}                         | `now` is missing",
        "now: [                              | is not YAML",
        "now: 2026-11-26T10:00:00Z\\njenkin: {}  | Did you mean `jenkins`?",
      })
  void aWrongWorldIsRefusedWithItsLine(String world, String words) {
    Ran ran =
        Ran.command(
            "run",
            DEPLOY,
            "--tag",
            "v3.20",
            "--yes",
            "--world",
            Ran.file(folder, "wrong.yaml", world.strip().replace("\\n", "\n") + "\n"));

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err()).containsIgnoringCase(words.strip()).contains("wrong.yaml");
  }

  @Test
  void aMissingWorldIsRefused() {
    Ran ran = Ran.command("run", DEPLOY, "--tag", "v3.20", "--yes", "--world", "nowhere.yaml");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("no world file `nowhere.yaml`");
  }

  @Test
  void aServiceThatDoesNotAnswerEndsTheRunWithItsName() {
    Ran ran =
        Ran.command(
            "run",
            DEPLOY,
            "--tag",
            "v3.20",
            "--yes",
            "--world",
            Ran.file(folder, "empty.yaml", "now: 2026-11-26T10:00:00Z\n"));

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.hasTrace()).isFalse();
    assertThat(ran.out()).contains("failed", "deploy-prod.rb4:");
  }
}
