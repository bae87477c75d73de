package dev.runbook.evaluate;

import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Verdict;
import dev.runbook.journal.Outcome;
import dev.runbook.source.Span;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that waits, and the limits that all of it has. */
final class Waits {

  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

  /** A wait is looked up from this often, in case another branch has ended meanwhile. */
  private static final Duration LOOKS_UP = Duration.ofMinutes(1);

  private static final int MOST_LOOKS = 1000;

  private final Context run;

  Waits(Context run) {
    this.run = run;
  }

  void sleep(Duration length, Frame frame, Span span) {
    run.boundary(frame);
    cut(frame, span);
    run.journal.live();
    Siblings siblings = frame.manner().siblings();
    try {
      if (siblings == null) {
        run.door.timeline().sleep(length);
        return;
      }
      Duration nap = nap(length);
      BooleanSupplier over = () -> siblings.over() || run.journal.isAbandoned();
      Duration left = run.door.timeline().sleep(length, nap, over);
      while (left.isPositive()) {
        run.boundary(frame);
        left = run.door.timeline().sleep(left, nap, over);
      }
    } catch (InterruptedException e) {
      run.journal.tell(new Event.Interrupted(frame.path(), run.door.now()));
      throw Unwind.interrupted(frame, span);
    }
  }

  private static Duration nap(Duration length) {
    Duration part = length.dividedBy(MOST_LOOKS);
    return part.compareTo(LOOKS_UP) > 0 ? part : LOOKS_UP;
  }

  /** Until the other branches have gone over their past too; they go on in their order. */
  void others(Siblings siblings, Frame frame) {
    try {
      boolean wait = siblings.arrive() || !siblings.haveArrived();
      while (wait) {
        wait = run.door.timeline().letOthersGoOn() && !siblings.haveArrived();
      }
    } catch (InterruptedException e) {
      throw Unwind.interrupted(frame, new Span(0, 0));
    }
  }

  /** Where an earlier process was interrupted, this one is too. */
  void cut(Frame frame, Span span) {
    if (run.journal.past(Event.Interrupted.class, frame.path(), any -> true) != null) {
      throw Unwind.interrupted(frame, span);
    }
  }

  /** A pause that is a part of the run, and is not waited for twice. */
  void pause(Duration length, String what, Frame frame, Span span) {
    waiting(
        what,
        null,
        length,
        frame,
        span,
        begun -> {
          Duration left = Duration.between(run.door.now(), begun.plus(length));
          sleep(left.isNegative() ? Duration.ZERO : left, frame, span);
        });
  }

  /**
   * A wait, from its beginning to its end. One that has ended in the record is not begun again, and
   * the limit of one that has begun there counts from then.
   */
  private void waiting(
      String what,
      @Nullable Duration usually,
      Duration limit,
      Frame frame,
      Span span,
      Consumer<Instant> looking) {
    Event.Waiting before =
        run.journal.past(Event.Waiting.class, frame.path(), waiting -> waiting.what().equals(what));
    if (hasEnded(what, frame, span)) {
      return;
    }
    run.boundary(frame);
    Instant begun = before == null ? run.door.now() : before.at();
    if (before == null) {
      run.journal.tell(new Event.Waiting(frame.path(), what, usually, limit, begun));
    }
    run.journal.live();
    try {
      if (!run.prompts.saidSo(what, frame)) {
        looking.accept(begun);
      }
      waited(what, begun, Outcome.DONE, "", frame);
    } catch (Unwind end) {
      if (end.outcome() != Outcome.DONE) {
        waited(what, begun, end.outcome(), end.reason(), frame);
      }
      throw end;
    }
  }

  /** By the record; one that ended otherwise than well there does so again. */
  private boolean hasEnded(String what, Frame frame, Span span) {
    Event.Waited ended =
        run.journal.past(Event.Waited.class, frame.path(), waited -> waited.what().equals(what));
    if (ended != null && ended.outcome() != Outcome.DONE) {
      throw new Unwind(ended.outcome(), ended.reason(), frame.path(), frame.module(), span);
    }
    return ended != null;
  }

  private void waited(String what, Instant begun, Outcome outcome, String reason, Frame frame) {
    run.journal.tell(
        new Event.Waited(frame.path(), what, since(begun), outcome, reason, run.door.now()));
  }

  void waitFor(Statement.WaitFor wait, Frame frame) {
    String what = text(wait.condition(), frame);
    if (run.door.dry()) {
      run.later |= !hasEnded(what, frame, wait.span());
      run.outline.waitFor(
          wait,
          frame,
          () -> {
            Value _ = run.expressions.evaluate(wait.condition(), frame);
          });
      begun(what, wait.clauses(), frame);
      return;
    }
    waiting(
        what,
        duration(wait.clauses(), Clause.Kind.USUALLY, frame),
        limit(wait.clauses(), frame),
        frame,
        wait.span(),
        begun -> waitFor(wait, what, begun, frame));
  }

