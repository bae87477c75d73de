package dev.runbook.evaluate;

import dev.runbook.door.Departure;
import dev.runbook.journal.Event;
import dev.runbook.plan.Part;
import dev.runbook.plan.Words;
import dev.runbook.source.Span;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Statements that do something several times, or several things at once. */
final class Loops {

  private final Context run;

  Loops(Context run) {
    this.run = run;
  }

  void each(Statement.ForEach loop, Frame frame, @Nullable Judgement judgement) {
    Value list = run.expressions.evaluate(loop.list(), frame);
    String what = Waits.text(loop.list(), frame);
    if (list instanceof Value.Unknown unknown) {
      Frame round = frame.inner();
      round
          .values()
          .put(
              loop.variable().text(),
              new Value.Unknown(element(unknown), "each " + loop.variable()));
      run.journal.tell(
          new Event.Assumed(frame.path(), "for each " + loop.variable() + " in " + what));
      run.outline.within(() -> run.outline.each(loop, frame), () -> body(loop, round, judgement));
      return;
    }
    if (list instanceof Value.Inconclusive(String reason)) {
      if (judgement != null) {
        judgement.add(Event.Verdict.INCONCLUSIVE, what, what + ": " + reason, frame);
        return;
      }
      throw Unwind.failed("the list is not known: " + reason, frame, loop.list().span());
    }
    List<Frame> rounds = rounds(loop, ((Value.ListValue) list).elements(), frame);
    if (run.door.dry()) {
      run.outline.within(
          () -> new Part.Rounds(Outline.turns(loop)), () -> shown(loop, rounds, judgement));
      return;
    }
    if (loop.clauses().has(Clause.Kind.IN_PARALLEL)) {
      together(rounds, round -> body(loop, round, judgement), frame);
      return;
    }
    Expression batch = loop.clauses().value(Clause.Kind.IN_BATCHES_OF);
    int size = batch == null ? 1 : Math.max(1, whole(run.expressions.evaluate(batch, frame)));
    for (int at = 0; at < rounds.size(); at += size) {
      List<Frame> some = rounds.subList(at, Math.min(rounds.size(), at + size));
      if (some.size() == 1) {
        body(loop, some.getFirst(), judgement);
      } else {
        together(some, round -> body(loop, round, judgement), frame);
      }
    }
  }

  private void shown(Statement.ForEach loop, List<Frame> rounds, @Nullable Judgement judgement) {
    for (Frame round : rounds) {
      run.outline.within(
          () -> Outline.round(round.values().get(loop.variable().text())),
          () -> body(loop, round, judgement));
    }
  }

  private void body(Statement.ForEach loop, Frame round, @Nullable Judgement judgement) {
    if (judgement == null) {
      run.statements.block(loop.body(), round);
    } else {
      run.statements.judged(loop.body(), round, judgement);
    }
  }

  private static dev.runbook.type.Type element(Value.Unknown list) {
    return list.type() instanceof dev.runbook.type.Type.ListOf(var element)
        ? element
        : dev.runbook.type.Basic.UNKNOWN;
  }

  private static int whole(Value value) {
    return value instanceof Value.Number number ? number.number().intValue() : 1;
  }

  /** Every round has its key before the first one begins, and two alike end it there. */
  private List<Frame> rounds(Statement.ForEach loop, List<Value> elements, Frame frame) {
    Clause by = loop.clauses().get(Clause.Kind.BY);
    Set<String> keys = new LinkedHashSet<>();
    List<Frame> rounds = new ArrayList<>();
    for (Value element : elements) {
      Frame round = frame.inner();
      round.values().put(loop.variable().text(), element);
      Value key = by == null ? element : run.expressions.evaluate(by.values().getFirst(), round);
      String name = Show.text(key);
      if (!keys.add(name)) {
        throw Unwind.failed(
            "two rounds of this loop have the key `"
                + name
                + "`: say with `by` what tells them apart",
            frame,
            loop.list().span());
      }
      rounds.add(round.round(name));
    }
    return rounds;
  }

  void parallel(Statement.Parallel parallel, Frame frame) {
    if (run.door.dry()) {
      run.outline.within(Part.Parallel::new, () -> shown(parallel, frame));
      return;
    }
    together(
        parallel.body().statements(),
        (branch, beside) -> run.statements.statement(branch, beside.inner(), null),
        frame);
  }

