package dev.runbook.check;

import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names by which a run's record knows what was done. Checker and evaluator take them from here,
 * so that what is checked to be unique is what is recorded. Nothing in a name depends on the place
 * of a statement among others, so a run can be resumed after an edit.
 */
public final class Identity {

  private static final int LONGEST_SLUG = 40;

  private final Effects effects;

  public Identity(Effects effects) {
    this.effects = effects;
  }

  /**
   * What a statement adds to the path of itself and of everything in it, or null where it adds
   * nothing. A loop adds its variable, to which a run adds the round's key.
   */
  public @Nullable String segment(Statement statement) {
    return switch (statement) {
      case Statement.Step step -> step.name().text();
      case Statement.Let let -> effects.of(let.value()) == Effect.PURE ? null : let.name().text();
      case Statement.Ask ask -> ask.name().text();
      case Statement.Temporarily temporarily -> temporarily.name().text();
      case Statement.CallStatement call -> named(call.clauses(), target(call.call()));
      case Statement.Run run -> named(run.clauses(), run.runbook().text());
      case Statement.Deploy deploy ->
          named(deploy.clauses(), (deploy.rollback() ? "rollback-" : "") + deploy.component());
      case Statement.Confirm confirm -> named(confirm.name(), confirm.question(), "confirm");
      case Statement.Do work -> named(work.name(), work.work(), "do");
      case Statement.Watch watch -> named(watch.name(), watch.title(), "watch");
      case Statement.Warn warn -> "warn-" + slug(warn.warning(), "text");
      case Statement.Evidence evidence -> "evidence-" + slug(evidence.title(), "text");
      case Statement.ForEach loop -> loop.variable().text();
      case Statement.Ensure ensure -> "ensure";
      case Statement.On handler ->
          "on-" + String.join("-or-", handler.outcomes().stream().map(Name::text).toList());
      case Statement.Prose _,
          Statement.If _,
          Statement.Match _,
          Statement.Parallel _,
          Statement.WaitFor _,
          Statement.WaitUntil _,
          Statement.Check _,
          Statement.Require _,
          Statement.Retry _,
          Statement.Release _,
          Statement.Escalate _,
          Statement.Stop _,
          Statement.Fail _,
          Statement.Recovered _,
          Statement.Return _,
          Statement.Bad _ ->
          null;
    };
  }

  private static String named(Clauses clauses, String otherwise) {
    Name name = clauses.asName();
    return name == null ? otherwise : name.text();
  }

  private static String named(@Nullable Name name, Text text, String otherwise) {
    return name == null ? slug(text, otherwise) : name.text();
  }

  /** What is called is named last: {@code jenkins.start(...)} is a {@code start}. */
  private static String target(Expression expression) {
    return switch (expression) {
      case Expression.Call call -> target(call.target());
      case Expression.MemberUse member -> member.name().text();
      case Expression.NameUse use -> use.name().text();
      default -> "";
    };
  }

  /** The words of a text without its holes, as a name: the holes differ from run to run. */
  private static String slug(Text text, String otherwise) {
    String plain = text.plain().toLowerCase(Locale.ROOT);
    StringBuilder slug = new StringBuilder();
    for (int begin = 0; begin < plain.length(); begin = next(plain, begin)) {
      int end = begin;
      while (end < plain.length() && isOfAWord(plain.codePointAt(end))) {
        end = next(plain, end);
      }
      if (end > begin) {
        boolean fits = slug.length() + end - begin < LONGEST_SLUG;
        if (!slug.isEmpty() && !fits) {
          break;
        }
        slug.append(slug.isEmpty() ? "" : "-").append(plain, begin, end);
        begin = end;
      }
    }
    return slug.isEmpty() ? otherwise : slug.toString();
  }

  private static int next(String text, int at) {
    return text.offsetByCodePoints(at, at < text.length() ? 1 : 0);
  }

  private static boolean isOfAWord(int letter) {
    return Character.isLetter(letter) || isNumber(letter);
  }

  private static boolean isNumber(int letter) {
    return switch (Character.getType(letter)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }
}
