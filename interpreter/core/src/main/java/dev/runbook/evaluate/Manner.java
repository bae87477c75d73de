package dev.runbook.evaluate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How things are done at a place, whatever they are.
 *
 * @param attempt the numbers of the attempts that lead here, outer ones first; empty where nothing
 *     is retried
 * @param triedAgain whether a failure here is tried again, so that nobody is asked about undoing
 *     yet
 * @param leaving whether this is on the way out already, where nobody is asked about undoing again
 * @param undoable whether a change goes onto the undo stack; an undo's own do not
 * @param limit how long a call here may take, where its statement says so; null where its action
 *     does
 * @param siblings the branches beside this one; null where nothing could end it from outside
 * @param observed the key of the effect that is looked for after a doubt; null elsewhere
 * @param polled whether this is looked at again and again, so that what is seen is not kept
 */
record Manner(
    String attempt,
    boolean triedAgain,
    boolean leaving,
    boolean undoable,
    @Nullable Duration limit,
    @Nullable Siblings siblings,
    @Nullable String observed,
    boolean polled) {

  static final Manner USUAL = new Manner("", false, false, true, null, null, null, false);

  Manner attempt(int number, boolean last) {
    String longer = attempt.isEmpty() ? String.valueOf(number) : attempt + "." + number;
    return new Manner(
        longer, triedAgain || !last, leaving, undoable, limit, siblings, observed, polled);
  }

  Manner upTo(@Nullable Duration length) {
    return new Manner(attempt, triedAgain, leaving, undoable, length, siblings, observed, polled);
  }

  boolean isTriedAgain(Unwind end) {
    return triedAgain && end.mayBeTriedAgain();
  }

  Manner beside(Siblings others) {
    return new Manner(attempt, triedAgain, leaving, undoable, limit, others, observed, polled);
  }

  /** What must be put right on the way out is ended by no other branch. */
  Manner onTheWayOut() {
    return new Manner(attempt, triedAgain, true, undoable, null, null, observed, polled);
  }

  Manner undoing() {
    return new Manner(attempt, triedAgain, true, false, null, null, observed, polled);
  }

  Manner observing(String effect) {
    return new Manner(attempt, triedAgain, leaving, undoable, limit, siblings, effect, polled);
  }

  Manner polling() {
    return new Manner(attempt, triedAgain, leaving, undoable, limit, siblings, observed, true);
  }
}
