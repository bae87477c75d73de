package dev.runbook.state;

import dev.runbook.spi.RunClock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One at a time, of all processes: the system's lock on a file, which it takes back from a process
 * that ends. Held while a few small files are read and written, and no longer.
 */
final class Guard {

  private static final Duration STEP = Duration.ofMillis(20);
  private static final int STEPS = 500;

  /** The system's lock is the process's: its threads need one of their own. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;
  private final Rights rights;
  private final RunClock clock;

  Guard(Path file, Rights rights, RunClock clock) {
    this.file = file;
    this.rights = rights;
    this.clock = clock;
  }

  <T> T during(Durable.Work<T> work) throws IOException {
    THREADS.lock();
    try (FileChannel _ = locked()) {
      return work.now();
    } finally {
      THREADS.unlock();
    }
  }

  private FileChannel locked() throws IOException {
    boolean interrupted = false;
    try {
      for (int step = 0; step < STEPS; step++) {
        FileChannel channel = Durable.uninterrupted(this::tried);
        if (channel.isOpen()) {
          return channel;
        }
        try {
          clock.sleep(STEP);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    throw new StateException(
        "Another process has been holding "
            + file
            + " for "
            + STEP.multipliedBy(STEPS).toSeconds()
            + " seconds, which it does for a moment only: it may be stopped. Let it go on or end"
            + " it; `fuser "
            + file
            + "` says which it is.");
  }

  /** With the lock, or closed where another process has it. */
  private FileChannel tried() throws IOException {
    if (!Files.exists(file)) {
      try {
        rights.file(file);
      } catch (FileAlreadyExistsException e) {
        // Another process was quicker.
      }
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
    }
    return channel;
  }
}
