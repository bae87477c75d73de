package dev.runbook.console;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.Type;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How prompts of a kind are answered.
 *
 * @param valued whether it asks for a value of a type
 * @param words what may be typed, as it is shown in front of the cursor
 * @param reading what a line means
 */
record Form(boolean valued, Function<Prompt, List<String>> words, Reading reading) {

  /** What a line says to a prompt. */
  interface Reading {
    Answer read(Prompt prompt, String line, Desk desk) throws NotAnAnswer;
  }

  /** A line that is none; the message says what would be. */
  static final class NotAnAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NotAnAnswer(String message) {
      super(message);
    }
  }

  private static final Form DECISION = new Form(false, Form::decisions, Form::decision);
  private static final Form REASONED =
      new Form(false, prompt -> List.of("yes REASON", "no REASON"), Form::reasoned);
  private static final Form LENGTH = new Form(false, Form::lengths, Form::length);
  private static final Form VALUE = new Form(true, prompt -> List.of(form(prompt)), Form::value);
  private static final Form CHOICE = new Form(false, Form::choices, Form::choice);

  private static final Map<Prompt.Kind, Form> FORMS =
      Map.ofEntries(
          Map.entry(Prompt.Kind.CONFIRM, DECISION),
          Map.entry(Prompt.Kind.DO, DECISION),
          Map.entry(Prompt.Kind.IN_DOUBT, DECISION),
          Map.entry(Prompt.Kind.UNDO, DECISION),
          Map.entry(Prompt.Kind.ESCALATION, DECISION),
          Map.entry(Prompt.Kind.STEP, DECISION),
          Map.entry(Prompt.Kind.WARN, REASONED),
          Map.entry(Prompt.Kind.UNDECIDED, REASONED),
          Map.entry(Prompt.Kind.DEADLINE, LENGTH),
          Map.entry(Prompt.Kind.ASK, VALUE),
          Map.entry(Prompt.Kind.BY_HAND, VALUE),
          Map.entry(Prompt.Kind.FAILED, CHOICE),
          Map.entry(Prompt.Kind.UNDO_FAILED, CHOICE));

  static Form of(Prompt prompt) {
    Form form = Objects.requireNonNull(FORMS.get(prompt.kind()));
    return form.valued && prompt.type() == null ? DECISION : form;
  }

  /** Whether any line may be the answer, so that nothing else can be told from one. */
  static boolean takesAnything(Prompt prompt) {
    Type type = prompt.type();
    return of(prompt).valued && type != null && type.required() == Basic.TEXT;
  }

  private static List<String> decisions(Prompt prompt) {
    return List.of(
        prompt.typed().isEmpty() ? "yes" : String.join(" or ", prompt.typed()), "no REASON");
  }

  private static Answer decision(Prompt prompt, String line, Desk desk) throws NotAnAnswer {
    Said said = Said.of(line);
    List<String> typed = prompt.typed().isEmpty() ? List.of("yes") : prompt.typed();
    if (typed.contains(said.word())) {
      return yes(prompt, said.rest(), desk);
    }
    if (said.word().equals("no")) {
      return answer(Choice.NO, null, said.rest(), desk);
    }
    throw new NotAnAnswer(
        prompt.typed().isEmpty()
            ? "Type the whole word: yes, no or stop. A reason may follow it."
            : "This is protected: to agree, type what you agree to, "
                + String.join(" or ", typed)
                + "; else no or stop. A reason may follow it.");
  }

  private static Answer reasoned(Prompt prompt, String line, Desk desk) throws NotAnAnswer {
    Answer answer = decision(prompt, line, desk);
    if (answer.isYes() && answer.reason().isEmpty()) {
      throw new NotAnAnswer("This needs a reason: type `yes` and why.");
    }
    return answer;
  }

  private static Answer yes(Prompt prompt, String reason, Desk desk) {
    return new Answer(Choice.YES, null, desk.speaker(prompt), false, reason);
  }

  private static List<String> lengths(Prompt prompt) {
    Value again = prompt.byDefault();
    return List.of(again == null ? "yes" : "yes [" + Show.text(again) + "]", "no REASON");
  }

  private static Answer length(Prompt prompt, String line, Desk desk) throws NotAnAnswer {
    Said said = Said.of(line);
    if (said.word().equals("no")) {
      return answer(Choice.NO, null, said.rest(), desk);
    }
    if (!said.word().equals("yes")) {
      throw new NotAnAnswer("Type the whole word: yes, no or stop. Behind yes, how long.");
    }
    if (said.rest().isEmpty()) {
      return answer(Choice.YES, prompt.byDefault(), "", desk);
    }
    Value length = typed(Basic.DURATION, said.rest());
    if (length instanceof Value.Duration(Duration none) && !none.isPositive()) {
      throw new NotAnAnswer("That is no time at all: type `no` to end it here.");
    }
    return answer(Choice.YES, length, "", desk);
  }

  private static String form(Prompt prompt) {
    String form =
        prompt.type() instanceof EnumType type
            ? String.join(", ", type.values())
            : String.valueOf(prompt.type());
    Value otherwise = prompt.byDefault();
    return otherwise == null ? form : form + " (Enter: " + Show.text(otherwise) + ")";
  }

  private static Answer value(Prompt prompt, String line, Desk desk) throws NotAnAnswer {
    Value otherwise = prompt.byDefault();
    Value value =
        line.isEmpty() && otherwise != null
            ? otherwise
            : typed(Objects.requireNonNull(prompt.type()), line);
    return answer(Choice.YES, value, "", desk);
  }

  private static List<String> choices(Prompt prompt) {
    return prompt.type() instanceof EnumType type
        ? type.values().stream()
            .filter(word -> !word.equals("stop"))
            .map(word -> word.equals("skip") ? "skip REASON" : word)
            .toList()
        : List.of();
  }

  private static Answer choice(Prompt prompt, String line, Desk desk) throws NotAnAnswer {
    Said said = Said.of(line);
    Value choice = typed(Objects.requireNonNull(prompt.type()), said.word());
    boolean reasonless = said.word().equals("skip") && said.rest().isEmpty();
    if (reasonless && prompt.kind() == Prompt.Kind.FAILED) {
      throw new NotAnAnswer("This needs a reason: type `skip` and why.");
    }
    return answer(Choice.YES, choice, said.rest(), desk);
  }

  private static Value typed(Type type, String text) throws NotAnAnswer {
    try {
      return TypedValues.parse(type, text);
    } catch (TypedValues.NotAValue e) {
      throw new NotAnAnswer("`" + text + "` " + e.getMessage());
    }
  }

  static Answer answer(Choice choice, @Nullable Value value, String reason, Desk desk) {
    return new Answer(choice, value, desk.operator(), false, reason);
  }
}
