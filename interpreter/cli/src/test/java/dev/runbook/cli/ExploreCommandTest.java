package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every world in which one thing goes wrong. */
final class ExploreCommandTest {

  @TempDir Path folder;

  private static final String WORLD =
      """
      now: 2026-11-26T10:00:00Z
      matrix: { rooms: ["#a:example.com"] }
      """;

  private Ran explored(String body, String... options) {
    Ran.file(folder, "book.world.yaml", WORLD);
    String file = Ran.file(folder, "book.rb4", body);
    return Ran.command(
        Stream.concat(Stream.of("explore", file), Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void whatHoldsInEveryWorldIsCounted() {
    Ran ran =
        explored(
            """
            use matrix
            runbook book "Book" {
              step one {
                do "Look around" up to 1h
                matrix.post("#a:example.com", "one")
              }
              matrix.post("#a:example.com", "two")
            }
            """);
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("killed and resumed", "with a fault of a service", "1 with a no")
        .contains("Nothing was lost, nothing was done twice");
  }

  /** The first post can fail and be handled: then only the invariant is left. */
  @Test
  void whatOnlyAnInvariantKeepsFromHappeningIsTold() {
    Ran ran =
        explored(
            """
            use matrix
            runbook book "Book" {
              invariant order: never matrix.post(message: "two") before matrix.post(message: "one")
              step one {
                on failed { recovered because "it is only talk" }
                matrix.post("#a:example.com", "one")
              }
              matrix.post("#a:example.com", "two")
            }
            """);
    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out())
        .contains("matrix:", "only the invariant kept it from happening", "invariant order");
    // Many faults lead to it, and one of them tells the story.
    assertThat(ran.out()).containsOnlyOnce("only the invariant kept it from happening");
    assertThat(ran.out()).containsPattern("The same in \\d+ worlds; this is the shortest story:");
  }

  /** Each post alone is handled; a fault of both leaves nothing that was said. */
  @Test
  void whatTakesTwoToGoWrongIsFoundByPairs() {
    String book =
        """
        use matrix
        runbook book "Book" {
          invariant said: never matrix.post(message: "three") before matrix.post(message: "either")
          step one {
            on failed { recovered because "there is another try" }
            matrix.post("#a:example.com", "either")
          }
          step two {
            on failed { recovered because "it is only talk" }
            matrix.post("#a:example.com", "either")
          }
          matrix.post("#a:example.com", "three")
        }
        """;
    assertThat(explored(book).out()).contains("no invariant was needed");
    Ran ran = explored(book, "--pairs");
    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out().replaceAll("\\s+", " "))
        .contains("with two of these at once", "; and matrix:", "invariant said");
  }

  @Test
  void aFileIsNamed() {
    assertThat(Ran.command("explore", "nowhere.rb4").exit()).isEqualTo(ExitCode.USAGE);
  }
}
