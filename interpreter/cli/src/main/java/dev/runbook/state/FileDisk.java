package dev.runbook.state;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file. Not by a channel, which an interrupt closes: Ctrl-C would then cost a run its record just
 * when it has to end in order.
 */
final class FileDisk implements Disk {

  private final FileOutputStream file;

  FileDisk(Path path) throws IOException {
    file = new FileOutputStream(path.toFile(), true);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    file.write(bytes);
  }

  @Override
  public void force() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
