package dev.runbook.evaluate;

import dev.runbook.check.Effect;
import dev.runbook.syntax.Expression;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of the parts of a condition that failed, so that nobody has to guess what was seen.
 */
final class Evidence {

  private static final int LONGEST = 200;

  private Evidence() {}

  static String of(Expression condition, Frame frame, Context run) {
    List<String> parts = new ArrayList<>();
    for (Expression operand : operands(condition)) {
      // Reading again shows what holds now, which is what the operator would look up.
      if (!(operand instanceof Expression.Literal)
          && !run.effects.of(operand).atLeast(Effect.NOTICE)) {
        add(parts, operand, run.expressions.evaluate(operand, frame), frame);
      }
    }
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, Expression operand, Value value, Frame frame) {
    String shown = Show.text(value);
    String cut = shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
    parts.add(Waits.text(operand, frame) + " = " + cut);
  }

  private static List<Expression> operands(Expression condition) {
    return switch (condition) {
      case Expression.Binary binary -> List.of(binary.left(), binary.right());
      case Expression.Is is -> List.of(is.left());
      case Expression.Within within -> List.of(within.left(), within.base());
      default -> List.of();
    };
  }
}
