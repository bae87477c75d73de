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
}
