package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The production runbook's parameters: what is not right is refused before anything is touched. */
final class ParametersTest {

  private static final String DEPLOY = Ran.repository("runbooks/deploy-prod.rb4");

  @TempDir private Path folder;

  private static Ran deploy(String... args) {
    return Ran.command(
        Stream.concat(Stream.of("run", DEPLOY), Stream.of(args)).toArray(String[]::new));
  }

  @Test
  void helpShowsThemWithTheirTypesTextsAndDefaults() {
    Ran ran = deploy("--help");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("Pushing to production", "--tag=version", "the release to push, e.g. v3.20")
        .contains("--soak=duration", "(default: 5m)", "--agent-goes=first|last", "(default: last)")
        .containsSubsequence("--tag", "--yes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3.20.1", "v3"})
  void aVersionWithoutTwoPartsIsRefusedInTheRunbooksWords(String version) {
    Ran ran = deploy("--tag", version, "--yes");

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err())
        .contains("Only two-part versions (vX.Y) are supported", "deploy-prod.rb4:", "^^^")
        .contains("Nothing was begun.");
  }

  /** What a runbook hands on is looked at before the first step of either. */
  @ParameterizedTest
  @CsvSource({"6, true", "5, false"})
  void whatAnInnerRunbookRequiresIsKnownBeforeTheOuterOneBegins(int count, boolean fine)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("outer.rb4"),
            """
            runbook outer {
              param count: number

              step first {
                do "Look." up to 1m
              }
              step second {
                run inner(half: count / 2)
              }
            }
            runbook inner {
              param half: number
              param name: text = "none"
              require half >= 3 and name.length > 0 else "Half of it is too small."
              do "Look at ${half}." up to 1m
            }
            """);
    Ran ran =
        Ran.command(
            "run",
            file.toString(),
            "--runbook",
            "outer",
            "--count",
            String.valueOf(count),
            "--yes");

    assertThat(ran.exit()).as(ran.all()).isEqualTo(fine ? ExitCode.DONE : ExitCode.USAGE);
    assertThat(ran.all().contains("Half of it is too small.")).isEqualTo(!fine);
    assertThat(ran.all().contains("── first")).isEqualTo(fine);
  }

  @ParameterizedTest
  @CsvSource({"3.20", "V3.20"})
  void whatIsNoVersionIsRefusedWithWhatIsMeant(String version) {
    Ran ran = deploy("--tag", version, "--yes");

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err())
        .contains("--tag: `" + version + "` is no version", "Did you mean `v3.20`?");
  }

  @Test
  void theWrongTypesOfAllAreToldAtOnce() {
    Ran ran = deploy("--tag", "3", "--soak", "5min", "--yes");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("--tag: `3`", "--soak: `5min` is no duration", "`90s`");
  }

  @Test
  void aMissingOneIsNamedWithItsTypeAndText() {
    Ran ran = deploy("--yes");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err())
        .contains("--tag version", "the release to push", "deploy-prod.rb4 --help");
  }

  @Test
  void aMisspeltOneIsGuessed() {
    Ran ran = deploy("--tga", "v3.20", "--yes");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("no option `--tga`", "Did you mean `--tag`?");
  }

  @Test
  void oneGivenTwiceIsRefused() {
    Ran ran = deploy("--tag", "v3.20", "--tag", "v3.21", "--yes");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("`--tag` is given twice");
  }

  @Test
  void oneWithoutAValueIsRefused() {
    assertThat(deploy("--yes", "--tag").err()).contains("`--tag` has no value");
    assertThat(deploy("--tag", "--yes").err()).contains("`--tag` has no value");
  }

  @Test
  void whatIsTooMuchIsRefused() {
    assertThat(deploy("extra", "--tag", "v3.20").err()).contains("`extra` is too much");
  }

  @Test
  void aProfileThatIsNotThereIsRefused() {
    Ran ran = deploy("--tag", "v3.20", "--profile", "prod");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("no profile `prod`", "runbook config");
  }

  @Test
  void anEnvironmentWhereItDoesNotRunIsRefused() {
    Ran ran = deploy("--tag", "v3.20", "--in", "stage", "--yes");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("`stage`", "it runs in production");
  }
}
