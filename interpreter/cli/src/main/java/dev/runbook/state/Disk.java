package dev.runbook.state;

import java.io.IOException;

/** Where entries go, as far as a disk can fail. */
interface Disk extends AutoCloseable {

  /** Puts bytes behind what is there, by one call of the system. */
  void write(byte[] bytes) throws IOException;

  /** Returns once everything written is where it survives the machine. */
  void force() throws IOException;

  @Override
  void close() throws IOException;
}
