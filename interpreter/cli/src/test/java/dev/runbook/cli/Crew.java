package dev.runbook.cli;

import dev.runbook.console.TypedValues;
import dev.runbook.door.People;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import dev.runbook.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The people around a rehearsal: they agree, do what they are asked, and take defaults, unless a
 * test says otherwise. They neither help nor undo, and never decide what could not be decided.
 */
public final class Crew implements People {

  private static final String ANNA = "anna";

  private final Map<String, Function<Prompt, Answer>> answers = new LinkedHashMap<>();

  /** What they answer to every question with these words in it. */
  private Crew to(String words, Function<Prompt, Answer> answer) {
    answers.put(words, answer);
    return this;
  }

  public Crew yes(String words) {
    return to(words, prompt -> answer(Choice.YES, null, ""));
  }

  public Crew no(String words) {
    return to(words, prompt -> answer(Choice.NO, null, "not now"));
  }

  public Crew nobody(String words) {
    return to(words, prompt -> new Answer(Choice.NOBODY, null, "", false, ""));
  }

  /** To an ask, as it would be typed. */
  public Crew types(String words, String typed) {
    return to(
        words,
        prompt -> {
          try {
            Value value = TypedValues.parse(java.util.Objects.requireNonNull(prompt.type()), typed);
            return answer(Choice.YES, value, "");
          } catch (TypedValues.NotAValue e) {
            throw new IllegalArgumentException(typed, e);
          }
        });
  }

  @Override
  public boolean attended() {
    return true;
  }

  @Override
  public Answer ask(Prompt prompt) {
    for (Map.Entry<String, Function<Prompt, Answer>> line : answers.entrySet()) {
      if (prompt.text().contains(line.getKey())) {
        return line.getValue().apply(prompt);
      }
    }
    return switch (prompt.kind()) {
      case CONFIRM, DO, BY_HAND -> answer(Choice.YES, null, "");
      case WARN -> answer(Choice.YES, null, "it is known");
      case ASK ->
          prompt.byDefault() == null
              ? new Answer(Choice.NOBODY, null, "", false, "")
              : answer(Choice.YES, prompt.byDefault(), "");
      case UNDECIDED, IN_DOUBT -> new Answer(Choice.NO, null, "", false, "");
      case FAILED, UNDO, UNDO_FAILED, DEADLINE, ESCALATION, STEP -> answer(Choice.NO, null, "");
    };
  }

  private static Answer answer(Choice choice, @Nullable Value value, String reason) {
    return new Answer(choice, value, ANNA, false, reason);
  }
}
