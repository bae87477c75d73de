package dev.runbook.evaluate;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Past;
import dev.runbook.journal.UndoStack;
import dev.runbook.source.Span;
import dev.runbook.syntax.Text;
import dev.runbook.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a runbook of a checked program. */
public final class Evaluator {

  private Evaluator() {}

  /**
   * Runs a runbook to its end, or goes on with it where the door knows its past.
   *
   * @param parameters a value of its type for each parameter of the runbook that has no default
   * @param environment where it runs; null for a runbook that needs none
   */
  public static Result run(
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment,
      Door door) {
    return run(program, runbook, parameters, environment, door, "");
  }

  /**
   * @param ended why the run is to end where its past does; empty where it goes on
   */
  private static Result run(
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment,
      Door door,
      String ended) {
    Event.Began before = began(door.past());
    Instant at = before == null ? door.now() : before.at();
    Frame frame = Frame.of(runbook.module(), "", environment, new Guards(null)).of(runbook);
    Map<String, Value> given = before == null ? parameters : before.parameters();
    Context run = new Context(program, runbook, door, zone(runbook), at, given, new UndoStack());
    bind(runbook, given, frame, run);
    run.journal.tell(
        new Event.Began(
            runbook.name(),
            runbook.title(),
            environment == null ? "" : environment.name(),
            run.parameters(),
            door.origin(),
            at));
    if (before != null) {
      run.journal.resumes(new Event.Resumed(door.origin(), door.now()), ended);
    }
    try {
      run.statements.runbook(runbook, frame);
      run.pacing.end(runbook.syntax().body(), frame);
    } catch (Unwind first) {
      return ended(run.statements.finish(first), run);
    }
    Unwind done = new Unwind(Outcome.DONE, "", "", null, new Span(0, 0));
    return ended(done, run);
  }

  /**
   * Takes back what a run did. One that has not ended is ended first, where it stands: with its
   * handlers and ensures, and the question about undoing.
   *
   * @param door which knows the run's past
   * @param by who wants it
   */
  public static Result rollBack(
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      Door door,
      String by) {
    List<Event.Durable> record = door.past().all();
    int last = lastEnd(record);
    String who = by.isEmpty() ? "" : " by " + by;
    String reason = "ended" + who + ", to be rolled back";
    if (last < 0) {
      return run(program, runbook, Map.of(), environment, door, reason);
    }
    Event.Began before = Objects.requireNonNull(began(door.past()));
    List<Event.Durable> first = record.subList(0, last + 1);
    Context run =
        new Context(
            program,
            runbook,
            door.after(last),
            zone(runbook),
            before.at(),
            before.parameters(),
            UndoStack.of(first));
    run.undos.wentBack(first);
    Unwind end = new Unwind(Outcome.ABORTED, reason, "", runbook.module(), new Span(0, 0));
    Frame frame = Frame.of(runbook.module(), "", environment, new Guards(null)).of(runbook);
    run.journal.tell(new Event.Resumed(door.origin(), door.now()));
    run.undos.propose(end, frame);
    Unwind finished = run.statements.finish(end);
    Event.Ended ended = (Event.Ended) record.get(last);
    if (!finished.undoWanted()) {
      // It is as it was, whatever became of the wish.
      run.journal.tell(new Event.Ended(ended.outcome(), ended.reason(), run.door.now()));
      return result(Outcome.ABORTED, "nothing was rolled back", finished, run);
    }
    String part = run.undos.words().isEmpty() ? "" : " in part";
    return ended(finished.outcome(), "rolled back" + part + who, finished, run);
  }

  private static int lastEnd(List<Event.Durable> record) {
    int last = record.size() - 1;
    while (last >= 0 && !(record.get(last) instanceof Event.Ended)) {
      last--;
    }
    return last;
  }

  private static Result ended(Unwind end, Context run) {
    return ended(end.outcome(), end.reason(), end, run);
  }

  private static Result ended(Outcome outcome, String reason, Unwind end, Context run) {
    Result result = result(outcome, reason, end, run);
    run.journal.tell(new Event.Ended(outcome, reason, run.door.now()));
    return result;
  }

  private static Result result(Outcome outcome, String reason, Unwind end, Context run) {
    run.interrupts.handOn();
    return new Result(outcome, reason, end.path(), end.module(), end.span(), run.undos.words());
  }

  private static ZoneId zone(Symbol.Runbook runbook) {
    Text zone = runbook.syntax().zone();
    return Door.zone(zone == null ? "" : zone.plain());
  }

  private static Event.@Nullable Began began(Past past) {
    return past.all().isEmpty() || !(past.all().getFirst() instanceof Event.Began began)
        ? null
        : began;
  }

  /**
   * Whether the parameters are what the runbook requires, and the runbooks that it runs, asked
   * before anything is touched. Null where they are.
   */
  public static @Nullable Result refused(
      Program program, Symbol.Runbook runbook, Map<String, Value> parameters, Door dry) {
    Frame frame = Frame.of(runbook.module(), "", null, new Guards(null));
    Context run =
        new Context(program, runbook, dry, Door.zone(""), dry.now(), parameters, new UndoStack());
    bind(runbook, parameters, frame, run);
    Unwind end = new Requirements(run).broken(runbook, frame);
    return end == null
        ? null
        : new Result(end.outcome(), end.reason(), end.path(), end.module(), end.span(), List.of());
  }

  private static void bind(
      Symbol.Runbook runbook, Map<String, Value> given, Frame frame, Context run) {
    for (Symbol.Param parameter : runbook.parameters()) {
      Value value = given.get(parameter.name());
      var byDefault = parameter.syntax().defaultValue();
      if (value == null) {
        value =
            byDefault == null
                ? Value.NONE
                : run.expressions.evaluate(byDefault, frame.manner(frame.manner().polling()));
      }
      frame.values().put(parameter.name(), value);
      run.parameter(parameter.name(), value);
    }
  }
}
