package dev.runbook.evaluate;

import dev.runbook.check.Module;
import dev.runbook.journal.Outcome;
import dev.runbook.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a run, or of the block that handles it: a part of the language, and no mistake of
 * the program.
 */
final class Unwind extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final String path;
  private final transient @Nullable Module module;
  private final Span span;
  private final transient List<Runnable> deferred = new ArrayList<>();
  private transient List<String> proposed = List.of();
  private transient List<String> chosen = List.of();
  private boolean undoAsked;
  private boolean undoWanted;
  private boolean inDoubt;
  private boolean givenUp;

  /**
   * @param outcome done for a stop
   */
  Unwind(Outcome outcome, String reason, String path, @Nullable Module module, Span span) {
    super(reason, null, false, false);
    this.outcome = outcome;
    this.path = path;
    this.module = module;
    this.span = span;
  }

  static Unwind failed(String reason, Frame frame, Span span) {
    return new Unwind(Outcome.FAILED, reason, frame.path(), frame.module(), span);
  }

  static Unwind interrupted(Frame frame, Span span) {
    Thread.currentThread().interrupt();
    return new Unwind(Outcome.ABORTED, "interrupted", frame.path(), frame.module(), span);
  }

  /** The end of a branch that did nothing wrong. */
  static Unwind givenUp(Frame frame) {
    Unwind end =
        new Unwind(
            Outcome.DONE,
            "not needed, because another branch ended",
            frame.path(),
            frame.module(),
            new Span(0, 0));
    end.givenUp = true;
    return end;
  }

  Outcome outcome() {
    return outcome;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  String path() {
    return path;
  }

  @Nullable Module module() {
    return module;
  }

  Span span() {
    return span;
  }

  /** The same end with another outcome or reason. */
  Unwind as(Outcome other, String reason) {
    return new Unwind(other, reason, path, module, span).instead(this);
  }

  /** This end goes on in the place of another one, and owes what that one owes. */
  Unwind instead(Unwind other) {
    undoAsked |= other.undoAsked;
    undoWanted |= other.undoWanted;
    inDoubt |= other.inDoubt;
    deferred.addAll(other.deferred);
    proposed = proposed.isEmpty() ? other.proposed : proposed;
    chosen = chosen.isEmpty() ? other.chosen : chosen;
    return this;
  }

  /** Something may have been done and nobody knows: whoever repeats this might do it twice. */
  Unwind leavingDoubt() {
    inDoubt = true;
    return this;
  }

  /** What failed or took too long; a no and a stop are final, and a doubt may be a change. */
  boolean mayBeTriedAgain() {
    return (outcome == Outcome.FAILED || outcome == Outcome.TIMED_OUT) && !inDoubt;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** Whether this one is told of several that end together. */
  boolean counts(@Nullable Unwind other) {
    return other == null || other.givenUp || (!givenUp && outcome.compareTo(other.outcome) > 0);
  }

  boolean undoAsked() {
    return undoAsked;
  }

  boolean undoWanted() {
    return undoWanted;
  }

  /** What somebody agreed to, or did not. */
  List<String> proposed() {
    return proposed;
  }

  void undo(boolean wanted, List<String> list) {
    undoAsked = true;
    undoWanted = wanted;
    proposed = list;
  }

  /** Somebody who saw this list wants it undone, and need not be asked again. */
  Unwind undoing(List<String> list) {
    chosen = list;
    return this;
  }

  boolean isChosen(List<String> list) {
    return !list.isEmpty() && chosen.containsAll(list);
  }

  /** What is put right after the undos that were chosen, and not before. */
  void defer(Runnable ensure) {
    deferred.add(ensure);
  }

  void runDeferred() {
    List<Runnable> all = List.copyOf(deferred);
    deferred.clear();
    all.forEach(Runnable::run);
  }
}
