package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BugTest {

  /**
   * A failure inside of the program, as far as the program can tell.
   *
   * @param broken whether it is one of the installation
   */
  private static PrintStream failing(boolean broken) {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
      @Override
      public void println(String text) {
        if (broken) {
          throw new NoSuchMethodError("injected");
        }
        throw new IllegalStateException("injected");
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"false, IllegalStateException", "true, NoSuchMethodError"})
  void isOneSentenceAndAFileToReport(boolean broken, String name) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exit =
        Main.run(
            new Console(failing(broken), new PrintStream(err, true, StandardCharsets.UTF_8)),
            "help");

    String told = err.toString(StandardCharsets.UTF_8);
    assertThat(exit).isEqualTo(ExitCode.BUG);
    assertThat(told)
        .contains("a mistake of runbook itself", name, "Please report it")
        .doesNotContain("\tat ");
    Path report = Path.of(told.replaceFirst("(?s).*mend it is in (\\S+\\.txt)\\..*", "$1"));
    assertThat(Files.readString(report)).startsWith("runbook ").contains("injected", "\tat ");
    Files.delete(report);
  }
}
