package dev.runbook.cli;

import dev.runbook.diagnostic.Printable;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * Where a command writes: results to the standard output, everything else to the error output.
 *
 * @param terminals where somebody may sit
 * @param width how many columns a line that is told may have
 */
record Console(PrintStream out, PrintStream err, Terminals terminals, IntSupplier width) {

  Console(PrintStream out, PrintStream err) {
    this(out, err, Terminals.OWN);
  }

  Console(PrintStream out, PrintStream err, Terminals terminals) {
    this(out, err, terminals, () -> Layout.WIDTH);
  }

  /** The same place, with other ways to write. */
  Console writing(PrintStream results, PrintStream rest) {
    return writing(results, rest, width);
  }

  Console writing(PrintStream results, PrintStream rest, IntSupplier columns) {
    return new Console(results, rest, terminals, columns);
  }

  /** A result. */
  void result(String text) {
    out.println(Printable.lines(text));
  }

  /** What goes on, or goes wrong. */
  void tell(String text) {
    err.println(Printable.lines(text));
  }

  /**
   * The same in as many lines as it needs, the first behind one margin and the others behind
   * another.
   */
  void tell(String first, String others, String text) {
    tell(Layout.wrapped(width.getAsInt(), first, others, text));
  }

  /** How far something is, in the place of what was told so before; for a terminal only. */
  void progress(String text) {
    if (terminals.isThere()) {
      err.print("\r" + Printable.line(text) + " ".repeat(Math.max(0, 60 - text.length())) + "\r");
      err.flush();
    }
  }
}
