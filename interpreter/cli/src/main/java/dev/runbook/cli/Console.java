package dev.runbook.cli;

import dev.runbook.diagnostic.Printable;
import java.io.PrintStream;

/**
 * Where a command writes: results to the standard output, everything else to the error output.
 *
 * @param terminals where somebody may sit
 */
record Console(PrintStream out, PrintStream err, Terminals terminals) {

  Console(PrintStream out, PrintStream err) {
    this(out, err, Terminals.OWN);
  }

  /** The same place, with other ways to write. */
  Console writing(PrintStream results, PrintStream rest) {
    return new Console(results, rest, terminals);
  }

  /** A result. */
  void result(String text) {
    out.println(Printable.lines(text));
  }

  /** What goes on, or goes wrong. */
  void tell(String text) {
    err.println(Printable.lines(text));
  }

  /** How far something is, in the place of what was told so before; for a terminal only. */
  void progress(String text) {
    if (terminals.isThere()) {
      err.print("\r" + Printable.line(text) + " ".repeat(Math.max(0, 60 - text.length())) + "\r");
      err.flush();
    }
  }
}
