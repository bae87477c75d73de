package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.TestLine;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what a test answers is an answer to what is asked. */
final class Answers {

  /** What any question may be met with; a value answers an `ask`. */
  private static final List<String> WORDS = List.of("yes", "no", "stop", "nobody");

  private static final List<String> DECISIONS = List.of("yes", "no");

  private final Checking checking;
  private final Module module;
  private final Scope scope;

  Answers(Checking checking, Module module, Scope scope) {
    this.checking = checking;
    this.module = module;
    this.scope = scope;
  }

  /**
   * @param to what is answered; null where everything is that is asked
   */
  void check(TestLine.Answering answering, @Nullable Statement to) {
    Expression answer = answering.value();
    Collection<Type> asked = asked(to);
    String word = answer instanceof Expression.NameUse use ? use.name().text() : "";
    boolean decides = DECISIONS.contains(word) && to instanceof Statement.Ask;
    boolean fits = false;
    for (Type type : asked) {
      fits = fits || fits(answer, type);
    }
    if (fits || (WORDS.contains(word) && !decides) || answer instanceof Expression.Bad) {
      return;
    }
    if (asked.size() == 1) {
      new ExpressionChecker(checking.problems(), checking.facts())
          .check(answer, asked.iterator().next(), scope);
      return;
    }
    checking.tell(
        Checking.at(Code.RB2004, module, answer.span(), "nobody asks for this answer")
            .label(asked.isEmpty() ? "no value is asked for" : "none of the values asked for")
            .note(
                asked.isEmpty()
                    ? "A question without a value is answered by " + Problems.list(WORDS) + "."
                    : "What is asked for is of type " + Problems.list(names(asked)) + ".")
            .fix("Answer what is asked, or say with `to` which question is meant."));
  }

  private static List<String> names(Collection<Type> types) {
    return types.stream().map(Type::toString).sorted().toList();
  }

  /** What the statement asks for; anything that is asked where it may ask by way of others. */
  private Collection<Type> asked(@Nullable Statement to) {
    return switch (to) {
      case Statement.Ask ask -> List.of(checking.facts().answerType(ask));
      case Statement.Confirm _, Statement.Do _, Statement.Warn _ -> List.of();
      case null, default -> {
        List<Type> all = new ArrayList<>();
        for (Type type : checking.facts().answerTypes.values()) {
          if (!all.contains(type)) {
            all.add(type);
          }
        }
        yield all;
      }
    };
  }

  /** Looked at without being told of: what does not fit one question may fit another. */
  private boolean fits(Expression answer, Type type) {
    if (answer instanceof Expression.NameUse use && isOnlyAWord(use.name().text(), type)) {
      return type == Basic.BOOL && DECISIONS.contains(use.name().text());
    }
    Problems unheard = new Problems();
    new ExpressionChecker(unheard, checking.facts()).check(answer, type, scope);
    return unheard.all().isEmpty();
  }

  /** Then nothing has to be looked for that it could mean: most answers are such. */
  private boolean isOnlyAWord(String word, Type type) {
    Type asked = type instanceof Type.Optional(Type of) ? of : type;
    return WORDS.contains(word)
        && !(asked instanceof EnumType constants && constants.values().contains(word))
        && module.lookUp(word) == null;
  }
}
