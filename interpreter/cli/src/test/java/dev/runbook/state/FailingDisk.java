package dev.runbook.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** A disk that counts, and fails when it is told to. */
final class FailingDisk implements Disk {

  /** Of everything it is asked, in order. */
  int calls;

  int forces;
  int writes;
  boolean closed;

  /** The call that fails, from 1; none while it is 0. */
  int failing;

  /** How many bytes of a failing write arrive all the same. */
  int arriving;

  final ByteArrayOutputStream content = new ByteArrayOutputStream();

  @Override
  public void write(byte[] bytes) throws IOException {
    writes++;
    if (++calls == failing) {
      content.writeBytes(Arrays.copyOf(bytes, Math.min(arriving, bytes.length)));
      throw new IOException("No space left on device");
    }
    content.writeBytes(bytes);
  }

  @Override
  public void force() throws IOException {
    forces++;
    if (++calls == failing) {
      throw new IOException("Input/output error");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
