package dev.runbook.rehearsal;

import dev.runbook.journal.Event;
import dev.runbook.source.Span;
import java.time.Duration;
import java.util.List;

/**
 * How a test went.
 *
 * @param failures what was not as it says; empty where it passed
 * @param events everything that happened; empty where it passed, as nobody asks then
 * @param took on the run's clock
 */
public record Verdict(Trial trial, List<Failure> failures, List<Event> events, Duration took) {

  /**
   * A line of the test that did not hold.
   *
   * @param span where it stands
   * @param found what there was instead, one line each
   */
  public record Failure(Span span, String expected, List<String> found) {
    public Failure {
      found = List.copyOf(found);
    }
  }

  public Verdict {
    failures = List.copyOf(failures);
    events = List.copyOf(events);
  }

  public boolean passed() {
    return failures.isEmpty();
  }
}
