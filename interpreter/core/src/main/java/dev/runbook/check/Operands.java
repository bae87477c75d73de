package dev.runbook.check;

import static dev.runbook.type.Basic.BOOL;
import static dev.runbook.type.Basic.CLOCK;
import static dev.runbook.type.Basic.DATE;
import static dev.runbook.type.Basic.DURATION;
import static dev.runbook.type.Basic.NUMBER;
import static dev.runbook.type.Basic.PERCENT;
import static dev.runbook.type.Basic.TEXT;
import static dev.runbook.type.Basic.TIME;
import static dev.runbook.type.Basic.VERSION;

import dev.runbook.syntax.Expression.BinaryOperator;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.Type;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which operands an operator takes, and what it gives. */
final class Operands {

  private static final Set<Type> ORDERED =
      Set.of(NUMBER, PERCENT, TEXT, DURATION, TIME, DATE, CLOCK, VERSION);

  private record Case(BinaryOperator operator, Type left, Type right, Type result) {}

  private static final List<Case> CASES =
      List.of(
          new Case(BinaryOperator.PLUS, NUMBER, NUMBER, NUMBER),
          new Case(BinaryOperator.PLUS, PERCENT, PERCENT, PERCENT),
          new Case(BinaryOperator.PLUS, TEXT, TEXT, TEXT),
          new Case(BinaryOperator.PLUS, DURATION, DURATION, DURATION),
          new Case(BinaryOperator.PLUS, TIME, DURATION, TIME),
          new Case(BinaryOperator.PLUS, DURATION, TIME, TIME),
          new Case(BinaryOperator.PLUS, DATE, DURATION, DATE),
          new Case(BinaryOperator.PLUS, DURATION, DATE, DATE),
          new Case(BinaryOperator.MINUS, NUMBER, NUMBER, NUMBER),
          new Case(BinaryOperator.MINUS, PERCENT, PERCENT, PERCENT),
          new Case(BinaryOperator.MINUS, DURATION, DURATION, DURATION),
          new Case(BinaryOperator.MINUS, TIME, TIME, DURATION),
          new Case(BinaryOperator.MINUS, TIME, DURATION, TIME),
          new Case(BinaryOperator.MINUS, DATE, DATE, DURATION),
          new Case(BinaryOperator.MINUS, DATE, DURATION, DATE),
          new Case(BinaryOperator.TIMES, NUMBER, NUMBER, NUMBER),
          new Case(BinaryOperator.TIMES, PERCENT, NUMBER, NUMBER),
          new Case(BinaryOperator.TIMES, NUMBER, PERCENT, NUMBER),
          new Case(BinaryOperator.TIMES, DURATION, NUMBER, DURATION),
          new Case(BinaryOperator.TIMES, NUMBER, DURATION, DURATION),
          new Case(BinaryOperator.DIVIDE, NUMBER, NUMBER, NUMBER),
          new Case(BinaryOperator.DIVIDE, DURATION, NUMBER, DURATION),
          new Case(BinaryOperator.DIVIDE, DURATION, DURATION, NUMBER));

  private Operands() {}

  /** What an operator gives for these operands; null where it does not take them. */
  static @Nullable Type result(BinaryOperator operator, Type left, Type right) {
    if (left == Basic.UNKNOWN || right == Basic.UNKNOWN) {
      return isComparison(operator) ? BOOL : Basic.UNKNOWN;
    }
    return switch (operator) {
      case AND, OR -> left == BOOL && right == BOOL ? BOOL : null;
      case EQ, NE -> Type.join(left, right) == null ? null : BOOL;
      case LT, LE, GT, GE ->
          left.equals(right) && (ORDERED.contains(left) || left instanceof EnumType) ? BOOL : null;
      case COALESCE -> Type.join(left.required(), right);
      case PLUS, MINUS, TIMES, DIVIDE -> arithmetic(operator, left, right);
    };
  }

  private static @Nullable Type arithmetic(BinaryOperator operator, Type left, Type right) {
    if (operator == BinaryOperator.PLUS
        && left instanceof Type.ListOf
        && right instanceof Type.ListOf) {
      return Type.join(left, right);
    }
    for (Case known : CASES) {
      if (known.operator == operator && known.left.equals(left) && known.right.equals(right)) {
        return known.result;
      }
    }
    return null;
  }

  private static boolean isComparison(BinaryOperator operator) {
    return switch (operator) {
      case AND, OR, EQ, NE, LT, LE, GT, GE -> true;
      case COALESCE, PLUS, MINUS, TIMES, DIVIDE -> false;
    };
  }
}
