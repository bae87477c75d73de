package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.library.Member;
import dev.runbook.source.Span;
import dev.runbook.syntax.Expression.BinaryOperator;
import dev.runbook.type.Type;
import org.jspecify.annotations.Nullable;

/** Whether the elements of a list can be compared or added, where a member of it does so. */
final class Folds {

  private Folds() {}

  /**
   * @param element what is compared or added: the type of the elements, or of their keys
   */
  static void check(Member member, Type element, Module module, Span span, Problems problems) {
    BinaryOperator operator = operator(member.fold());
    if (operator == null || Operands.result(operator, element, element) != null) {
      return;
    }
    boolean compares = operator == BinaryOperator.LT;
    Diagnostic diagnostic =
        Problems.at(
                Code.RB2005,
                module,
                span,
                "`" + member.name() + "` does not take values of type `" + element + "`")
            .label(
                compares
                    ? "none of them is less than another one"
                    : "they cannot be added to one value of their type");
    Type present = element.required();
    boolean onlyMissing =
        element.isOptional() && Operands.result(operator, present, present) != null;
    boolean keyed = member.parameters() != null;
    problems.tell(
        onlyMissing
            ? diagnostic.note("Some of them may be none.").fix(stead(keyed))
            : diagnostic.fix(
                keyed
                    ? "Say by what, as in `sort(x => x.name)`."
                    : "Take what can be "
                        + (compares ? "compared" : "added")
                        + " first, as in `.map(x => x.size)."
                        + member.name()
                        + "`."));
  }

  private static String stead(boolean keyed) {
    return keyed
        ? "Say what stands for none, as in `sort(x => x ?? 0)`."
        : "Say what stands for none, as in `.map(x => x ?? 0)`.";
  }

  private static @Nullable BinaryOperator operator(Member.Fold fold) {
    return switch (fold) {
      case NONE -> null;
      case COMPARES -> BinaryOperator.LT;
      case ADDS -> BinaryOperator.PLUS;
    };
  }
}
