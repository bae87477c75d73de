package dev.runbook.cli;

import dev.runbook.diagnostic.Printable;
import java.io.PrintStream;

/** Where a command writes: results to the standard output, everything else to the error output. */
record Console(PrintStream out, PrintStream err) {

  /** A result. */
  void result(String text) {
    out.println(Printable.lines(text));
  }

  /** What goes on, or goes wrong. */
  void tell(String text) {
    err.println(Printable.lines(text));
  }

  /** How far something is, in the place of what was told so before; for a terminal only. */
  @SuppressWarnings("SystemConsoleNull")
  void progress(String text) {
    java.io.Console terminal = System.console();
    if (terminal != null && terminal.isTerminal()) {
      err.print("\r" + Printable.line(text) + " ".repeat(Math.max(0, 60 - text.length())) + "\r");
      err.flush();
    }
  }
}
