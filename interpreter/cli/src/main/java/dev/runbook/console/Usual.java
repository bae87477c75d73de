package dev.runbook.console;

import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.value.Show;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long something took in earlier runs, from the shortest to the longest.
 *
 * @param times how often it was done
 */
public record Usual(Duration least, Duration most, int times) {

  /** The name under which the run as a whole stands among its steps. */
  public static final String WHOLE = "";

  /** Of each step that was done, and of each run that was, by the records of these runs. */
  public static Map<String, Usual> of(List<? extends List<? extends Event>> records) {
    Map<String, Usual> all = new HashMap<>();
    for (List<? extends Event> record : records) {
      Map<String, Instant> begun = new HashMap<>();
      for (Event event : record) {
        switch (event) {
          case Event.Began began -> begun.put(WHOLE, began.at());
          case Event.StepBegan step -> begun.put(step.path(), step.at());
          case Event.StepEnded step when step.outcome() == Outcome.DONE ->
              add(all, step.path(), begun.get(step.path()), step.at());
          case Event.Ended ended when ended.outcome() == Outcome.DONE ->
              add(all, WHOLE, begun.get(WHOLE), ended.at());
          default -> {
            // Only what was brought to its end tells how long that takes.
          }
        }
      }
    }
    return all;
  }

  private static void add(
      Map<String, Usual> all, String path, @Nullable Instant began, Instant ended) {
    if (began != null) {
      Duration took = Duration.between(began, ended);
      all.merge(path, new Usual(took, took, 1), Usual::with);
    }
  }

  private Usual with(Usual other) {
    return new Usual(
        least.compareTo(other.least) < 0 ? least : other.least,
        most.compareTo(other.most) > 0 ? most : other.most,
        times + other.times);
  }

  boolean isExceededBy(Duration length) {
    return length.compareTo(most) > 0;
  }

  String words() {
    String from = rough(least);
    String to = rough(most);
    return "usually " + (from.equals(to) ? from : from + " to " + to);
  }

  /** To the second below a quarter of an hour, to the minute above: nobody reads more. */
  public static String rough(Duration length) {
    Duration seconds = Duration.ofSeconds(Math.max(0, length.toSeconds()));
    return Show.duration(
        seconds.toMinutes() < 15 ? seconds : Duration.ofMinutes(seconds.toMinutes()));
  }
}
