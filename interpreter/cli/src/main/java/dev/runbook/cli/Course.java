package dev.runbook.cli;

import dev.runbook.evaluate.Pacer.Stop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a run goes on until somebody is asked again. Its branches look at it side by side. */
final class Course {

  private enum Pace {
    INTO,
    OVER,
    GO
  }

  private final boolean endStops;
  private final Set<String> breaks = new LinkedHashSet<>();
  private Pace pace = Pace.INTO;
  private String runTo = "";
  private @Nullable Stop inside;

  /**
   * @param endStops whether it stands still at the end too
   */
  Course(boolean endStops) {
    this.endStops = endStops;
  }

  synchronized boolean stopsAt(Stop stop) {
    if (stop.isEnd()) {
      return endStops;
    }
    if (!stop.failure().isEmpty() || breaks.stream().anyMatch(place -> isAt(place, stop))) {
      return true;
    }
    if (!runTo.isEmpty()) {
      return isAt(runTo, stop);
    }
    return switch (pace) {
      case INTO -> true;
      case OVER -> inside == null;
      case GO -> false;
    };
  }

  private static boolean isAt(String place, Stop stop) {
    return stop.name().equals(place)
        || stop.name().endsWith("/" + place)
        || stop.place().endsWith(":" + place);
  }

  /** To the next statement; so too while it stands, for whatever else comes to one. */
  synchronized void into() {
    goes(Pace.INTO, null);
  }

  synchronized void over(Stop stop) {
    goes(Pace.OVER, stop);
  }

  synchronized void on() {
    goes(Pace.GO, null);
  }

  private void goes(Pace next, @Nullable Stop stop) {
    pace = next;
    inside = stop;
    runTo = "";
  }

  synchronized void to(String path) {
    runTo = path;
  }

  synchronized void left(Stop stop) {
    if (stop.equals(inside)) {
      inside = null;
    }
  }

  synchronized void stopAt(String place) {
    breaks.add(place);
  }

  synchronized boolean stopNoMoreAt(String place) {
    return breaks.remove(place);
  }

  synchronized List<String> breaks() {
    return List.copyOf(breaks);
  }
}
