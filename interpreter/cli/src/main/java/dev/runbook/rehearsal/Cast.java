package dev.runbook.rehearsal;

import dev.runbook.door.Elsewhere;
import dev.runbook.door.People;
import dev.runbook.door.Wire;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import dev.runbook.people.Voices;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.sandbox.Teams;
import dev.runbook.type.Basic;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The people around a test, who answer what it says, and nothing where it says nothing. */
final class Cast implements People {

  private static final String NAME = "the test";
  private static final Duration LOOK = Duration.ofSeconds(10);

  /**
   * A line of the test.
   *
   * @param word yes, no, stop or nobody; empty where it is a value
   * @param to whose question it answers; null: every one
   */
  record Line(String word, @Nullable Value value, @Nullable Place to) {}

  private final List<Line> lines;
  private final Voices voices;
  private final RunClock clock;
  private int answers;

  /**
   * @param teams whose answers count where they are given in a service
   */
  Cast(List<Line> lines, Teams teams, RunClock clock) {
    this.lines = List.copyOf(lines);
    this.voices = new Voices(teams);
    this.clock = clock;
  }

  /** A limit that is reached is one: a test says what happens then. */
  @Override
  public boolean attended() {
    return false;
  }

  @Override
  public Answer ask(Prompt prompt) throws InterruptedException {
    return ask(prompt, null);
  }

  @Override
  public Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere) throws InterruptedException {
    Answer best = null;
    int deepest = -2;
    for (Line line : lines) {
      Place to = line.to();
      int depth = to == null ? -1 : to.depth(prompt.path());
      Answer answer = to != null && depth < 0 ? null : answer(line, prompt);
      if (answer != null && depth >= deepest) {
        best = answer;
        deepest = depth;
      }
    }
    return best != null && best.choice() != Choice.NOBODY ? best : unanswered(prompt, elsewhere);
  }

  /** What a line says to a prompt; null where it says nothing. */
  private @Nullable Answer answer(Line line, Prompt prompt) {
    boolean named = line.to() != null;
    return switch (line.word()) {
      case "stop" -> mayBeNamed(prompt, named) ? said(Choice.STOP, null, prompt) : null;
      case "nobody" -> mayBeNamed(prompt, named) ? said(Choice.NOBODY, null, prompt) : null;
      case "yes", "no" -> decision(line.word().equals("yes"), prompt, named);
      default -> {
        Value value = typed(line.value(), prompt.type());
        yield value == null ? null : said(Choice.YES, value, prompt);
      }
    };
  }

  /**
   * Who names a question means what is asked there, and not whether it shall be undone when the run
   * has failed there.
   */
  private static boolean mayBeNamed(Prompt prompt, boolean named) {
    return !named
        || (prompt.kind() != Prompt.Kind.UNDO && prompt.kind() != Prompt.Kind.UNDO_FAILED);
  }

  private @Nullable Answer decision(boolean yes, Prompt prompt, boolean named) {
    Choice choice = yes ? Choice.YES : Choice.NO;
    return switch (prompt.kind()) {
      case CONFIRM, DO, WARN, ESCALATION -> said(choice, null, prompt);
      case UNDO -> named ? null : said(choice, null, prompt);
      // What is the case is not to be agreed to: it is said where it is asked, or not at all.
      case UNDECIDED, IN_DOUBT -> named ? said(choice, null, prompt) : null;
      case FAILED, DEADLINE, UNDO_FAILED, STEP -> null;
      case ASK, BY_HAND -> {
        if (prompt.type() == null) {
          yield said(choice, null, prompt);
        }
        if (named && prompt.type().required() == Basic.BOOL) {
          yield said(Choice.YES, Value.Bool.of(yes), prompt);
        }
        yield yes && prompt.byDefault() != null
            ? said(Choice.YES, prompt.byDefault(), prompt)
            : null;
      }
    };
  }

  /** Where several have to agree, each answer is another person's. */
  private synchronized Answer said(Choice choice, @Nullable Value value, Prompt prompt) {
    String by = prompt.quorum() > 1 ? NAME + " " + ++answers : NAME;
    return new Answer(
        choice, value, choice == Choice.NOBODY ? "" : by, false, "as " + NAME + " says");
  }

  /** The value as the prompt wants it; null where it wants another. */
  private static @Nullable Value typed(@Nullable Value value, @Nullable Type type) {
    if (value == null || type == null) {
      return null;
    }
    try {
      return Wire.fromJava(Wire.toJava(value, name -> name), type, ZoneOffset.UTC);
    } catch (Wire.Mismatch other) {
      return null;
    }
  }

  /** Waits as long as an answer would be waited for; somebody may give one elsewhere. */
  private Answer unanswered(Prompt prompt, @Nullable Elsewhere elsewhere)
      throws InterruptedException {
    Duration limit = prompt.limit() == null ? Duration.ZERO : prompt.limit();
    Instant end = clock.now().plus(limit);
    while (elsewhere != null && clock.now().isBefore(end)) {
      Optional<Answer> reply = reply(prompt, elsewhere);
      if (reply.isPresent()) {
        return reply.get();
      }
      Duration left = Duration.between(clock.now(), end);
      clock.sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
    }
    if (clock.now().isBefore(end)) {
      clock.sleep(Duration.between(clock.now(), end));
    }
    return new Answer(Choice.NOBODY, null, "", false, "");
  }

  private Optional<Answer> reply(Prompt prompt, Elsewhere elsewhere) throws InterruptedException {
    List<Elsewhere.Reply> said = new ArrayList<>();
    try {
      said.addAll(elsewhere.said());
    } catch (ServiceFailure unread) {
      return Optional.empty();
    }
    return voices.heard(prompt, elsewhere.service(), said);
  }
}
