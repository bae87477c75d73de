package dev.runbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each code has its page, and what the page shows is what the checker says. */
class DiagnosticPagesTest {

  private static final Path ROOT = Path.of(System.getProperty("runbook.root", "../.."));
  private static final Path PAGES = ROOT.resolve("docs/diagnostics");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```rb4\n(.*?)```");

  /** What is too deep to be read, and files that are no text, cannot be shown on a page. */
  private static final Set<Code> NOT_SHOWN =
      EnumSet.of(Code.RB1004, Code.RB4001, Code.RB4002, Code.RB4003, Code.RB4004);

  @Test
  void everyCodeHasAPageAndEveryPageACode() throws IOException {
    List<String> codes = Arrays.stream(Code.values()).map(code -> code + ".md").toList();
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(
              pages
                  .map(page -> page.getFileName().toString())
                  .filter(name -> !name.equals("README.md")))
          .containsExactlyInAnyOrderElementsOf(codes);
    }
  }

  @Test
  void theIndexListsEveryPageByItsTitle() throws IOException {
    String index = Files.readString(PAGES.resolve("README.md"));
    for (Code code : Code.values()) {
      String heading = page(code).lines().findFirst().orElseThrow();
      assertThat(index)
          .contains(heading.replace("# " + code, "- [" + code + "](" + code + ".md)") + "\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void examplesAreAsWrongAsTheySay(Code code) throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> right = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(page(code));
    while (example.find()) {
      String text = example.group(1);
      List<String> expected = Expected.of(text);
      Expected.verify("example.rb4", text, new OurSources());
      assertThat(expected).allMatch(mistake -> mistake.startsWith(code.name()));
      (expected.isEmpty() ? right : wrong).add(text);
    }
    if (!NOT_SHOWN.contains(code)) {
      assertThat(wrong).as("examples of the mistake").isNotEmpty();
      assertThat(right).as("examples of what to write instead").isNotEmpty();
    }
  }

  private static String page(Code code) throws IOException {
    return Files.readString(PAGES.resolve(code + ".md"));
  }

  /** The services that come with the program: pages show what people have. */
  private static final class OurSources implements Sources {

    private static final Path SERVICES = ROOT.resolve("stdlib/src/main/java/dev/runbook/stdlib");

    @Override
    public @Nullable Found imported(String path, Source from) {
      return null;
    }

    @Override
    public @Nullable Source service(String name) {
      Path file = SERVICES.resolve(name).resolve(name + ".rb4");
      try {
        return Files.exists(file) ? new Source(name + ".rb4", Files.readString(file)) : null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Collection<String> services() {
      try (Stream<Path> folders = Files.list(SERVICES)) {
        return folders
            .filter(Files::isDirectory)
            .map(folder -> folder.getFileName().toString())
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
