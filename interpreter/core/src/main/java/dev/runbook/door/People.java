package dev.runbook.door;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Prompt;
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
   * Whether somebody sits at the run: then a deadline ends in a question, and in a time-out
   * otherwise.
   */
  boolean attended();

  /**
   * Whether somebody has said already that something is so that is otherwise looked at: what a wait
   * waits for, or a check checks. It is not asked.
   */
  default boolean saidSo(String path, String what) {
    return false;
  }
}
