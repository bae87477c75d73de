package dev.runbook.check;

import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Expression.BinaryOperator;
import dev.runbook.syntax.Expression.LiteralKind;
import java.util.ArrayList;
import java.util.List;

/** What a condition tells about names that may be none. */
final class Narrowing {

  private Narrowing() {}

  /** The locals that are certainly there where the condition has this truth. */
  static List<Symbol.Local> of(Expression condition, boolean truth, Facts facts) {
    List<Symbol.Local> present = new ArrayList<>();
    collect(condition, truth, facts, present);
    return present;
  }

  private static void collect(
      Expression condition, boolean truth, Facts facts, List<Symbol.Local> present) {
    switch (condition) {
      case Expression.Unary unary when unary.operator() == Expression.UnaryOperator.NOT ->
          collect(unary.operand(), !truth, facts, present);
      case Expression.Binary binary
          when binary.operator() == (truth ? BinaryOperator.AND : BinaryOperator.OR) -> {
        collect(binary.left(), truth, facts, present);
        collect(binary.right(), truth, facts, present);
      }
      case Expression.Is is
          when is.right() instanceof Expression.Literal literal
              && literal.kind() == LiteralKind.NONE
              && is.negated() == truth
              && facts.meaning(is.left()) instanceof Facts.Meaning.LocalValue(Symbol.Local local) ->
          present.add(local);
      default -> {}
    }
  }
}
