package dev.runbook.evaluate;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Verdict;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
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
import org.jspecify.annotations.Nullable;

/** Everything that waits, and the limits that all of it has. */
final class Waits {

  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

  private final Context run;

  Waits(Context run) {
    this.run = run;
  }

  void sleep(Duration length) {
    try {
      run.door.timeline().sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unwind(Outcome.ABORTED, "interrupted", "", null, new Span(0, 0));
    }
  }

  void waitFor(Statement.WaitFor wait, Frame frame) {
    String what = text(wait.condition(), frame);
    if (run.door.dry()) {
      Value _ = run.expressions.evaluate(wait.condition(), frame);
      started(what, wait.clauses(), frame);
      return;
    }
    Instant begun = run.door.now();
    Deadline deadline = new Deadline(what, wait.clauses(), frame, wait.span());
    Duration every = atLeast(duration(wait.clauses(), Clause.Kind.EVERY, frame));
    started(what, wait.clauses(), frame);
    String last = "";
    while (true) {
      Value holds = run.expressions.evaluate(wait.condition(), frame);
      if (holds.equals(Value.Bool.TRUE)) {
        run.door.tell(new Event.Waited(frame.path(), what, since(begun), run.door.now()));
        return;
      }
      fails(wait, what, frame);
      last = holds instanceof Value.Inconclusive(String reason) ? reason : "not yet";
      run.door.tell(new Event.Seen(frame.path(), last, since(begun)));
      deadline.check(every, last);
      sleep(every);
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

  private void started(String what, Clauses clauses, Frame frame) {
    run.door.tell(
        new Event.Waiting(
            frame.path(),
            what,
            duration(clauses, Clause.Kind.USUALLY, frame),
            atLeast(duration(clauses, Clause.Kind.UP_TO, frame)),
            run.door.now()));
  }

  void waitUntil(Statement.WaitUntil wait, Frame frame) {
    Value until = run.expressions.evaluate(wait.time(), frame);
    String what = text(wait.time(), frame);
    started(what, wait.clauses(), frame);
    if (run.door.dry()) {
      return;
    }
    Instant begun = run.door.now();
    Instant end =
        switch (until) {
          case Value.Time time -> time.instant();
          case Value.Clock clock -> next(clock);
          default ->
              throw new Unwind(
                  Outcome.FAILED,
                  "the time to wait for is not known",
                  frame.path(),
                  frame.module(),
                  wait.span());
        };
    Deadline deadline = new Deadline(what, wait.clauses(), frame, wait.span());
    while (run.door.now().isBefore(end)) {
      Duration left = Duration.between(run.door.now(), end);
      Duration pause = left.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : left;
      deadline.check(pause, "it is not " + Show.text(until) + " yet");
      sleep(pause);
    }
    run.door.tell(new Event.Waited(frame.path(), what, since(begun), run.door.now()));
  }

  /** The next moment at which the clock shows this time, today or tomorrow. */
  private Instant next(Value.Clock clock) {
    ZonedDateTime now = run.door.now().atZone(run.zone);
    ZonedDateTime today = now.with(clock.time());
    return (today.isBefore(now) ? today.plusDays(1) : today).toInstant();
  }

  void watch(Statement.Watch watch, Frame frame) {
    String title = run.expressions.words(watch.title(), frame);
    Duration length = atLeast(duration(watch.clauses(), Clause.Kind.FOR, frame));
    Duration every = atLeast(duration(watch.clauses(), Clause.Kind.EVERY, frame));
    run.door.tell(
        new Event.Waiting(
            frame.path(),
            title,
            length,
            atLeast(duration(watch.clauses(), Clause.Kind.UP_TO, frame)),
            run.door.now()));
    if (run.door.dry()) {
      run.statements.block(watch.body(), frame.inner());
      return;
    }
    Deadline deadline = new Deadline(title, watch.clauses(), frame, watch.span());
    Instant begun = run.door.now();
    Duration covered = Duration.ZERO;
    while (true) {
      Judgement round = new Judgement(run);
      run.statements.judged(watch.body(), frame.inner(), round);
      run.door.tell(new Event.Seen(frame.path(), round.summary(), since(begun)));
      if (round.verdict() == Verdict.FAIL) {
        judged(title, Verdict.FAIL, round.evidence(), frame);
        throw new Unwind(
            Outcome.FAILED,
            title + ": " + round.evidence(),
            frame.path(),
            frame.module(),
            watch.span());
      }
      if (covered.compareTo(length) >= 0) {
        judged(title, Verdict.PASS, round.summary(), frame);
        return;
      }
      deadline.check(every, round.summary());
      sleep(every);
      if (round.verdict() == Verdict.PASS) {
        covered = covered.plus(every);
      }
    }
  }

  private void judged(String title, Verdict verdict, String evidence, Frame frame) {
    run.door.tell(new Event.Judged(frame.path(), title, verdict, evidence, run.door.now()));
  }

  /**
   * A limit: reached, it ends in a question where somebody is there, and in a time-out where nobody
   * is.
   */
  private final class Deadline {
    private final String what;
    private final Frame frame;
    private final Span span;
    private final Duration limit;
    private Instant end;

    Deadline(String what, Clauses clauses, Frame frame, Span span) {
      this.what = what;
      this.frame = frame;
      this.span = span;
      this.limit = atLeast(duration(clauses, Clause.Kind.UP_TO, frame));
      this.end = run.door.now().plus(limit);
    }

    /**
     * @param pause how long nothing would be looked at if it went on
     */
    void check(Duration pause, String seen) {
      if (!run.door.now().plus(pause).isAfter(end)) {
        return;
      }
      String reached = "waited " + Show.duration(limit) + " for `" + what + "`, last seen: " + seen;
      if (run.door.people().attended()) {
        Prompt prompt =
            Prompt.of(
                    Prompt.Kind.DEADLINE,
                    frame.path(),
                    "This took "
                        + Show.duration(limit)
                        + ": "
                        + what
                        + ". Go on waiting as long again?")
                .details(java.util.List.of("last seen: " + seen));
        Answer answer = run.prompts.ask(prompt, frame, span);
        if (answer.isYes()) {
          end = run.door.now().plus(limit);
          return;
        }
      }
      throw new Unwind(Outcome.TIMED_OUT, reached, frame.path(), frame.module(), span);
    }
  }

  @Nullable Duration duration(Clauses clauses, Clause.Kind kind, Frame frame) {
    Expression value = clauses.value(kind);
    return value != null
            && run.expressions.evaluate(value, frame) instanceof Value.Duration(Duration length)
        ? length
        : null;
  }

  private static Duration atLeast(@Nullable Duration length) {
    return length == null || length.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : length;
  }

  private Duration since(Instant begun) {
    return Duration.between(begun, run.door.now());
  }

  static String text(Expression expression, Frame frame) {
    return frame.module().source().text(expression.span()).replaceAll("\\s+", " ");
  }
}
