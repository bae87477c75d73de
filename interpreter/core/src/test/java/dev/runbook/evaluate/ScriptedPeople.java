package dev.runbook.evaluate;

import dev.runbook.door.Elsewhere;
import dev.runbook.door.People;
import dev.runbook.door.Timeline;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Prompt;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.type.EnumType;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People who answer as they are told, and keep every question. */
final class ScriptedPeople implements People {

  private record Line(Answer answer, Duration after) {}

  final List<Prompt> asked = Collections.synchronizedList(new ArrayList<>());

  /** What was said elsewhere when such a question was asked. */
  final List<List<Elsewhere.Reply>> said = Collections.synchronizedList(new ArrayList<>());

  private final Deque<Line> lines = new ArrayDeque<>();
  private @Nullable Timeline timeline;
  private Answer otherwise = nobody();
  private boolean attended;

  static Answer yes(String by) {
    return new Answer(Answer.Choice.YES, null, by, false, "");
  }

  static Answer yes(String by, String reason) {
    return new Answer(Answer.Choice.YES, null, by, false, reason);
  }

  static Answer no(String by) {
    return new Answer(Answer.Choice.NO, null, by, false, "not today");
  }

  static Answer stop(String by) {
    return new Answer(Answer.Choice.STOP, null, by, false, "enough");
  }

  static Answer value(Value value) {
    return new Answer(Answer.Choice.YES, value, "anna", false, "");
  }

  /** One of the choices where something failed. */
  static Answer choice(String word, String... reason) {
    EnumType type = new EnumType("", "choice", List.of(word));
    Value value = new Value.EnumValue(type, word);
    return new Answer(Answer.Choice.YES, value, "anna", false, String.join("", reason));
  }

  static Answer nobody() {
    return new Answer(Answer.Choice.NOBODY, null, "", false, "");
  }

  @Override
  public Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere) throws InterruptedException {
    if (elsewhere != null) {
      try {
        said.add(elsewhere.said());
      } catch (ServiceFailure none) {
        throw new IllegalStateException(none);
      }
    }
    return ask(prompt);
  }

  /** The next answers, in their order. */
  void answer(Answer... answers) {
    Arrays.stream(answers).forEach(answer -> lines.add(new Line(answer, Duration.ZERO)));
  }

  void answerAfter(Duration length, Answer answer) {
    lines.add(new Line(answer, length));
  }

  /** Every answer for which there is no other one. */
  void always(Answer answer) {
    otherwise = answer;
  }

  void sitThere() {
    attended = true;
  }

  void on(Timeline clock) {
    timeline = clock;
  }

  @Override
  public Answer ask(Prompt prompt) throws InterruptedException {
    asked.add(prompt);
    Line line;
    synchronized (lines) {
      line = lines.poll();
    }
    if (line == null) {
      return otherwise;
    }
    if (timeline != null && line.after.isPositive()) {
      timeline.sleep(line.after);
    }
    return line.answer;
  }

  @Override
  public boolean attended() {
    return attended;
  }
}
