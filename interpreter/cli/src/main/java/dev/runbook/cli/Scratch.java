package dev.runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A private folder, gone when it is closed. */
record Scratch(Path folder, Console console) implements AutoCloseable {

  /** Where temporary files belong: Java itself does not look at TMPDIR. */
  static Path temporary() {
    String named = System.getenv("TMPDIR");
    return Path.of(
        named == null || named.isBlank() ? System.getProperty("java.io.tmpdir", "/tmp") : named);
  }

  static Scratch open(Console console) {
    Path temporary = temporary();
    try {
      var onlyOurs =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      return new Scratch(
          Files.createTempDirectory(temporary, "runbook-sandbox", onlyOurs), console);
    } catch (IOException e) {
      throw new UsageException(
          "The sandbox needs a folder for temporary files, and none can be made in `"
              + temporary
              + "`: let TMPDIR name a folder that can be written. Nothing was begun.");
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      console.tell(
          "The sandbox's folder " + folder + " could not be removed: " + e.getMessage() + ".");
    }
  }
}
