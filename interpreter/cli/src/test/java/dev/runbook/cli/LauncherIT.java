package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is shipped, started as a user starts it. */
final class LauncherIT {

  private static final String PUSH = "./runbook run runbooks/deploy-prod.rb4 --tag v3.20";

  @TempDir Path folder;

  private static Launched shell(String command) throws IOException, InterruptedException {
    return Launched.shell(Map.of(), command);
  }

  @Test
  void theCacheOfEachKindOfCommandFits() throws IOException, InterruptedException {
    for (String command :
        new String[] {"--version", "check runbooks", PUSH.substring(10) + " --yes"}) {
      Launched ran = shell("./runbook " + command);

      assertThat(ran.exit()).as(ran.output()).isZero();
      assertThat(ran.output()).doesNotContain("[warning]", "[error]");
    }
  }

  @Test
  void worksFromAnyFolderAndThroughALink() throws IOException, InterruptedException {
    String link = "ln -s \"$PWD/runbook\" " + folder + "/rb && cd " + folder + " && ./rb --version";

    assertThat(shell(link).output()).startsWith("runbook ");
  }

  /** In the folder above those of a team, and in theirs. */
  @Test
  void testsWhatIsHereWhereNothingIsNamed() throws IOException, InterruptedException {
    Path books = Files.createDirectory(folder.resolve("runbooks"));
    Files.writeString(
        books.resolve("a.rb4"),
        """
        runbook a "A" { step one "One" { check 1 == 1 } }
        test "it is done" {
          run a
          expect outcome is done
        }
        """);
    for (Path here : new Path[] {folder, books}) {
      Launched ran = shell("to=\"$PWD/runbook\"; cd " + here + " && \"$to\" test");
      assertThat(ran.exit()).as(ran.output()).isZero();
      assertThat(ran.output()).contains("1 test: all passed");
    }
  }

  @Test
  void withoutATerminalItRefuses() throws IOException, InterruptedException {
    Launched ran = shell(PUSH);

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.output()).contains("There is no terminal to ask at", "Nothing was begun.");
  }

  @Test
  void aReaderThatGoesAwayStopsNothingAndSeesNoTrace() throws IOException, InterruptedException {
    Launched ran = shell("{ " + PUSH + " --yes; echo \"exit $?\" >&3; } 3>&2 2>&1 | head -n 1 >&2");

    assertThat(ran.output()).contains("[sandbox] Nothing here is real", "exit 0");
    assertThat(ran.output()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void outputIsUtf8AndNamesAreReadInTheLocaleC() throws IOException, InterruptedException {
    String runbook =
        Ran.file(
            folder, "schön.rb4", "runbook a \"Schön\" {\n  step s \"Größe\" {\n    | →\n  }\n}\n");

    Launched ran = Launched.shell(Map.of("LC_ALL", "C"), "./runbook run '" + runbook + "' --yes");

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output()).contains("── Größe", "| →");
  }

  @Test
  void withoutATemporaryFolderNothingIsBegun() throws IOException, InterruptedException {
    Launched ran = Launched.shell(Map.of("TMPDIR", "/nowhere"), PUSH + " --yes");

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.output()).contains("`/nowhere`", "TMPDIR", "Nothing was begun.");
  }

  @Test
  void leavesNothingBehind() throws IOException, InterruptedException {
    Launched ran =
        Launched.shell(Map.of("TMPDIR", folder.toString()), PUSH + " --yes && ls -A " + folder);

    // A long summary ends with the outcome again; a file would be listed behind it.
    assertThat(ran.output().lines().toList().getLast())
        .isEqualTo("[sandbox] Pushing to production: done after 17m on the run's clock");
  }

  @Test
  void saysWhichJdkItWants() throws IOException, InterruptedException {
    Launched ran = Launched.shell(Map.of("RUNBOOK_JAVA", folder.toString()), "./runbook --version");

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.output()).contains("RUNBOOK_JAVA", "no JDK 25");
  }
}
