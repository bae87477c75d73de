package dev.runbook.cli;

import dev.runbook.diagnostic.Printable;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
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
    here.asks(line -> here.terminal().writer().println(Printable.line(line)));
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(here.terminal())
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    try {
      return reader.readLine(Printable.line(question).replace("%", "%%"));
    } finally {
      here.answered();
    }
  }

  @Override
  public String read(String question, Aids aids) {
    return read(question);
  }

  @Override
  public void onInterrupt(Runnable work) {
    interrupt = work;
  }

  private Seat seat() {
    Seat open = seat;
    if (open == null) {
      open = Seat.open(terminals, SystemOutput.SysOutOrSysErr);
      open.onInterrupt(interrupt);
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
