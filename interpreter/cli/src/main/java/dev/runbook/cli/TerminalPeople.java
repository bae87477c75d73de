package dev.runbook.cli;

import dev.runbook.console.Desk;
import dev.runbook.console.Dialogue;
import dev.runbook.console.Usual;
import dev.runbook.console.Ways;
import dev.runbook.door.Departure;
import dev.runbook.door.Elsewhere;
import dev.runbook.door.People;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import dev.runbook.people.Voices;
import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The person at the terminal. Prompts of parallel branches queue, and each says where it comes
 * from.
 */
final class TerminalPeople implements People, AutoCloseable {

  private final Console console;
  private final Keyboard keyboard;
  private final String mark;
  private final String operator;
  private final Turn turn;
  private final Voices voices;
  private final RunClock clock;
  private final @Nullable Runnable leave;
  private @Nullable Waker waker;

  /**
   * @param keyboard with which they answer
   * @param mark stands in front of every prompt
   * @param voices whose answers count
   * @param clock the run's
   * @param leave what is done when somebody leaves the run to be resumed; null where it cannot be
   * @param turn who asks has it
   */
  TerminalPeople(
      Console console,
      Keyboard keyboard,
      String mark,
      String operator,
      Voices voices,
      RunClock clock,
      @Nullable Runnable leave,
      Turn turn) {
    this.turn = turn;
    this.clock = clock;
    this.leave = leave;
    this.console = console;
    this.keyboard = keyboard;
    this.mark = mark;
    this.operator = operator;
    this.voices = voices;
  }

  @Override
  public boolean attended() {
    return true;
  }

  @Override
  public Answer ask(Prompt prompt) {
    return ask(prompt, null);
  }

  @Override
  public Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere) {
    return ask(prompt, elsewhere, () -> "");
  }

  @Override
  public Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere, Supplier<String> pointless) {
    Duration limit = prompt.limit();
    Instant until = limit == null ? null : clock.now().plus(limit);
    Prompt asked = prompt;
    while (true) {
      Answer answer = asked(asked, elsewhere, pointless);
      if (answer != null) {
        return answer;
      }
      asked = until == null ? prompt : prompt.upTo(Duration.between(clock.now(), until));
    }
  }

  /** Null where it was set aside for something that cannot wait. */
  private @Nullable Answer asked(
      Prompt prompt, @Nullable Elsewhere elsewhere, Supplier<String> pointless) {
    turn.take("");
    try (Waker waiting = waker(prompt, elsewhere, pointless)) {
      if (!pointless.get().isEmpty()) {
        return new Answer(Choice.NOBODY, null, "", false, "");
      }
      waker = waiting;
      show(prompt, elsewhere);
      return new Dialogue(new Here()).answer(prompt);
    } catch (Waker.Woken woken) {
      console.tell("");
      console.tell(mark + "  ", margin() + "  ", woken.told());
      return woken.isAskedAgain() ? null : woken.answer();
    } catch (UserInterruptException e) {
      return stopped();
    } catch (EndOfFileException e) {
      if (leave != null) {
        throw left();
      }
      return stopped();
    } finally {
      waker = null;
      turn.give();
    }
  }

  /** In a rehearsal time stands still while somebody thinks, so there is nothing to wake for. */
  private Waker waker(Prompt prompt, @Nullable Elsewhere elsewhere, Supplier<String> pointless) {
    return voices == Voices.ANYBODY
        ? Waker.never(clock)
        : Waker.of(
            prompt, elsewhere, pointless, urgent(prompt), voices, clock, Thread.currentThread());
  }

  /**
   * Whoever decides what happens next has to know what happened beside it. What somebody types a
   * value for, or does by hand, is not lost for that.
   */
  private Supplier<String> urgent(Prompt prompt) {
    return switch (prompt.kind()) {
      case CONFIRM, WARN, UNDECIDED -> turn::urgent;
      default -> () -> "";
    };
  }

  private String margin() {
    return " ".repeat(mark.length());
  }

  private void show(Prompt prompt, @Nullable Elsewhere elsewhere) {
    console.tell("");
    String margin = margin();
    console.tell(mark + "? ", margin + "  ", prompt.text());
    if (!prompt.path().isEmpty()) {
      console.tell(margin + "  ", margin + "    ", "in " + prompt.path());
    }
    prompt.details().forEach(detail -> console.tell(margin + "  - ", margin + "    ", detail));
    if (!prompt.by().isEmpty()) {
      Set<String> members = voices.members(prompt);
      String who = members.isEmpty() ? "" : " (" + String.join(", ", members) + ")";
      String counts = asksWho(prompt) ? "" : "; what you type counts as " + operator;
      console.tell(margin + "  ", margin + "    ", "for " + prompt.whom() + who + counts);
    }
    if (elsewhere != null && voices != Voices.ANYBODY) {
      console.tell(
          margin + "  ",
          margin + "    ",
          "or as a reply to what was posted in " + elsewhere.service());
    }
    if (prompt.limit() != null) {
      console.tell(margin + "  ", margin + "    ", "up to " + Usual.rough(prompt.limit()));
    }
    String ways = Ways.counted(prompt.undos());
    if (!ways.isEmpty()) {
      console.tell(margin + "  ", margin + "    ", ways + "; `undos` lists it");
    }
  }

  /** Whether it has to be said who answers: several must, or the operator is none of the team. */
  private boolean asksWho(Prompt prompt) {
    Set<String> members = voices.members(prompt);
    return prompt.quorum() > 1 || !(members.isEmpty() || members.contains(operator));
  }

  /** Whoever answers by the operator's hands: claimed, and one of those who may. */
  private String speaker(Prompt prompt) {
    if (!asksWho(prompt)) {
      return operator;
    }
    Set<String> members = voices.members(prompt);
    while (true) {
      String who = read("who says so> ").strip();
      if (!who.isEmpty() && (members.isEmpty() || members.contains(who))) {
        return who;
      }
      console.tell(
          mark + "  ",
          margin() + "  ",
          who.isEmpty()
              ? "A name is needed."
              : "`" + who + "` is none of " + String.join(", ", members) + ".");
    }
  }

  private Answer stopped() {
    return new Answer(Choice.STOP, null, operator, false, "at the prompt");
  }

  /** The terminal as somebody sits at it. */
  private final class Here implements Desk {
    @Override
    public String read(String question) {
      return TerminalPeople.this.read(question);
    }

    @Override
    public void tell(String line) {
      tell("", line);
    }

    @Override
    public void tell(String column, String text) {
      console.tell(mark + "  " + column, margin() + "  " + " ".repeat(column.length()), text);
    }

    @Override
    public String operator() {
      return operator;
    }

    @Override
    public String speaker(Prompt prompt) {
      return TerminalPeople.this.speaker(prompt);
    }

    @Override
    public boolean canLeave() {
      return leave != null;
    }

    @Override
    public RuntimeException leaving() {
      return left();
    }
  }

  @Override
  public String operator() {
    return operator;
  }

  /** This process's share of the run ends, and the run does not. */
  Departure left() {
    if (leave != null) {
      leave.run();
    }
    return new Departure("Left at the prompt by " + operator + ".");
  }

  private String read(String question) {
    try {
      return keyboard.read(mark + question);
    } catch (UserInterruptException interrupted) {
      Waker woken = waker;
      if (woken != null) {
        woken.rethrow();
      }
      throw interrupted;
    }
  }

  @Override
  public void close() {
    keyboard.close();
  }
}
