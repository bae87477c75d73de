package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Sources;
import dev.runbook.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is gone on with in a text that may be another one by now. */
final class ResumeCommandTest {

  private static final String TEXT =
      """
      use matrix

      runbook greet "Greeting" {
        step one "First" {
          | What is done.
          matrix.post("#a:example.com", "hello")
        }
        step two "Second" {
          | What is to do.
          evidence "the end" "of it"
        }
      }
      """;

  @TempDir Path folder;
  private Path file = Path.of("");

  /** In a world that is ahead of any clock by which the run is gone on with. */
  @BeforeEach
  void write() throws IOException {
    file = Path.of(Ran.file(folder, "greet.rb4", TEXT));
    Ran.file(
        folder,
        "greet.world.yaml",
        "now: 2126-11-26T10:00:00Z\nmatrix: { rooms: [\"#a:example.com\"] }\n");
    Ran.file(folder, "runbook.yaml", "profiles:\n  hand:\n    services: {}\n");
  }

  /** Its first step is done. */
  private LeftRun left() {
    return LeftRun.of(file, folder, List.of(), line -> line.contains("\"kind\":\"step-ended\""));
  }

  private static Ran resume(LeftRun left) {
    return Ran.command("resume", "--as", "anna", "--state", left.state());
  }

  private static List<String> kept(LeftRun left) throws IOException {
    return Files.readAllLines(Path.of(left.state(), "runs", left.id(), "record.jsonl"));
  }

  @Test
  void itGoesOnWhereItWas() throws IOException {
    LeftRun left = left();

    Ran ran = resume(left);

    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.all())
        .contains("What is to do.", "the end: of it")
        .contains("Greeting: done, by a clock that was put back meanwhile")
        .doesNotContain("has changed", "What is done.", "→ matrix");
    assertThat(kept(left)).filteredOn(line -> line.contains("\"kind\":\"intent\"")).hasSize(1);
  }

  @Test
  void aTextThatChangedBehindWhatIsDoneIsShownAndGoneOnWith() throws IOException {
    LeftRun left = left();
    Files.writeString(file, TEXT.replace("of it", "of the other"));

    Ran ran = resume(left);

    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.all())
        .contains("changed: step two of greet in greet.rb4", "the end: of the other");
  }

  @ParameterizedTest
  @CsvSource({"hello, goodbye", "#a:example.com, #b:example.com"})
  void aTextWithoutWhatIsDoneIsRefused(String then, String now) throws IOException {
    LeftRun left = left();
    List<String> before = kept(left);
    Files.writeString(file, TEXT.replace(then, now));

    Ran ran = resume(left);

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.all())
        .contains("changed: step one of greet in greet.rb4", "Nothing was done", "--recorded-text");
    assertThat(kept(left)).isEqualTo(before);
  }

  @Test
  void aStepThatWasTakenOutAfterItWasDoneIsRefused() throws IOException {
    LeftRun left = left();
    Files.writeString(
        file, TEXT.replaceAll("(?s)  step one.*?\\n  }\n", "").replace("use matrix\n\n", ""));

    Ran ran = resume(left);

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.all())
        .contains("gone: step one of greet in greet.rb4", "matrix.post", "does not do");
  }

  /** Only then a run need not be gone over before it goes on. */
  @Test
  void theBasisIsTheSameWhereNothingChangedThatARunCouldTellFromAnother() {
    String basis =
        Texts.basis(program(TEXT, "notice shine() up to 1m { by hand \"On.\" }"), s -> true);

    assertThat(Texts.basis(program(TEXT, "notice shine() up to 1m { by hand \"On.\" }"), s -> true))
        .isEqualTo(basis);
    assertThat(Texts.basis(program(TEXT, "notice shine() up to 1m { by hand \"On!\" }"), s -> true))
        .as("what a service declares")
        .isNotEqualTo(basis);
    assertThat(
            Texts.basis(
                program(
                    TEXT.replace("hello", "bye"), "notice shine() up to 1m { by hand \"On.\" }"),
                s -> true))
        .as("a text")
        .isNotEqualTo(basis);
    assertThat(
            Texts.basis(
                program(TEXT, "notice shine() up to 1m { by hand \"On.\" }"),
                s -> !s.equals("lamp")))
        .as("what is done by hand")
        .isNotEqualTo(basis);
  }

  private static Program program(String text, String lamp) {
    Workspace workspace = Workspace.open(null);
    Sources sources =
        new Sources() {
          @Override
          public @Nullable Found imported(String path, Source from) {
            return null;
          }

          @Override
          public @Nullable Source service(String name) {
            return name.equals("lamp")
                ? new Source("lamp.rb4 (service)", "service lamp \"Lamp\" { " + lamp + " }")
                : workspace.service(name);
          }

          @Override
          public Collection<String> services() {
            return List.of("lamp", "matrix");
          }
        };
    String lit =
        text.replace("use matrix", "use matrix, lamp")
            .replace("evidence \"the end\"", "lamp.shine()\n evidence \"the end\"");
    Checker.Checked checked = Checker.check(new Source("greet.rb4", lit), sources);
    assertThat(checked.diagnostics()).isEmpty();
    return Objects.requireNonNull(checked.program());
  }
}
