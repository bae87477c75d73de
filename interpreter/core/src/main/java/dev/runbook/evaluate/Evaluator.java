package dev.runbook.evaluate;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.source.Span;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.value.Value;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a runbook of a checked program. */
public final class Evaluator {

  private Evaluator() {}

  /**
   * Runs a runbook to its end.
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
    Text zoneName = runbook.syntax().zone();
    ZoneId zone = Door.zone(zoneName == null ? "" : zoneName.plain());
    Frame frame = Frame.of(runbook.module(), "", environment, new Guards(null)).of(runbook);
    Context run = new Context(program, runbook, door, zone, parameters);
    bind(runbook, parameters, frame, run);
    door.tell(new Event.Began(runbook.name(), runbook.title(), run.parameters(), door.now()));
    Result result;
    try {
      run.statements.runbook(runbook, frame);
      result = new Result(Outcome.DONE, "", "", null, new Span(0, 0), run.undos.words());
    } catch (Unwind first) {
      Unwind end = run.statements.finish(first);
      result =
          new Result(
              end.outcome(), end.reason(), end.path(), end.module(), end.span(), run.undos.words());
    }
    run.interrupts.handOn();
    door.tell(new Event.Ended(result.outcome(), result.reason(), door.now()));
    return result;
  }

  /**
   * Whether the parameters are what the runbook requires, asked before anything is touched: the
   * requirements that stand in front of the first step and need nothing from outside. Null where
   * they are.
   */
  public static @Nullable Result refused(
      Program program, Symbol.Runbook runbook, Map<String, Value> parameters, Door dry) {
    Frame frame = Frame.of(runbook.module(), "", null, new Guards(null));
    Context run = new Context(program, runbook, dry, Door.zone(""), parameters);
    bind(runbook, parameters, frame, run);
    for (Statement statement : runbook.syntax().body().statements()) {
      boolean pure =
          statement instanceof Statement.Require require
              && run.effects.of(require.condition()) == dev.runbook.check.Effect.PURE;
      if (!(statement instanceof Statement.Prose) && !(statement instanceof Statement.Require)) {
        return null;
      }
      try {
        if (pure) {
          run.statements.require((Statement.Require) statement, frame);
        }
      } catch (Unwind end) {
        return new Result(
            end.outcome(), end.reason(), end.path(), end.module(), end.span(), List.of());
      }
    }
    return null;
  }

  private static void bind(
      Symbol.Runbook runbook, Map<String, Value> given, Frame frame, Context run) {
    for (Symbol.Param parameter : runbook.parameters()) {
      Value value = given.get(parameter.name());
      var byDefault = parameter.syntax().defaultValue();
      if (value == null) {
        value = byDefault == null ? Value.NONE : run.expressions.evaluate(byDefault, frame);
      }
      frame.values().put(parameter.name(), value);
      run.parameter(parameter.name(), value);
    }
  }
}
