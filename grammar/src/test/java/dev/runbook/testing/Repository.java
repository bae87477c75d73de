package dev.runbook.testing;

import dev.runbook.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every rb4 file of the repository, wherever it stands: what holds for one of them holds for all.
 */
public final class Repository {

  private static final Path ROOT = Path.of(System.getProperty("runbook.root", ".."));
  private static final Set<String> NOT_OURS = Set.of("target", ".git");

  private Repository() {}

  public static List<Path> runbooks() {
    return under(ROOT);
  }

  public static Path corpus() {
    return ROOT.resolve("grammar/src/test/corpus");
  }

  public static List<Path> under(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".rb4"))
          .filter(file ->
              stream(ROOT.relativize(file)).noneMatch(part -> NOT_OURS.contains(part.toString())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Named relative to the root, so that what is shown of it is the same on every machine. */
  public static Source read(Path file) {
    try {
      return new Source(
          ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> stream(Path path) {
    Stream.Builder<Path> parts = Stream.builder();
    path.forEach(parts);
    return parts.build();
  }
}
