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
  private boolean undoAsked;
  private boolean undoWanted;

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

  boolean undoAsked() {
    return undoAsked;
  }

  boolean undoWanted() {
    return undoWanted;
  }

  void undo(boolean wanted) {
    undoAsked = true;
    undoWanted = wanted;
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
