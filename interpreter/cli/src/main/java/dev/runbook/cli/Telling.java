package dev.runbook.cli;

import dev.runbook.console.JsonLog;
import dev.runbook.journal.Event;
import java.io.PrintStream;

/**
 * How a run is told while it goes on: as lines for people, or as JSON for another program.
 *
 * @param console for what is told beside its events
 * @param asking where questions stand
 * @param events where events go as JSON; the same as the console's where they are lines
 */
record Telling(Console console, Console asking, PrintStream events, boolean json) {

  static Telling of(String form, Console console) {
    return switch (form) {
      case "lines" -> new Telling(console, console, console.err(), false);
      case "json" -> {
        Console messages = new Console(console.out(), JsonLog.messages(console.err()));
        // A question is for a person: it stands where what is typed does.
        Console asking = new Console(console.out(), console.out());
        yield new Telling(messages, asking, console.err(), true);
      }
      default ->
          throw new UsageException(
              "There is no log `" + form + "`: there is lines and json. Nothing was begun.");
    };
  }

  /** Who sees the events, beside the log that sums them up. */
  Event.Sink watcher(LineLog log) {
    if (!json) {
      return log;
    }
    log.silence();
    return new JsonLog(events, log);
  }
}
