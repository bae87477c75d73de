package dev.runbook.cli;

import dev.runbook.check.Symbol;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.evaluate.Contacts;
import dev.runbook.evaluate.Result;
import dev.runbook.journal.Outcome;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Show;
import java.util.ArrayList;
import java.util.List;

/** What a run did, at its end: how it ended, what stands, and whom to ask. */
final class Summary {

  /** So many lines leave the window with what stands around them. */
  private static final int LONG = 7;

  private final Console console;

  Summary(Console console) {
    this.console = console;
  }

  /**
   * @param mark stands in front of all that tells where the run took place
   */
  void print(String mark, Symbol.Runbook runbook, Result result, LineLog log) {
    console.result("");
    String took =
        log.took().isNegative()
            ? ", by a clock that was put back meanwhile"
            : " after " + Show.duration(log.took()) + " on the run's clock";
    String ended = mark + runbook.title() + ": " + result.outcome().words() + took;
    console.result(ended);
    if (!result.reason().isEmpty()) {
      wrapped("  ", result.reason());
    }
    if (result.outcome() != Outcome.DONE) {
      console.result(place(result));
    }
    list("What was done:", log.done());
    list("Agreed to by --yes, as no person was asked:", log.accepted());
    list("The way back, newest first:", result.standing());
    if (result.outcome() == Outcome.FAILED || result.outcome() == Outcome.TIMED_OUT) {
      list("Whom to ask, in this order:", ladder(runbook));
    }
    if (log.done().size() + result.standing().size() > LONG) {
      // Its head has scrolled away.
      console.result(ended);
    }
  }

  /** Where in the run, and where in its text. */
  static String place(Result result) {
    String at = result.path().isEmpty() ? "" : "  in " + result.path() + "\n";
    var module = result.module();
    boolean nowhere = result.span().end() == 0;
    return module == null || nowhere
        ? at.stripTrailing()
        : at + TextRenderer.excerpt(module.source(), result.span()).stripTrailing();
  }

  private static List<String> ladder(Symbol.Runbook runbook) {
    List<String> rungs = new ArrayList<>();
    for (Statement statement : runbook.syntax().body().statements()) {
      if (statement instanceof Statement.Escalate escalate
          && runbook.module().lookUp(escalate.ladder().text())
              instanceof Symbol.Escalation ladder) {
        for (Symbol.Team team : ladder.teams()) {
          rungs.add(String.join(" ", team.title() + ":", String.join(", ", Contacts.of(team))));
        }
      }
    }
    return rungs;
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      console.result(title);
      lines.forEach(line -> wrapped("      ", line));
    }
  }

  private void wrapped(String others, String text) {
    console.result(Layout.wrapped(console.width().getAsInt(), "  ", others, text));
  }
}
