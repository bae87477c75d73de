package dev.runbook.evaluate;

import dev.runbook.check.Effect;
import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runbook requires that is known before it begins: what stands in front of its first step
 * and needs nothing from outside. The same of each runbook that it runs whatever happens, as far as
 * what it is handed is known by then.
 */
final class Requirements {

  private final Context run;

  Requirements(Context run) {
    this.run = run;
  }

  /** How the first that does not hold would end the run; null where all of them hold. */
  @Nullable Unwind broken(Symbol.Runbook runbook, Frame frame) {
    Block body = runbook.syntax().body();
    for (Statement statement : body.statements()) {
      if (!(statement instanceof Statement.Prose) && !(statement instanceof Statement.Require)) {
        break;
      }
      try {
        if (statement instanceof Statement.Require require
            && run.effects.of(require.condition()) == Effect.PURE) {
          run.statements.decisions().require(require, frame);
        }
      } catch (Unwind end) {
        return end;
      }
    }
    return inside(body, frame);
  }

  private @Nullable Unwind inside(Block block, Frame frame) {
    for (Statement statement : block.statements()) {
      Unwind end =
          switch (statement) {
            case Statement.Step step when !step.optional() -> inside(step.body(), frame);
            case Statement.Parallel parallel -> inside(parallel.body(), frame);
            case Statement.Run nested
                when run.facts.symbol(nested) instanceof Symbol.Runbook runbook ->
                broken(runbook, handed(nested, runbook, frame));
            default -> null;
          };
      if (end != null) {
        return end;
      }
    }
    return null;
  }

  private Frame handed(Statement.Run nested, Symbol.Runbook runbook, Frame frame) {
    List<@Nullable Argument> arguments = run.facts.arguments(nested);
    Frame inner = Frame.of(runbook.module(), frame.path(), null, new Guards(null)).of(runbook);
    for (Symbol.Param parameter : runbook.parameters()) {
      Argument argument = arguments.get(parameter.index());
      Expression byDefault = parameter.syntax().defaultValue();
      Value value = Value.NONE;
      if (argument != null) {
        value =
            isKnown(argument.value(), frame)
                ? run.expressions.evaluate(argument.value(), frame)
                : new Value.Unknown(parameter.type(), parameter.name());
      } else if (byDefault != null) {
        value = run.expressions.evaluate(byDefault, inner.manner(inner.manner().polling()));
      }
      inner.values().put(parameter.name(), value);
    }
    return inner;
  }

  /** Whether it is made of constants and parameters: nothing else has a value yet. */
  private boolean isKnown(Expression expression, Frame frame) {
    boolean[] known = {run.effects.of(expression) == Effect.PURE};
    Walk.expressions(
        expression,
        part ->
            known[0] &=
                !(run.facts.meaning(part) instanceof Facts.Meaning.LocalValue(Symbol.Local local))
                    || local.kind() == Symbol.Local.Kind.LAMBDA
                    || frame.values().all().containsKey(local.name()));
    return known[0];
  }
}
