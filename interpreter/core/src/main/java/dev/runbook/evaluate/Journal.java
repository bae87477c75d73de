package dev.runbook.evaluate;

import dev.runbook.door.Departure;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Past;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells, and what it told before it was resumed. A run goes over its past without doing
 * any of it again; what is in the record already is not told a second time.
 */
final class Journal {

  private final Door door;
  private final Past past;
  private final List<Event.Said> withheld = new ArrayList<>();
  private long next;
  private boolean live;
  private final AtomicReference<@Nullable Throwable> abandoned = new AtomicReference<>();
  private Event.@Nullable Resumed resumed;
  private String ended = "";

  Journal(Door door) {
    this.door = door;
    this.past = door.past();
    this.next = past.all().size();
    this.live = past.all().isEmpty();
  }

  /** A branch could not go on, and nobody tells how: the others go no further either. */
  void abandon(Throwable why) {
    abandoned.compareAndSet(null, why);
  }

  boolean isAbandoned() {
    return abandoned.get() != null;
  }

  void mustGoOn() {
    Throwable why = abandoned.get();
    if (why instanceof Departure) {
      throw new Departure(String.valueOf(why.getMessage()), why);
    }
    if (why != null) {
      throw new Departure("A branch beside this one could not go on.", why);
    }
  }

  /**
   * Tells what happened, unless the record says so already.
   *
   * @return its number in the record
   */
  synchronized long tell(Event event) {
    if (!(event instanceof Event.Durable durable)) {
      watch(event);
      return next;
    }
    mustGoOn();
    if (door.dry() && !isResumed()) {
      watch(event);
      return next;
    }
    Past.Entry<?> known =
        past.take(
            durable.getClass(),
            durable.path(),
            told -> told.equals(durable) || alike(told, durable));
    if (door.dry()) {
      watch(event);
      return next;
    }
    if (known != null) {
      if (durable instanceof Event.StepEnded) {
        withheld.removeIf(said -> isWithin(said.path(), durable.path()));
      }
      return known.number();
    }
    live();
    door.sink().record(durable);
    return next++;
  }

  /** For whoever watches, and for no record. */
  synchronized void watch(Event event) {
    if (live || door.dry()) {
      door.sink().accept(event);
    } else if (event instanceof Event.Said said) {
      withheld.add(said);
    }
  }

  /**
   * Who goes on with the run, told when it has come to the end of its past.
   *
   * @param reason why it ends there; empty where it goes on
   */
  void resumes(Event.Resumed by, String reason) {
    resumed = by;
    ended = reason;
  }

  /** From here on something new happens; what was said of the steps under way is shown again. */
  synchronized void live() {
    if (!live) {
      live = true;
      Event.Resumed by = resumed;
      if (by != null) {
        door.sink().record(by);
        next++;
      }
      withheld.forEach(door.sink()::accept);
      withheld.clear();
    }
  }

  /** Whether the run, or this branch of it, has come to the end of its past. */
  boolean isAtTheEnd(Frame frame) {
    Siblings siblings = frame.manner().siblings();
    String branch = siblings == null ? "" : siblings.branch(frame.path());
    return !isResumed() || !wentOn(frame.path(), branch);
  }

  boolean isResumed() {
    return !past.all().isEmpty();
  }

  /** Why the run is to end where its past does; empty where it goes on. */
  String endsWithItsPast() {
    return ended;
  }

  /** What was told before of this kind at this place; null where it is new. */
  <E extends Event.Durable> @Nullable E past(Class<E> kind, String path, Predicate<E> fits) {
    Past.Entry<E> entry = past.take(kind, path, fits);
    return entry == null ? null : entry.event();
  }

  /** The same with its number in the record. */
  <E extends Event.Durable> Past.@Nullable Entry<E> entry(
      Class<E> kind, String path, Predicate<E> fits) {
    return past.take(kind, path, fits);
  }

  <E extends Event.Durable> @Nullable E ahead(Class<E> kind, String path) {
    return past.peek(kind, path);
  }

  /** Whether something that touches the outside was done here before. */
  boolean hasPast(String path) {
    return past.peek(Event.Intent.class, path) != null
        || past.peek(Event.Read.class, path) != null
        || past.peek(Event.Answered.class, path) != null
        || past.peek(Event.Waited.class, path) != null;
  }

  /**
   * Whether an earlier process went on from here in its own way: to its handlers, or its end.
   *
   * @param branch in which this is; empty where there is but one
   */
  boolean wentOn(String path, String branch) {
    return past.goesOn(
        other -> branch.isEmpty() || isWithin(other, branch) || isWithin(path, other),
        event ->
            switch (event) {
              case Event.Resumed _, Event.Left _, Event.Noted _ -> false;
              case Event.Asked _, Event.Answered _ -> !event.path().equals(path);
              default -> true;
            });
  }

  /** The same call; in which words it would be done by hand does not matter. */
  static boolean isSame(Call one, Call other) {
    return one.qualifiedName().equals(other.qualifiedName())
        && one.arguments().equals(other.arguments());
  }

  private static boolean isWithin(String inner, String outer) {
    return outer.isEmpty() || inner.equals(outer) || inner.startsWith(outer + "/");
  }

  /** Whether they tell the same, at whatever time. */
  private static boolean alike(Event.Durable told, Event.Durable now) {
    return switch (now) {
      case Event.Began _, Event.StepBegan _, Event.GaveUp _, Event.Interrupted _ -> true;
      case Event.StepEnded step -> ((Event.StepEnded) told).outcome() == step.outcome();
      case Event.Settled settled -> ((Event.Settled) told).settlement() == settled.settlement();
      case Event.Asked asked ->
          ((Event.Asked) told).prompt().kind() == asked.prompt().kind()
              && ((Event.Asked) told).prompt().text().equals(asked.prompt().text());
      case Event.Waiting waiting -> ((Event.Waiting) told).what().equals(waiting.what());
      case Event.Judged judged ->
          ((Event.Judged) told).what().equals(judged.what())
              && ((Event.Judged) told).verdict() == judged.verdict();
      case Event.Evidence evidence -> ((Event.Evidence) told).title().equals(evidence.title());
      case Event.Undoable undoable ->
          ((Event.Undoable) told).undo().getClass() == undoable.undo().getClass();
      case Event.Undoing undoing -> ((Event.Undoing) told).what().equals(undoing.what());
      case Event.Undone undone ->
          ((Event.Undone) told).what().equals(undone.what())
              && ((Event.Undone) told).outcome() == undone.outcome();
      case Event.Noted noted -> ((Event.Noted) told).note().equals(noted.note());
      case Event.Resumed _,
          Event.Left _,
          Event.Told _,
          Event.Read _,
          Event.Intent _,
          Event.Answered _,
          Event.Waited _,
          Event.Ended _ ->
          false;
    };
  }
}