  private void waitFor(Statement.WaitFor wait, String what, Instant begun, Frame frame) {
    Deadline deadline = new Deadline(what, begun, wait.clauses(), frame, wait.span());
    Duration every = atLeast(duration(wait.clauses(), Clause.Kind.EVERY, frame));
    while (true) {
      Frame look = frame.manner(frame.manner().polling());
      Evidence seen = Evidence.of(wait.condition(), look, run);
      if (seen.value().equals(Value.Bool.TRUE)) {
        return;
      }
      fails(wait, what, look);
      boolean told = !(seen.value() instanceof Value.Inconclusive);
      String last =
          seen.value() instanceof Value.Inconclusive(String reason)
              ? reason
              : seen.parts().isEmpty() ? "not yet" : seen.parts();
      run.journal.watch(new Event.Seen(frame.path(), last, since(begun)));
      deadline.pause(every, last, told);
    }
  }

  private void fails(Statement.WaitFor wait, String what, Frame frame) {
    Expression failsIf = wait.clauses().value(Clause.Kind.FAILS_IF);
    if (failsIf != null && run.expressions.evaluate(failsIf, frame).equals(Value.Bool.TRUE)) {
      throw new Unwind(
          Outcome.FAILED,
          "waiting for `" + what + "` is of no use: " + text(failsIf, frame),
          frame.path(),
          frame.module(),
          wait.span());
    }
  }

  /** In a dry run, which waits for nothing. */
  private void begun(String what, Clauses clauses, Frame frame) {
    Duration usually = duration(clauses, Clause.Kind.USUALLY, frame);
    run.journal.tell(
        new Event.Waiting(frame.path(), what, usually, limit(clauses, frame), run.door.now()));
  }

  private Duration limit(Clauses clauses, Frame frame) {
    return atLeast(duration(clauses, Clause.Kind.UP_TO, frame));
  }

  void waitUntil(Statement.WaitUntil wait, Frame frame) {
    Value until = run.expressions.evaluate(wait.time(), frame);
    String what = text(wait.time(), frame);
    if (run.door.dry()) {
      run.later |= !hasEnded(what, frame, wait.span());
      begun(what, wait.clauses(), frame);
      run.outline.waitUntil(wait, frame);
      return;
    }
    waiting(
        what,
        duration(wait.clauses(), Clause.Kind.USUALLY, frame),
        limit(wait.clauses(), frame),
        frame,
        wait.span(),
        begun -> waitUntil(wait, what, until, begun, frame));
  }

  private void waitUntil(
      Statement.WaitUntil wait, String what, Value until, Instant begun, Frame frame) {
    Instant end =
        switch (until) {
          case Value.Time time -> time.instant();
          case Value.Clock clock -> next(clock, begun);
          default ->
              throw new Unwind(
                  Outcome.FAILED,
                  "the time to wait for is not known",
                  frame.path(),
                  frame.module(),
                  wait.span());
        };
    Deadline deadline = new Deadline(what, begun, wait.clauses(), frame, wait.span());
    while (run.door.now().isBefore(end)) {
      Duration left = Duration.between(run.door.now(), end);
      deadline.pause(
          least(left, run.door.timeline().glance()),
          "it is not " + Show.text(until) + " yet",
          true);
    }
  }

  /**
   * The next moment from then on at which the clock shows this time, that day or the next: also the
   * second time around when clocks are put back, and where they skip it, when they have.
   */
  private Instant next(Value.Clock clock, Instant from) {
    ZonedDateTime today = from.atZone(run.zone).toLocalDate().atTime(clock.time()).atZone(run.zone);
    ZonedDateTime tomorrow = today.toLocalDate().plusDays(1).atTime(clock.time()).atZone(run.zone);
    return Stream.of(today.withEarlierOffsetAtOverlap(), today.withLaterOffsetAtOverlap(), tomorrow)
        .map(ZonedDateTime::toInstant)
        .filter(moment -> !moment.isBefore(from))
        .findFirst()
        .orElseThrow();
  }

  void watch(Statement.Watch watch, Frame frame) {
    String title = run.expressions.words(watch.title(), frame);
    Duration length = atLeast(duration(watch.clauses(), Clause.Kind.FOR, frame));
    if (run.door.dry()) {
      run.later |= !hasEnded(title, frame, watch.span());
      run.journal.tell(
          new Event.Waiting(
              frame.path(), title, length, limit(watch.clauses(), frame), run.door.now()));
      run.outline.watch(watch, frame, () -> run.statements.block(watch.body(), frame.inner()));
      return;
    }
    waiting(
        title,
        length,
        limit(watch.clauses(), frame),
        frame,
        watch.span(),
        begun -> watch(watch, title, length, begun, frame));
  }

