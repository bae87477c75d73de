package dev.runbook.state;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there as a whole or as they were before, whatever ends the machine. */
final class Durable {

  /** Something with a channel, which an interrupt closes. */
  interface Work<T> {
    T now() throws IOException;
  }

  private static final String NEW = ".new";

  private Durable() {}

  /** Where a file that was just made is written. */
  interface Opening {
    Disk disk(Path fresh) throws IOException;
  }

  /** Puts a file in the place of another one, in one step. */
  static void replace(Path file, byte[] content, Rights rights) throws IOException {
    replace(file, content, rights, FileDisk::new);
  }

  static void replace(Path file, byte[] content, Rights rights, Opening opening)
      throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + NEW);
    Files.deleteIfExists(fresh);
    rights.file(fresh);
    try (Disk disk = opening.disk(fresh)) {
      disk.write(content);
      disk.force();
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolderOf(file);
  }

  /** That a file has been made, renamed or removed is kept by its folder. */
  static void forceFolderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    uninterrupted(() -> {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
      return folder;
    });
  }

  /** Does what can be begun anew, and leaves the interrupt for whoever waits for one. */
  static <T> T uninterrupted(Work<T> work) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.now();
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
