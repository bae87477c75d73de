package dev.runbook.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.parse.Lexeme;
import dev.runbook.parse.Parsed;
import dev.runbook.parse.Reading;
import dev.runbook.source.Source;
import dev.runbook.testing.Repository;
import dev.runbook.testing.TreeDump;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the formatting of every file in the repository that has no mistakes in it. */
final class EveryFileIsFormattedTest {

  static List<Path> wellFormed() {
    return Repository.runbooks().stream()
        .filter(file -> Reading.parse(Repository.read(file)).diagnostics().isEmpty())
        .toList();
  }

  /** The corpus shows what becomes of files that are not. */
  static List<Path> ours() {
    return wellFormed().stream().filter(file -> !file.startsWith(Repository.corpus())).toList();
  }

  @ParameterizedTest
  @MethodSource("ours")
  void ourOwnFilesAreFormatted(Path file) {
    Source source = Repository.read(file);
    assertThat(format(source)).isEqualTo(source.text());
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void formattingAgainChangesNothing(Path file) {
    String once = format(Repository.read(file));
    assertThat(format(new Source("again", once))).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void formattingLosesNothing(Path file) {
    Source before = Repository.read(file);
    Source after = new Source(before.name(), format(before));
    assertThat(words(after)).isEqualTo(words(before));
    Parsed tree = Reading.parse(after);
    assertThat(TreeDump.of(tree.tree())).isEqualTo(TreeDump.of(Reading.parse(before).tree()));
    assertThat(tree.diagnostics()).isEmpty();
  }

  private static String format(Source source) {
    return Formatter.format(Reading.parse(source)).orElseThrow();
  }

  /** Everything but blanks and the ends of lines, in order, comments included. */
  private static List<String> words(Source source) {
    return Lexeme.of(source).stream()
        .filter(lexeme ->
            switch (lexeme.kind()) {
              case SPACE, LINE_END, LINE_BREAK -> false;
              default -> true;
            })
        .map(lexeme -> lexeme.text().strip())
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
