package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages are what they were. With {@code -Dpages.update} they are written anew, and it fails all the
 * same: whoever does that has to look at them.
 */
class GoldenTest {

  private static final Set<String> KEPT =
      Set.of("hard.rb4", "hard.md", "hard.rst", "deploy-prod.md", "balrog.md");

  @ParameterizedTest
  @CsvSource({"deploy-prod, md", "balrog, md"})
  void aRunbookOfBalrog(String name, String format) throws IOException {
    compare(name + "." + format, Made.runbook(name, format));
  }

  @ParameterizedTest
  @CsvSource({"md", "rst"})
  void whatIsHardToPrint(String format) throws IOException {
    compare("hard." + format, Made.page(Made.HARD, format, "--runbook", "hard"));
  }

  private static void compare(String name, String page) throws IOException {
    Path file = Made.CASES.resolve(name);
    if (System.getProperty("pages.update") != null) {
      Files.writeString(file, page);
      fail(file + " was written anew: look at it, and run the test without -Dpages.update");
    }
    assertThat(page).as("to update: -Dpages.update").isEqualTo(Made.read(file));
  }

  @Test
  void noPageIsKeptThatNobodyCompares() {
    assertThat(Made.files(Made.CASES))
        .allSatisfy(file -> assertThat(KEPT).contains(file.getFileName().toString()));
  }
}
