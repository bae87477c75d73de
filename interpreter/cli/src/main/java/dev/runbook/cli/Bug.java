package dev.runbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mistake of the program itself: it says so, and keeps what is needed to mend it in a file. */
final class Bug {

  private Bug() {}

  static void report(Throwable bug, Console console) {
    StringWriter trace = new StringWriter();
    trace.append("runbook ").append(Main.version()).append('\n');
    bug.printStackTrace(new PrintWriter(trace));
    String where;
    try {
      // Created private: a trace may hold what a runbook was given.
      Path file = Files.createTempFile(Scratch.temporary(), "runbook-bug", ".txt");
      Files.write(file, trace.toString().getBytes(StandardCharsets.UTF_8));
      where = " What is needed to mend it is in " + file + ".";
    } catch (IOException e) {
      where = " It could not be written down: " + e.getMessage() + ".";
    }
    console.tell(
        "This is a mistake of runbook itself, and not yours: "
            + bug.getClass().getSimpleName()
            + "."
            + where
            + " Please report it. What the run has done so far stands above.");
  }
}
