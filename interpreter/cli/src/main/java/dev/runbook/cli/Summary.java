package dev.runbook.cli;

import dev.runbook.evaluate.Result;
import java.util.List;

/** What a run did, at its end. */
final class Summary {

  private Summary() {}

  static void print(Result result, LineLog log, Console console) {
    String reason = result.reason().isEmpty() ? "" : ": " + result.reason();
    String where = result.path().isEmpty() ? "" : "\n  at " + result.path();
    console.result("");
    console.result(
        SandboxRun.MARK + result.outcome().words() + reason + where + RunCommand.place(result));
    list("What was done:", log.done(), console);
    list("Agreed to by --yes, as no person was asked:", log.accepted(), console);
    list("The way back, newest first:", result.standing(), console);
  }

  private static void list(String title, List<String> lines, Console console) {
    if (!lines.isEmpty()) {
      console.result(title);
      lines.forEach(line -> console.result("  " + line));
    }
  }
}
