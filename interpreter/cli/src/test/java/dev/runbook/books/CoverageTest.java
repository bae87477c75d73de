package dev.runbook.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.documentation.Document;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule of the document has a test, and the table of them is up to date. */
final class CoverageTest {

  private static final int ROWS = 96;
  private static final String TABLE = "runbooks/COVERAGE.md";
  private static final String HEAD =
      """
      # What the document says, and where it stands

      One line for each rule of
      [Balrog's infrastructure document](https://mozilla-balrog.readthedocs.io/en/latest/infrastructure.html), with the place
      that does or says it, and the test that fails where it does not any more. The tests make this table: `CoverageTest` says
      how to update it.

      | row | the document | runbook | place | test |
      |---|---|---|---|---|
      """;

  private record Covered(Row row, Method test) {

    String line() {
      return "| R%d | %s | [%s](%s.rb4) | `%s` | `%s.%s` |"
          .formatted(
              row.value(),
              row.says(),
              row.file(),
              row.file(),
              row.at().replace("|", "\\|").replace("`", "'"),
              test.getDeclaringClass().getSimpleName(),
              test.getName());
    }
  }

  private static List<Covered> covered() {
    return Stream.of(
            EnvironmentsTest.class,
            SupportTest.class,
            MonitoringTest.class,
            ScheduleTest.class,
            SchemaTest.class,
            StageTest.class,
            ProductionTest.class,
            ProductionUiTest.class,
            RollbackTest.class)
        .flatMap(tests -> Stream.of(tests.getDeclaredMethods()))
        .filter(test -> test.isAnnotationPresent(Row.class))
        .map(test -> new Covered(test.getAnnotation(Row.class), test))
        .sorted(Comparator.comparingInt(covered -> covered.row().value()))
        .toList();
  }

  @Test
  void eachRowHasOneTestThatIsCalledAfterIt() {
    assertThat(covered())
        .extracting(covered -> covered.row().value())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS).boxed().toList());
    assertThat(covered())
        .allSatisfy(covered ->
            assertThat(covered.test().getName()).startsWith("r" + covered.row().value() + "_"));
  }

  @Test
  void eachPlaceIsThere() {
    assertThat(covered())
        .allSatisfy(covered ->
            assertThat(Document.of("runbooks/" + covered.row().file() + ".rb4").text().lines())
                .anyMatch(line -> line.strip().startsWith(covered.row().at())));
  }

  @Test
  void theTableIsUpToDate() throws IOException {
    String table =
        HEAD + covered().stream().map(Covered::line).collect(Collectors.joining("\n")) + "\n";
    Path made = Path.of("target", "COVERAGE.md");
    Files.createDirectories(made.getParent());
    Files.writeString(made, table);
    Path committed = Document.ROOT.resolve(TABLE);
    assertThat(Files.exists(committed) ? Files.readString(committed) : "")
        .as("the tests have changed: cp interpreter/cli/target/COVERAGE.md " + TABLE)
        .isEqualTo(table);
  }
}
