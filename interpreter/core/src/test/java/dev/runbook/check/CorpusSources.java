package dev.runbook.check;

import dev.runbook.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What cases may use: the services and files that stand beside them. */
final class CorpusSources implements Sources {

  static final Path CORPUS = Path.of("src/test/corpus");

  @Override
  public @Nullable Found imported(String path, Source from) {
    Source source = read("files", path);
    return source == null ? null : new Found(source, List.of());
  }

  @Override
  public @Nullable Source service(String name) {
    return read("services", name + ".rb4");
  }

  @Override
  public Collection<String> services() {
    try (Stream<Path> files = Files.list(CORPUS.resolve("services"))) {
      return files.map(file -> file.getFileName().toString().replace(".rb4", "")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Source read(String folder, String name) {
    Path file = CORPUS.resolve(folder).resolve(name);
    try {
      return Files.exists(file) ? new Source(name, Files.readString(file)) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
