package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class BugTest {

  /** A failure inside of the program, as far as the program can tell. */
  private static final PrintStream FAILING =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
        @Override
        public void println(String text) {
          throw new IllegalStateException("injected");
        }
      };

  @Test
  void isOneSentenceAndAFileToReport() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exit =
        Main.run(new Console(FAILING, new PrintStream(err, true, StandardCharsets.UTF_8)), "help");

    String told = err.toString(StandardCharsets.UTF_8);
    assertThat(exit).isEqualTo(ExitCode.BUG);
    assertThat(told)
        .contains("a mistake of runbook itself", "IllegalStateException", "Please report it")
        .doesNotContain("\tat ");
    Path report = Path.of(told.replaceFirst("(?s).*mend it is in (\\S+\\.txt)\\..*", "$1"));
    assertThat(Files.readString(report)).startsWith("runbook ").contains("injected", "\tat ");
    Files.delete(report);
  }
}