  private void watch(
      Statement.Watch watch, String title, Duration length, Instant begun, Frame frame) {
    Duration every = atLeast(duration(watch.clauses(), Clause.Kind.EVERY, frame));
    Deadline deadline = new Deadline(title, begun, watch.clauses(), frame, watch.span());
    Duration covered = Duration.ZERO;
    while (true) {
      Judgement round = new Judgement(run);
      Frame look = frame.manner(frame.manner().polling());
      run.statements.judged(watch.body(), look.inner(), round);
      run.journal.watch(new Event.Seen(frame.path(), round.summary(), since(begun)));
      if (round.verdict() == Verdict.FAIL) {
        judged(title, Verdict.FAIL, round.evidence(), frame);
        throw new Unwind(
            Outcome.FAILED,
            title + ": " + round.evidence(),
            frame.path(),
            frame.module(),
            watch.span());
      }
      boolean passes = round.verdict() == Verdict.PASS;
      if (passes && covered.compareTo(length) >= 0) {
        judged(title, Verdict.PASS, round.summary(), frame);
        return;
      }
      Instant looked = run.door.now();
      Duration left = length.minus(covered);
      Duration pause = left.isPositive() ? least(every, left) : every;
      deadline.pause(pause, round.summary(), passes);
      // What lies between two looks counts as seen where the first of them told something.
      covered = passes ? covered.plus(since(looked)) : covered;
    }
  }

  private void judged(String title, Verdict verdict, String evidence, Frame frame) {
    run.journal.tell(new Event.Judged(frame.path(), title, verdict, evidence, run.door.now()));
  }

  /**
   * A limit: reached, it ends in a question where somebody is there, and in a time-out where nobody
   * is.
   */
  private final class Deadline {
    private final String what;
    private final Frame frame;
    private final Span span;
    private Duration limit;
    private Instant end;
    private int looks;
    private int untold;

    Deadline(String what, Instant begun, Clauses clauses, Frame frame, Span span) {
      this.what = what;
      this.frame = frame;
      this.span = span;
      this.limit = Waits.this.limit(clauses, frame);
      this.end = begun.plus(limit);
    }

    /**
     * Waits until the next look, which is at the limit itself at the latest.
     *
     * @param told whether what was seen last told anything
     */
    void pause(Duration length, String seen, boolean told) {
      looks++;
      untold += told ? 0 : 1;
      Duration left = Duration.between(run.door.now(), end);
      if (!left.isPositive()) {
        reached(seen);
        left = limit;
      }
      sleep(least(length, left), frame, span);
    }

    private void reached(String seen) {
      String unsure = untold == 0 ? "" : " (" + untold + " of " + looks + " looks told nothing)";
      String missing = "for `" + what + "`, last seen: " + seen + unsure;
      Duration more = run.deadlines.more(missing, limit, frame, span);
      if (more == null) {
        String reached = "waited " + Show.duration(limit) + " " + missing;
        throw new Unwind(Outcome.TIMED_OUT, reached, frame.path(), frame.module(), span);
      }
      limit = atLeast(more);
      end = run.door.now().plus(limit);
    }
  }

  /** Null where the clause is missing, or known only when it runs; never because it failed. */
  @Nullable Duration duration(Clauses clauses, Clause.Kind kind, Frame frame) {
    Expression value = clauses.value(kind);
    Value length = value == null ? Value.NONE : run.expressions.evaluate(value, frame);
    if (value != null && length instanceof Value.Inconclusive(String reason)) {
      throw Unwind.failed(
          "undecided: `" + kind.spelling() + "` (" + reason + ")", frame, value.span());
    }
    return length instanceof Value.Duration(Duration known) ? known : null;
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration atLeast(@Nullable Duration length) {
    return length == null || length.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : length;
  }

  private Duration since(Instant begun) {
    return Duration.between(begun, run.door.now());
  }

  static String text(Expression expression, Frame frame) {
    String written = frame.module().source().text(expression.span());
    return written.indexOf('\n') < 0 ? written : onOneLine(written);
  }

  private static String onOneLine(String written) {
    StringBuilder line = new StringBuilder();
    boolean between = false;
    for (int at = 0; at < written.length(); at++) {
      char c = written.charAt(at);
      if (Character.isWhitespace(c)) {
        between = true;
      } else {
        line.append(between ? " " : "").append(c);
        between = false;
      }
    }
    return line.toString();
  }
}
