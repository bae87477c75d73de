package dev.runbook.cli;

import dev.runbook.journal.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;

/** What happened in a run, in the lines in which a run tells it. */
final class Stories {

  private Stories() {}

  static List<String> of(List<Event> events) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);
    LineLog log = new LineLog(new Console(out, out), ZoneOffset.UTC, "");
    events.forEach(log::accept);
    for (Event event : events) {
      if (event instanceof Event.Ended ended) {
        String reason = ended.reason().isEmpty() ? "" : ": " + ended.reason();
        out.println(Layout.wrapped("ended ", "  ", ended.outcome().words() + reason));
      }
    }
    return lines.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
  }
}
