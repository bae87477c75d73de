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
 * @param recovers whether the runbook itself puts a failure here right, so that nobody is asked
 *     what to do
 * @param leaving whether this is on the way out already, where nobody is asked about undoing again
 * @param undoable whether a change goes onto the undo stack; an undo's own do not
 * @param unused whether what a call here gives is used by nothing
 * @param limit how long a call here may take, where its statement says so; null where its action
 *     does
 * @param siblings the branches beside this one; null where nothing could end it from outside
 * @param observed the key of the effect that is looked for after a doubt; null elsewhere
 * @param look the look at the services that this is a part of, where they are looked at again and
 *     again, so that what is seen is not kept; null elsewhere
 */
record Manner(
    String attempt,
    boolean triedAgain,
    boolean recovers,
    boolean leaving,
    boolean undoable,
    boolean unused,
    @Nullable Duration limit,
    @Nullable Siblings siblings,
    @Nullable String observed,
    @Nullable Look look) {

  static final Manner USUAL =
      new Manner("", false, false, false, true, false, null, null, null, null);

  Manner attempt(int number, boolean last) {
    String longer = attempt.isEmpty() ? String.valueOf(number) : attempt + "." + number;
    return new Manner(
        longer,
        triedAgain || !last,
        recovers,
        leaving,
        undoable,
        unused,
        limit,
        siblings,
        observed,
        look);
  }

  Manner upTo(@Nullable Duration length) {
    return with(length, unused);
  }

  /** A call whose result nobody uses. */
  Manner discarding() {
    return with(limit, true);
  }

  /** The inside of a declaration, where neither the limit nor the use of its caller counts. */
  Manner within() {
    return with(null, false);
  }

  private Manner with(@Nullable Duration length, boolean forNothing) {
    return new Manner(
        attempt,
        triedAgain,
        recovers,
        leaving,
        undoable,
        forNothing,
        length,
        siblings,
        observed,
        look);
  }

  boolean isTriedAgain(Unwind end) {
    return triedAgain && end.mayBeTriedAgain();
  }

  /** A block whose handler ends in `recovered`. */
  Manner recovering() {
    return new Manner(
        attempt, triedAgain, true, leaving, undoable, unused, limit, siblings, observed, look);
  }

  Manner beside(Siblings others) {
    return new Manner(
        attempt, triedAgain, recovers, leaving, undoable, unused, limit, others, observed, look);
  }

  /** What must be put right on the way out is ended by no other branch. */
  Manner onTheWayOut() {
    return new Manner(
        attempt, triedAgain, recovers, true, undoable, false, null, null, observed, look);
  }

  Manner undoing() {
    return new Manner(
        attempt, triedAgain, recovers, true, false, false, null, null, observed, look);
  }

  Manner observing(String effect) {
    return new Manner(
        attempt, triedAgain, recovers, leaving, undoable, unused, limit, siblings, effect, look);
  }

  /** One look of several, in which each question is asked once. */
  Manner polling() {
    return new Manner(
        attempt,
        triedAgain,
        recovers,
        leaving,
        undoable,
        unused,
        limit,
        siblings,
        observed,
        new Look());
  }

  boolean polled() {
    return look != null;
  }

  /**
   * Whether a person is asked what to do where a call fails here: not while the runbook has an
   * answer of its own, nor where it is looked at again anyway; and of a failing undo it is asked as
   * such.
   */
  boolean asksAboutFailure() {
    return !triedAgain && !recovers && !polled() && undoable;
  }
}
