package dev.runbook.console;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What is printed, line by line. */
public final class LineStream extends OutputStream {

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LineStream(Consumer<String> lines) {
    this.lines = lines;
  }

  public static PrintStream to(Consumer<String> lines) {
    return new PrintStream(new LineStream(lines), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int octet) {
    if (octet != '\n') {
      line.write(octet);
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text);
  }
}
