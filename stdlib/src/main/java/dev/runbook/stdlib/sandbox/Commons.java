package dev.runbook.stdlib.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Folders that several worlds share, because nobody changes what is in them. */
public final class Commons {

  private final Path folder;
  private final Map<String, Path> made = new ConcurrentHashMap<>();

  /**
   * @param folder an empty one; whoever made it deletes it
   */
  public Commons(Path folder) {
    this.folder = folder;
  }

  Path get(String content, Consumer<Path> making) {
    return made.computeIfAbsent(
        content,
        _ -> {
          try {
            Path one = Files.createTempDirectory(Files.createDirectories(folder), "");
            making.accept(one);
            return one;
          } catch (IOException full) {
            throw new UncheckedIOException(full);
          }
        });
  }
}
