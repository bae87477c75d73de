package dev.runbook.rehearsal;

import dev.runbook.journal.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What has happened so far, and what shall follow upon it. */
final class Happenings implements Event.Sink {

  private record Following(Predicate<Event> occasion, Runnable then) {}

  private final List<Event> events = new ArrayList<>();
  private final List<Following> following = new ArrayList<>();

  /** Does something once, as soon as such an event has happened. */
  synchronized void once(Predicate<Event> occasion, Runnable then) {
    following.add(new Following(occasion, then));
  }

  @Override
  public synchronized void accept(Event event) {
    events.add(event);
    List<Following> now = following.stream().filter(next -> next.occasion().test(event)).toList();
    following.removeAll(now);
    now.forEach(next -> next.then().run());
  }

  synchronized List<Event> all() {
    return List.copyOf(events);
  }

  /** The same without what was done to take something back. */
  synchronized List<Event> forwards() {
    List<Event> forwards = new ArrayList<>();
    Set<String> undone = new HashSet<>();
    for (Event event : events) {
      switch (event) {
        case Event.Undoing undoing -> undone.add(undoing.path() + "/undo");
        case Event.Undone end -> undone.remove(end.path() + "/undo");
        default -> {}
      }
      String path = path(event);
      if (undone.stream().noneMatch(undo -> path.equals(undo) || path.startsWith(undo + "/"))) {
        forwards.add(event);
      }
    }
    return forwards;
  }

  private static String path(Event event) {
    return switch (event) {
      case Event.Read read -> read.path();
      case Event.Settled settled -> settled.path();
      case Event.StepEnded step -> step.path();
      case Event.Judged judged -> judged.path();
      case Event.Answered answered -> answered.prompt().path();
      default -> "";
    };
  }
}
