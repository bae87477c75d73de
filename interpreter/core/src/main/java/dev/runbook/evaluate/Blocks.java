package dev.runbook.evaluate;

import dev.runbook.check.Walk;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.plan.Part;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block and every way out of it. Undoing is proposed before anything unwinds; then come the
 * handlers, the undos that were chosen, and last the ensures, which no outcome escapes.
 */
final class Blocks {

  private final Context run;

  Blocks(Context run) {
    this.run = run;
  }

  void run(Block block, Frame frame, @Nullable Judgement judgement) {
    if (run.door.dry()) {
      shown(block, frame, judgement);
      return;
    }
    try {
      statements(block, frame, judgement);
    } catch (Unwind end) {
      unwind(block, frame, end);
      return;
    } catch (Returned | Statements.Recovery leaving) {
      ensure(block, frame, null);
      throw leaving;
    }
    ensure(block, frame, null);
  }

  /** Of a dry run: all of it once, and what is done on the ways out, whichever of them is taken. */
  private void shown(Block block, Frame frame, @Nullable Judgement judgement) {
    try {
      statements(block, frame, judgement);
    } finally {
      for (Statement statement : block.statements()) {
        if (statement instanceof Statement.On handler) {
          List<String> outcomes = handler.outcomes().stream().map(Name::text).toList();
          shown(new Part.Handler(outcomes), handler, handler.body(), frame);
        } else if (statement instanceof Statement.Ensure ensure) {
          shown(new Part.Ensure(), ensure, ensure.body(), frame);
        }
      }
    }
  }

  private void shown(Part part, Statement statement, Block body, Frame frame) {
    Frame inside = frame.inner().at(run.identity.segment(statement));
    try {
      run.outline.within(() -> part, () -> run(body, inside, null));
    } catch (Unwind | Statements.Recovery end) {
      // Where it ends is part of what was shown.
    }
  }

  private void statements(Block block, Frame frame, @Nullable Judgement judgement) {
    Frame inside = recovers(block) ? frame.manner(frame.manner().recovering()) : frame;
    for (Statement statement : block.statements()) {
      if (judgement == null) {
        run.pacing.through(statement, block, inside);
      } else {
        run.statements.statement(statement, inside, judgement);
      }
    }
  }

  /** Whether a failure in it is put right by the runbook itself. */
  private static boolean recovers(Block block) {
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.On handler
          && handler.outcomes().stream().anyMatch(name -> name.text().equals("failed"))
          && isRecovery(handler)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRecovery(Statement.On handler) {
    List<Statement> found = new ArrayList<>();
    Walk.statements(
        handler.body(),
        statement -> {
          if (statement instanceof Statement.Recovered) {
            found.add(statement);
          }
        });
    return !found.isEmpty();
  }

  private void unwind(Block block, Frame frame, Unwind first) {
    heeded(first);
    run.undos.propose(first, frame);
    if (!first.undoWanted() && !isOpen(first, frame)) {
      first.runDeferred();
    }
    Unwind end = handled(block, frame, first);
    if (end == null) {
      first.runDeferred();
      ensure(block, frame, first);
      return;
    }
    if (end.undoWanted() || isOpen(end, frame)) {
      end.defer(() -> ensure(block, frame, end));
    } else {
      ensure(block, frame, end);
    }
    throw end;
  }

  /**
   * Whether it is not known yet if this end undoes anything: a branch asks only when the others
   * have stopped.
   */
  private static boolean isOpen(Unwind end, Frame frame) {
    return frame.manner().siblings() != null
        && end.outcome() != Outcome.DONE
        && !end.undoAsked()
        && !frame.manner().isTriedAgain(end);
  }

  /**
   * The undos that were chosen, and what waited for them.
   *
   * @return the end that is left: another one where not everything could be undone
   */
  Unwind finish(Unwind end) {
    if (!end.undoWanted()) {
      end.runDeferred();
      return end;
    }
    List<String> left = run.undos.undoAll(end);
    heeded(end);
    end.runDeferred();
    return left.isEmpty()
        ? end
        : end.as(
            Outcome.FAILED,
            end.reason() + " Partly undone; to be undone by hand: " + String.join("; ", left));
  }

  /** The end that goes on after the handlers, or null where one of them has put things right. */
  private @Nullable Unwind handled(Block block, Frame frame, Unwind end) {
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.On handler && isFor(handler, end)) {
        Frame inside =
            frame.inner().at(run.identity.segment(handler)).manner(frame.manner().onTheWayOut());
        try {
          run(handler.body(), inside, null);
        } catch (Statements.Recovery recovery) {
          if (end.undoWanted()) {
            // What it would go on with is about to be undone.
            note(frame, "not recovered, as it is undone: " + recovery.getMessage());
            return end;
          }
          note(frame, "recovered: " + recovery.getMessage());
          return null;
        } catch (Unwind worse) {
          heeded(worse);
          note(frame, "what handles it ended too: " + worse.reason());
          return worse.counts(end) ? worse.instead(end) : end;
        }
      }
    }
    return end;
  }

  /** An interrupt that has made an end is done with; where it met another end, it has its turn. */
  private void heeded(Unwind end) {
    if (end.outcome() == Outcome.ABORTED) {
      run.interrupts.heeded();
    }
  }

  private void note(Frame frame, String words) {
    run.journal.tell(new Event.Noted(frame.path(), words, run.door.now()));
  }

  private static boolean isFor(Statement.On handler, Unwind end) {
    String word =
        switch (end.outcome()) {
          case DONE -> "";
          case TIMED_OUT -> "timed-out";
          case FAILED -> "failed";
          case REJECTED -> "rejected";
          case ABORTED -> "aborted";
        };
    return handler.outcomes().stream().anyMatch(name -> name.text().equals(word));
  }

  /** What must be put right on every way out. A failing one is told, and hides nothing. */
  private void ensure(Block block, Frame frame, @Nullable Unwind end) {
    List<Unwind> failures = new ArrayList<>();
    int interrupts = run.interrupts.count();
    Manner manner = frame.manner().onTheWayOut();
    for (Statement statement : block.statements().reversed()) {
      if (statement instanceof Statement.Ensure ensure) {
        try {
          run(ensure.body(), frame.inner().at(run.identity.segment(ensure)).manner(manner), null);
        } catch (Unwind failure) {
          heeded(failure);
          note(frame, "what had to be ensured failed: " + failure.reason());
          failures.add(failure);
        }
      }
    }
    restore(frame, end, failures);
    boolean aborts = end != null && end.outcome() == Outcome.ABORTED;
    if (run.interrupts.count() > interrupts && !aborts) {
      // It cut an ensure, and is still meant for the run.
      Thread.currentThread().interrupt();
    }
    if (end == null && !failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private void restore(Frame frame, @Nullable Unwind end, List<Unwind> failures) {
    if (!frame.restores()) {
      return;
    }
    while (!frame.temporary().isEmpty()) {
      Frame.Temporary temporary = frame.temporary().pop();
      if (end != null && end.outcome() != Outcome.DONE && temporary.outlivesFailure()) {
        note(frame, "still to be restored: " + temporary.undo().words());
        run.undos.returned(temporary.undo());
      } else if (!run.undos.undo(temporary.undo(), frame.guards())) {
        run.undos.returned(temporary.undo());
        failures.add(
            Unwind.failed("could not restore: " + temporary.undo().words(), frame, new Span(0, 0)));
      }
    }
  }
}
