package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code config} and {@code verify} say of a profile, and what a run wants of it. */
final class ProfileCommandsTest {

  private static final String BOOK =
      """
      use matrix

      runbook greet "Greet" {
        needs matrix
        matrix.post("#a:example.com", "Hello")
      }
      """;

  @TempDir Path folder;
  private String file = "";

  @BeforeEach
  void write() {
    file = Ran.file(folder, "greet.rb4", BOOK);
    Ran.file(
        folder,
        "runbook.yaml",
        """
        profiles:
          night:
            services:
              matrix: { url: "http://127.0.0.1:1/", token: "file:%s/token" }
              sentry: { token: "file:%s/other" }
            teams: { oncall: [{ name: ada, matrix: "@ada:example.com" }] }
        """
            .formatted(folder, folder));
  }

  @Test
  void aSecretThatIsNotThereIsToldBeforeTheFirstStep() {
    Ran ran = Ran.command("run", file, "--profile", "night", "--state", folder + "/state");

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err())
        .contains("matrix: `token` is said to be at file:" + folder + "/token", "Nothing was begun")
        .as("what this runbook does not use is no reason")
        .doesNotContain("sentry");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void verifyFindsItToo() throws Exception {
    Ran without = Ran.command("verify", file, "--profile", "night");
    assertThat(without.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(words(without.out()))
        .containsPattern("^FAILS matrix: `token` is said to be at file:\\S+, and nothing is there");
    assertThat(without.out()).doesNotContain("not reached", "sentry");

    Files.writeString(folder.resolve("token"), "hunter2");
    Ran with = Ran.command("verify", file, "--profile", "night");
    assertThat(words(with.out())).startsWith("FAILS matrix: Matrix was not reached to");
    assertThat(with.all()).doesNotContain("hunter2");

    assertThat(Ran.command("verify", file, "--profile", "nigth").err())
        .contains("There is no profile `nigth`", "there is night");
  }

  @Test
  void aServiceThatAnswersNobodyIsToldBeforeTheFirstStep() {
    Ran.file(
        folder,
        "runbook.yaml",
        """
        profiles:
          night:
            services:
              matrix: { url: "http://127.0.0.1:1/" }
              sentry: { organization: us }
        """);
    Ran run = Ran.command("run", file, "--profile", "night", "--state", folder + "/state");
    assertThat(run.isRefusal()).as(run.all()).isTrue();
    assertThat(words(run.err()))
        .contains(
            "matrix: nothing says its `token`, and it answers nobody without (MATRIX_ACCESS_TOKEN"
                + " would do)",
            "Nothing was begun")
        .doesNotContain("sentry");
    assertThat(folder.resolve("state")).doesNotExist();

    Ran verify = Ran.command("verify", file, "--profile", "night");
    assertThat(verify.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(words(verify.out())).startsWith("FAILS matrix: nothing says its `token`");
  }

  @Test
  void aSandboxThatDoesNotAnswerIsNobodysMistakeInTheProgram() {
    Ran.file(
        folder,
        "runbook.yaml",
        """
        profiles:
          play:
            sandbox: http://127.0.0.1:1
            services: { matrix: {} }
        """);

    Ran verify = Ran.command("verify", file, "--profile", "play");

    assertThat(verify.isRefusal()).as(verify.all()).isTrue();
    assertThat(words(verify.err()))
        .contains("The sandbox at http://127.0.0.1:1 does not answer: ", "Nothing was begun.");
  }

  @Test
  void configSaysWhichFileCountsAndWhatIsInIt() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Ran above = Ran.command("config", Ran.file(inner, "greet.rb4", BOOK));
    assertThat(above.exit()).isEqualTo(ExitCode.DONE);
    assertThat(above.out())
        .containsPattern("not there +" + inner + "/runbook.yaml +\\(beside the runbook\\)")
        .containsPattern("counts +" + folder + "/runbook.yaml +\\(above the runbook\\)")
        .contains("profile night", "matrix: http://127.0.0.1:1/", "team oncall: ada")
        .containsPattern("token: file:\\S+/token \\(nothing is there\\)")
        .containsPattern(Pattern.compile("by hand: .*jenkins", Pattern.DOTALL));

    Files.writeString(folder.resolve("token"), "hunter2");
    Ran.file(inner, "runbook.yaml", "profiles: {}\n");
    Ran beside = Ran.command("config", inner.resolve("greet.rb4").toString());
    assertThat(beside.out())
        .containsPattern("counts +" + inner + "/runbook.yaml")
        .containsPattern("passed by +" + folder + "/runbook.yaml");
    assertThat(Ran.command("config", file).out())
        .containsPattern("token: file:\\S+/token\\R")
        .doesNotContain("hunter2");
  }

  /** Whatever the width that it was laid out for. */
  private static String words(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
