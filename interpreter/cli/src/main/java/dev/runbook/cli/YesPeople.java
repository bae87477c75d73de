package dev.runbook.cli;

import dev.runbook.door.People;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Nobody, who agrees: for rehearsals only. It confirms, ticks, accepts warnings and takes defaults,
 * and says so; it never decides what could not be decided, and never undoes.
 */
final class YesPeople implements People {

  private static final String NAME = "--yes";
  private static final Answer NO = new Answer(Choice.NO, null, "", false, "");

  /** Nobody says what is asked for. */
  private static final Answer UNKNOWN =
      new Answer(
          Choice.NO,
          null,
          "",
          false,
          NAME + " has no answer where there is no default: answer it on a terminal, without it");

  /** What is said yes to. */
  enum To {
    NOTHING,
    GOING_ON,
    /** What somebody wants to be taken back is; where a run goes on, nothing is. */
    GOING_BACK;

    static To goingOn(boolean yes) {
      return yes ? GOING_ON : NOTHING;
    }

    static To goingBack(boolean yes) {
      return yes ? GOING_BACK : NOTHING;
    }
  }

  private final To to;
  private final Consumer<String> accepted;
  private final AtomicInteger voices = new AtomicInteger();

  YesPeople(To to, Consumer<String> accepted) {
    this.to = to;
    this.accepted = accepted;
  }

  @Override
  public boolean attended() {
    return false;
  }

  @Override
  public Answer ask(Prompt prompt) {
    return switch (prompt.kind()) {
      case CONFIRM, DO -> {
        accepted.accept(prompt.text());
        yield prompt.quorum() > 1
            ? new Answer(Choice.YES, null, NAME + " " + voices.incrementAndGet(), false, "")
            : yes(null);
      }
      case WARN -> {
        accepted.accept("warning: " + prompt.text());
        yield yes(null);
      }
      case ASK -> byDefault(prompt, prompt.text() + " — the default");
      case BY_HAND -> {
        if (prompt.type() != null) {
          yield byDefault(prompt, "by hand: " + prompt.text());
        }
        accepted.accept("by hand: " + prompt.text());
        yield yes(null);
      }
      case UNDO -> {
        if (to != To.GOING_BACK) {
          yield NO;
        }
        accepted.accept(prompt.text());
        yield yes(null);
      }
      case UNDECIDED, IN_DOUBT -> NO;
      case FAILED, DEADLINE, ESCALATION, UNDO_FAILED, STEP ->
          new Answer(Choice.NOBODY, null, "", false, "");
    };
  }

  private Answer byDefault(Prompt prompt, String what) {
    if (prompt.byDefault() == null) {
      return UNKNOWN;
    }
    accepted.accept(what);
    return yes(prompt.byDefault());
  }

  private static Answer yes(dev.runbook.value.@Nullable Value value) {
    return new Answer(Choice.YES, value, NAME, false, "");
  }
}