  private void shown(Statement.Parallel parallel, Frame frame) {
    for (Statement branch : parallel.body().statements()) {
      run.outline.within(
          () -> new Part.Branch(Words.NONE),
          () -> run.statements.statement(branch, frame.inner(), null));
    }
  }

  private void together(List<Frame> rounds, Consumer<Frame> body, Frame frame) {
    together(rounds, (round, beside) -> body.accept(round.manner(beside.manner())), frame);
  }

  /**
   * Runs branches side by side. One that fails does not stop the others in the middle of a change:
   * they go on to their next effect, and the gravest of all outcomes counts.
   *
   * @param body what a branch does, given a frame that knows of the others
   */
  private <T> void together(List<T> branches, BiConsumer<T, Frame> body, Frame frame) {
    List<Siblings> siblings = Siblings.of(branches.size(), frame.manner().siblings(), frame.path());
    AtomicReferenceArray<@Nullable Throwable> ends = new AtomicReferenceArray<>(branches.size());
    List<Runnable> guarded = new ArrayList<>();
    for (int at = 0; at < branches.size(); at++) {
      int index = at;
      guarded.add(() -> {
        try {
          Manner beside = frame.manner().beside(siblings.get(index));
          body.accept(branches.get(index), frame.manner(beside));
        } catch (Unwind end) {
          ends.set(index, end);
          siblings.get(index).end(end.reason());
        } catch (Error | RuntimeException broken) {
          ends.set(index, broken);
          if (!(broken instanceof Departure leaving) || leaving.endsAll()) {
            run.journal.abandon(broken);
          }
        } finally {
          siblings.get(index).arrive();
        }
      });
    }
    try {
      run.door.timeline().all(guarded);
    } catch (InterruptedException e) {
      throw Unwind.interrupted(frame, new Span(0, 0));
    }
    List<Unwind> all = new ArrayList<>();
    Departure leaving = null;
    for (int at = 0; at < branches.size(); at++) {
      switch (ends.get(at)) {
        case null -> {}
        case Unwind end -> all.add(end);
        case Departure departure ->
            leaving = leaving == null || departure.endsAll() ? departure : leaving;
        case RuntimeException bug -> throw bug;
        case Error bug -> throw bug;
        default ->
            throw new IllegalStateException(
                "a branch ended with a checked exception", ends.get(at));
      }
    }
    if (leaving != null) {
      throw leaving;
    }
    if (!all.isEmpty()) {
      throw gravest(all);
    }
  }

  private static Unwind gravest(List<Unwind> ends) {
    Unwind gravest = ends.getFirst();
    for (Unwind end : ends) {
      gravest = end.counts(gravest) ? end : gravest;
    }
    for (Unwind end : ends) {
      if (end != gravest) {
        gravest.instead(end);
      }
    }
    return gravest;
  }

  private static String failed(int attempt) {
    return "attempt " + attempt + " of ";
  }

  /** By the record, the attempt that is under way. */
  private int newest(Frame frame) {
    int attempt = 1;
    while (hasFailed(attempt, frame)) {
      attempt++;
    }
    return attempt;
  }

  private boolean hasFailed(int attempt, Frame frame) {
    return run.journal.past(
            Event.Noted.class, frame.path(), noted -> noted.note().startsWith(failed(attempt)))
        != null;
  }

  void retry(Statement.Retry retry, Frame frame) {
    if (run.door.dry()) {
      run.outline.within(
          () -> run.outline.retry(retry, frame),
          () -> run.statements.block(retry.body(), frame.attempt(newest(frame)).inner()));
      return;
    }
    int times = Math.max(1, whole(run.expressions.evaluate(retry.times(), frame)));
    Duration every = run.waits.duration(retry.clauses(), Clause.Kind.EVERY, frame);
    for (int attempt = 1; ; attempt++) {
      try {
        Manner manner = frame.manner().attempt(attempt, attempt == times);
        run.statements.block(retry.body(), frame.attempt(attempt).inner().manner(manner));
        return;
      } catch (Unwind end) {
        if (!end.mayBeTriedAgain() || attempt == times) {
          throw end;
        }
        run.journal.tell(
            new Event.Noted(
                frame.path(), failed(attempt) + times + ": " + end.reason(), run.door.now()));
        if (every != null) {
          String what = "attempt " + (attempt + 1) + " of " + times;
          run.waits.pause(every, what, frame.attempt(attempt), retry.span());
        }
      }
    }
  }
}
