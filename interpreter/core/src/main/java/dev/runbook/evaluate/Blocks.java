package dev.runbook.evaluate;

import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.syntax.Block;
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
    try {
      statements(block, frame, judgement);
    } catch (Unwind end) {
      unwind(block, frame, end);
      return;
    } catch (Returned returned) {
      ensure(block, frame, null);
      throw returned;
    }
    ensure(block, frame, null);
  }

  private void statements(Block block, Frame frame, @Nullable Judgement judgement) {
    for (Statement statement : block.statements()) {
      run.statements.statement(statement, frame, judgement);
    }
  }

  private void unwind(Block block, Frame frame, Unwind end) {
    run.undos.propose(end, frame);
    boolean recovered = end.outcome() != Outcome.ABORTED && handled(block, frame, end);
    if (!recovered && end.undoWanted() && !frame.path().isEmpty()) {
      end.defer(() -> ensure(block, frame, end));
      throw end;
    }
    if (end.undoWanted()) {
      run.undos.undoAll();
      end.runDeferred();
    }
    ensure(block, frame, end);
    if (!recovered) {
      throw end;
    }
  }

  private boolean handled(Block block, Frame frame, Unwind end) {
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.On handler && isFor(handler, end)) {
        try {
          statements(handler.body(), frame.inner().at(run.identity.segment(handler)), null);
        } catch (Statements.Recovery recovery) {
          run.door.tell(
              new Event.Noted(frame.path(), "recovered: " + recovery.getMessage(), run.door.now()));
          return true;
        }
      }
    }
    return false;
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
    List<Statement> statements = block.statements();
    List<Unwind> failures = new ArrayList<>();
    for (Statement statement : statements.reversed()) {
      if (statement instanceof Statement.Ensure ensure) {
        try {
          run(ensure.body(), frame.inner().at("ensure"), null);
        } catch (Unwind failure) {
          run.door.tell(
              new Event.Noted(
                  frame.path(),
                  "what had to be ensured failed: " + failure.reason(),
                  run.door.now()));
          failures.add(failure);
        }
      }
    }
    restore(frame, end, failures);
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
      if (end != null && temporary.outlivesFailure()) {
        run.door.tell(
            new Event.Noted(
                frame.path(), "still to be restored: " + temporary.undo().words(), run.door.now()));
      } else if (!run.undos.undo(temporary.undo())) {
        failures.add(
            new Unwind(
                Outcome.FAILED,
                "could not restore: " + temporary.undo().words(),
                frame.path(),
                frame.module(),
                new dev.runbook.source.Span(0, 0)));
      }
    }
  }
}
