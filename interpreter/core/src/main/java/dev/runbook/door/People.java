package dev.runbook.door;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Prompt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The people around a run. */
public interface People {

  /** Waits for an answer, on the run's clock where the prompt has a limit. */
  Answer ask(Prompt prompt) throws InterruptedException;

  /**
   * Waits for an answer here or elsewhere, whichever comes first.
   *
   * @param elsewhere where else the answer may be given; null: only here
   */
  default Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere) throws InterruptedException {
    return ask(prompt);
  }

  /**
   * The same of a question that may become pointless while somebody thinks about it: then nobody
   * answered.
   *
   * @param pointless why it is, as soon as it is; empty until then
   */
  default Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere, Supplier<String> pointless)
      throws InterruptedException {
    return ask(prompt, elsewhere);
  }

  /**
   * Whether somebody sits at the run: then a deadline ends in a question, and in a time-out
   * otherwise.
   */
  boolean attended();

  /** Whose name what is decided here bears. */
  default String operator() {
    return "";
  }

  /**
   * Whether somebody has said already that something is so that is otherwise looked at: what a wait
   * waits for, or a check checks. It is not asked.
   */
  default boolean saidSo(String path, String what) {
    return false;
  }
}
