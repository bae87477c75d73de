package dev.runbook.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Typed;
import dev.runbook.documentation.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of Balrog's runbooks is in order, and each runbook ends as it should. */
final class RunbooksTest {

  static List<String> files() throws IOException {
    try (Stream<java.nio.file.Path> all = Files.list(Document.ROOT.resolve("runbooks"))) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".rb4"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isWithoutMistakesAndInItsForm(String file) {
    assertThat(Typed.exitOf("check", file)).isZero();
    assertThat(Typed.exitOf("fmt", file)).isZero();
  }

  /** What is said last is the end of what was done, in a rehearsal in which nobody is asked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deploy-stage     | --tag v3.20 | 0 | done      | github.replace-in-file",
        "deploy-prod      | --tag v3.20 | 0 | done      | stage: PROD: PROMOTE)",
        "push-ui          | --tag v3.20 | 0 | done      | github.create-release",
        "rollback-prod    | --tag v3.19 | 0 | done      | stage: PROD: PROMOTE)",
        "rollback-ui      | --tag v3.08 | 0 | done      | git.push-tag",
        "restore-database |             | 0 | done      | Contact [Services SRE",
        "investigate      |             | 0 | done      | What was found, in a sentence?",
        "escalate         |             | 1 | failed    | the ladder ends here",
      })
  void endsAsItShould(String book, String parameters, int exit, String outcome, String says) {
    String[] given = parameters == null ? new String[0] : parameters.split(" ");
    assertThat(Typed.exit(book, given)).isEqualTo(exit);
    assertThat(Typed.said(book, given).replaceAll("\\s+", " "))
        .contains(": " + outcome + " after", says);
  }

  @Test
  void itsTestsPass() {
    assertThat(Typed.all("test", "runbooks")).contains("tests: all passed");
  }

  /**
   * The hardest thing that the language has to say: where it can be taken back, and what is
   * restored.
   */
  @Test
  void theFailOverCanBeTakenBackUpToOnePointAndRestoresOnEveryWayOut() {
    assertThat(Typed.all("test", "examples/fail-over.rb4")).contains("7 tests: all passed");
  }

  @Test
  void eachRunbookHasTestsOfTheGoodWayAndOfOthers() throws IOException {
    assertThat(files())
        .filteredOn(file -> Document.of("runbooks/" + file).text().contains("\nrunbook "))
        .allSatisfy(file ->
            assertThat(Document.of("runbooks/" + file).text().split("\ntest \"", -1))
                .hasSizeGreaterThan(2));
  }

  @Test
  void eachRunbookHasAWorld() throws IOException {
    assertThat(files())
        .filteredOn(file -> Document.of("runbooks/" + file).text().contains("\nrunbook "))
        .hasSize(8)
        .allMatch(file ->
            Files.exists(Document.ROOT.resolve("runbooks/" + file.replace(".rb4", ".world.yaml"))));
  }
}
