package dev.runbook.stdlib.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a program prints to one of its outputs, read while it runs, for a full pipe would stop it.
 */
final class Output {

  static final int LARGEST = 32 << 20;

  /**
   * So long is the end waited for once the program has ended. A program that it left running in the
   * background may hold the output open for ever; what it prints later is not this one's.
   */
  private static final long SECONDS_AFTER_THE_END = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CountDownLatch end = new CountDownLatch(1);

  Output(InputStream stream) {
    Thread.startVirtualThread(() -> read(stream));
  }

  /** Waits for the end; false where the program has printed too much. */
  boolean awaitEnd() throws InterruptedException {
    boolean ended = end.await(SECONDS_AFTER_THE_END, TimeUnit.SECONDS);
    return !ended || bytes.size() < LARGEST;
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void read(InputStream stream) {
    byte[] some = new byte[8192];
    try (stream) {
      int count = stream.read(some);
      while (count >= 0 && bytes.size() < LARGEST) {
        bytes.write(some, 0, count);
        count = stream.read(some);
      }
    } catch (IOException _) {
      // The program was killed: what it had printed before is all there is.
    } finally {
      end.countDown();
    }
  }
}
