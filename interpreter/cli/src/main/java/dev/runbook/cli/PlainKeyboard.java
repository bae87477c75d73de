package dev.runbook.cli;

import dev.runbook.diagnostic.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.reader.LineReader;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jspecify.annotations.Nullable;

/** Questions line by line, on a terminal that is opened for the first of them. */
final class PlainKeyboard implements Keyboard {

  private final Terminals terminals;
  private Runnable interrupt = () -> {};
  private @Nullable Seat seat;

  PlainKeyboard(Terminals terminals) {
    this.terminals = terminals;
  }

  @Override
  public String read(String question) {
    Seat here = seat();
    here.asks(Seat.QUIET, line -> here.terminal().writer().println(Printable.line(line)));
    try {
      LineReader reader = new CleanReader(here.terminal());
      return reader.readLine(Printable.line(question).replace("%", "%%"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      here.answered();
    }
  }

  @Override
  public String read(String question, Aids aids) {
    return read(question);
  }

  @Override
  public Runnable onInterrupt(Runnable work) {
    Runnable before = interrupt;
    interrupt = work;
    if (seat != null) {
      Runnable _ = seat.onInterrupt(work);
    }
    return before;
  }

  private Seat seat() {
    Seat open = seat;
    if (open == null) {
      open = Seat.open(terminals, SystemOutput.SysOutOrSysErr);
      Runnable _ = open.onInterrupt(interrupt);
      seat = open;
    }
    return open;
  }

  @Override
  public void close() {
    Seat open = seat;
    if (open != null) {
      open.close();
    }
  }
}
