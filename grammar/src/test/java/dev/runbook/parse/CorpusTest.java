package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.format.Formatter;
import dev.runbook.source.Source;
import dev.runbook.testing.Repository;
import dev.runbook.testing.TreeDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus: beside {@code x.rb4} stands what is expected of it, one or more of {@code x.ast},
 * {@code x.diag} and {@code x.fmt}. With {@code -Dupdate} the expectations are written anew, and
 * the test fails all the same: what changed is to be read before it is believed. A new expectation
 * begins as an empty file.
 */
final class CorpusTest {

  private static final Map<String, Function<Parsed, String>> SHOWN =
      Map.of(
          "ast",
          parsed -> TreeDump.of(parsed.tree()),
          "diag",
          parsed -> TextRenderer.render(parsed.diagnostics()),
          "fmt",
          parsed -> Formatter.format(parsed).orElse("is not formatted\n"));

  static List<Path> expectations() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.corpus())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !extension(file).equals("rb4"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void isAsExpected(Path expectation) throws IOException {
    Function<Parsed, String> shown = SHOWN.get(extension(expectation));
    assertThat(shown).as("what the extension of %s stands for", expectation).isNotNull();
    Path file = sibling(expectation, "rb4");
    assertThat(file).as("the file to which %s belongs", expectation).exists();
    Source source = Repository.read(file);
    String actual = shown.apply(Reading.parse(source));
    String expected = Files.readString(expectation);
    boolean update = System.getProperty("update") != null;
    if (update && !actual.equals(expected)) {
      Files.writeString(expectation, actual);
      fail("rewritten: " + expectation);
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void everyFileHasAnExpectation() {
    List<Path> lonely =
        Repository.under(Repository.corpus()).stream()
            .filter(file -> !file.startsWith(InlineCasesTest.FOLDER))
            .filter(file ->
                SHOWN.keySet().stream()
                    .noneMatch(extension -> Files.exists(sibling(file, extension))))
            .toList();
    assertThat(lonely).isEmpty();
  }

  private static String extension(Path file) {
    String name = file.toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Path sibling(Path file, String extension) {
    String name = file.toString();
    return Path.of(name.substring(0, name.lastIndexOf('.') + 1) + extension);
  }
}
