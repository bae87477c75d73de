package dev.runbook.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runbook.cli.Commanded;
import dev.runbook.documentation.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Pages as the command makes them. */
final class Made {

  static final Path CASES = Document.ROOT.resolve("interpreter/cli/src/test/pages");
  static final String HARD = CASES.resolve("hard.rb4").toString();

  private Made() {}

  /** One page; nothing in it says where the repository is. */
  static String page(String file, String format, String... more) {
    Stream<String> args = Stream.of("docs", file, "--format", format);
    Commanded made = Commanded.of(Stream.concat(args, Stream.of(more)).toArray(String[]::new));
    if (made.exit() != 0) {
      throw new AssertionError(made.err());
    }
    return made.out().replace(Document.ROOT + "/", "");
  }

  static String runbook(String name, String format) {
    return page(Document.ROOT.resolve("runbooks/" + name + ".rb4").toString(), format);
  }

  /** The folder of Balrog's runbooks as pages. */
  static void site(String format, Path to) {
    Commanded made =
        Commanded.of(
            "docs",
            Document.ROOT.resolve("runbooks").toString(),
            "--format",
            format,
            "-o",
            to.toString());
    if (made.exit() != 0) {
      throw new AssertionError(made.err());
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
