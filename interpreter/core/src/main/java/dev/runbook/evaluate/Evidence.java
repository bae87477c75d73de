package dev.runbook.evaluate;

import dev.runbook.syntax.Expression;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A condition, and the values of its parts, so that nobody has to guess what was seen. They are the
 * ones that were compared: looking again could show others.
 *
 * @param parts empty where nothing in the condition says more than itself
 */
record Evidence(Value value, String parts) {

  private static final int LONGEST = 200;

  static Evidence of(Expression condition, Frame frame, Context run) {
    IdentityHashMap<Expression, Value> seen = new IdentityHashMap<>();
    Value value = run.expressions.noting(seen::put).evaluate(condition, frame);
    List<String> parts = new ArrayList<>();
    for (Expression operand : operands(condition)) {
      Value part = seen.get(operand);
      if (part != null && !(operand instanceof Expression.Literal)) {
        parts.add(Waits.text(operand, frame) + " = " + cut(Show.text(part)));
      }
    }
    return new Evidence(value, String.join(", ", parts));
  }

  private static String cut(String shown) {
    return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
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
