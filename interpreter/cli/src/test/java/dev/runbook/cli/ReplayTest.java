package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayTest {

  private static final String BOOK =
      """
      use matrix
      runbook book "Book" {
        step agree "Agree" {
          do "Look around" up to 1h
        }
        step tell "Tell" {
          matrix.post("#a:example.com", "one")
        }
      }
      """;

  @TempDir Path folder;
  private String file = "";

  @BeforeEach
  void rehearse() {
    Ran.file(
        folder,
        "book.world.yaml",
        """
        now: 2026-11-26T10:00:00Z
        matrix: { rooms: ["#a:example.com"] }
        """);
    file = Ran.file(folder, "book.rb4", BOOK);
    Ran ran = Ran.command("run", file, "--yes", "--state", state());
    assertThat(ran.exit()).as(ran.all()).isZero();
  }

  private String state() {
    return folder.resolve("state").toString();
  }

  private Ran replayed(String from, String to) throws IOException {
    Files.writeString(Path.of(file), Files.readString(Path.of(file)).replace(from, to));
    return Ran.command("test", "--from", "2026", "--state", state());
  }

  @Test
  void theSameTextDoesTheSame() throws IOException {
    Ran ran = replayed("", "");
    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("which is what it was", "It does the same", "the same: done");
  }

  @Test
  void otherWordsAroundDoTheSame() throws IOException {
    Ran ran = replayed("step tell \"Tell\" {", "step tell \"Tell\" {\n    | Loudly.");
    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("changed: step tell", "It does the same");
  }

  @Test
  void whatItWouldDoBesidesIsTold() throws IOException {
    Ran ran =
        replayed(
            "\"one\")", "\"one\")\n    matrix.post(\"#a:example.com\", \"and another\") as more");
    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).contains("It does not do the same", "new: matrix.post", "and another");
  }

  @Test
  void whatItWouldDoNoMoreIsTold() throws IOException {
    Ran ran = replayed("do \"Look around\" up to 1h", "| Nobody is asked.");
    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).contains("gone: the question: Look around");
  }

  @Test
  void whatItWouldDoOtherwiseIsTold() throws IOException {
    Ran ran = replayed("\"one\"", "\"two\"");
    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).contains("this run did matrix.post", "one", "the text as it is now says");
  }

  @Test
  void nothingIsWritten() throws IOException {
    Ran before = Ran.command("audit", "2026", "--state", state());
    replayed("\"one\"", "\"two\"");
    assertThat(Ran.command("audit", "2026", "--state", state())).isEqualTo(before);
  }

  @Test
  void whatDoesNotGoTogetherIsSaid() throws IOException {
    assertThat(Ran.command("test", "--from", "2026", "--state", state(), "--format", "json"))
        .matches(Ran::isRefusal);
    assertThat(Ran.command("test", file, "--state", state())).matches(Ran::isRefusal);
    assertThat(Ran.command("test", "--from", "2026", "nowhere.rb4", "--state", state()))
        .matches(Ran::isRefusal);
    Files.delete(Path.of(file));
    assertThat(Ran.command("test", "--from", "2026", "--state", state()).err())
        .contains("There is no file `" + file + "`", "name the one that it is now");
  }
}
