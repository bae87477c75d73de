package dev.runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed step by step, from one run to the next; nothing that looks like a secret. */
final class Remembered extends DefaultHistory {

  private static final Pattern SECRET =
      Pattern.compile("(?i)secret|token|passw|credential|api-?key|authorization|bearer");

  Remembered() {}

  /**
   * @param file for nobody but its owner
   */
  static void by(LineReader reader, Path file, java.util.function.Consumer<DefaultHistory> uses) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException e) {
      // Then nothing is remembered.
      return;
    }
    Remembered history = new Remembered();
    reader.setVariable(LineReader.HISTORY_FILE, file);
    uses.accept(history);
    history.attach(reader);
  }

  static boolean mayBeKept(String line) {
    return !SECRET.matcher(line).find();
  }

  @Override
  public void add(Instant time, String line) {
    if (mayBeKept(line)) {
      super.add(time, line);
    }
  }
}
