package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.source.Source;
import dev.runbook.testing.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the reading of every file in the repository. */
final class EveryFileTest {

  static List<Path> files() {
    return Repository.runbooks();
  }

  @Test
  void thereAreFiles() {
    assertThat(files()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("files")
  void lexemesConcatenateToTheSource(Path file) {
    Source source = Repository.read(file);
    assertThat(concatenated(source)).isEqualTo(source.text());
  }

  @ParameterizedTest
  @MethodSource("files")
  void anyTruncationIsRead(Path file) {
    Source whole = Repository.read(file);
    // The cost grows with the square of the file: of a long one, not every prefix but prefixes
    // everywhere.
    int stride = 1 + whole.text().length() / 800;
    for (int length = 0; length < whole.text().length(); length += stride) {
      Source truncated = new Source(whole.name(), whole.text().substring(0, length));
      assertThat(Reading.parse(truncated).tree().source()).isSameAs(truncated);
      if (length % 16 == 0) {
        assertThat(concatenated(truncated)).isEqualTo(truncated.text());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void diagnosticsAreDeterministic(Path file) {
    Source source = Repository.read(file);
    String first = TextRenderer.render(Reading.parse(source).diagnostics());
    assertThat(TextRenderer.render(Reading.parse(source).diagnostics())).isEqualTo(first);
  }

  private static String concatenated(Source source) {
    return Lexeme.of(source).stream().map(Lexeme::text).collect(Collectors.joining());
  }
}
