package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Expression.LiteralKind;
import dev.runbook.syntax.MatchArm;
import dev.runbook.syntax.Statement;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a match covers every value of its subject, each once. */
final class MatchChecker {

  private final Problems problems;
  private final Facts facts;
  private final ExpressionChecker expressions;

  MatchChecker(Problems problems, Facts facts, ExpressionChecker expressions) {
    this.problems = problems;
    this.facts = facts;
    this.expressions = expressions;
  }

  void check(Statement.Match match, Scope scope) {
    Type subject = expressions.check(match.subject(), scope);
    Map<String, Span> covered = new LinkedHashMap<>();
    boolean otherwise = false;
    for (MatchArm arm : match.arms()) {
      if (otherwise) {
        problems.tell(
            Problems.at(Code.RB2013, scope.module(), arm.span(), "this arm stands behind `else`")
                .label("never reached")
                .fix("Let `else` be the last arm."));
      }
      otherwise |= arm.isElse();
      for (Expression pattern : arm.patterns()) {
        pattern(pattern, subject, covered, scope);
      }
    }
    List<String> missing = missing(subject, covered);
    if (!otherwise && !missing.isEmpty() && subject != Basic.UNKNOWN) {
      problems.tell(
          Problems.at(
                  Code.RB2013,
                  scope.module(),
                  match.subject().span(),
                  "this match does not say what to do otherwise")
              .label("not covered: " + String.join(", ", missing))
              .note("At 3 am the value that nobody thought of is the one that comes.")
              .fix("Add an arm for each of them, or `else { ... }`."));
    }
  }

  private void pattern(Expression pattern, Type subject, Map<String, Span> covered, Scope scope) {
    boolean literal =
        (pattern instanceof Expression.Literal l && l.kind() != LiteralKind.EMPTY)
            || (pattern instanceof Expression.TextLiteral t && t.text().isPlain());
    if (pattern instanceof Expression.Literal l && l.kind() == LiteralKind.NONE) {
      facts.types.put(pattern, Basic.NONE);
      if (!subject.isOptional() && subject != Basic.UNKNOWN) {
        problems.tell(
            Problems.at(Code.RB2013, scope.module(), pattern.span(), "the value is never none")
                .label("never reached")
                .fix("Remove this arm."));
      }
    } else {
      expressions.check(pattern, subject.required(), scope);
    }
    boolean constant = facts.meaning(pattern) instanceof Facts.Meaning.EnumConstant;
    if (!literal && !constant && facts.meaning(pattern) != null) {
      problems.tell(
          Problems.at(Code.RB2013, scope.module(), pattern.span(), "an arm names a fixed value")
              .label("computed")
              .fix("Compare computed values with `if`."));
    }
    String key =
        facts.meaning(pattern) instanceof Facts.Meaning.EnumConstant(EnumType type, String name)
            ? name
            : scope.module().source().text(pattern.span());
    Span before = covered.putIfAbsent(key, pattern.span());
    if (before != null) {
      problems.tell(
          Problems.at(
                  Code.RB2013, scope.module(), pattern.span(), "`" + key + "` has an arm already")
              .label("never reached")
              .also(scope.module().source(), before, "the first one")
              .fix("Remove one of the two."));
    }
  }

  private static List<String> missing(Type subject, Map<String, Span> covered) {
    List<String> wanted = new ArrayList<>();
    switch (subject.required()) {
      case EnumType type -> wanted.addAll(type.values());
      case Basic basic when basic == Basic.BOOL -> wanted.addAll(List.of("true", "false"));
      default -> {
        return List.of("any other value");
      }
    }
    if (subject.isOptional()) {
      wanted.add("none");
    }
    wanted.removeAll(covered.keySet());
    return wanted;
  }
}
