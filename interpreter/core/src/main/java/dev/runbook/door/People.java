package dev.runbook.door;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Prompt;

/** The people around a run. */
public interface People {

  /** Waits for an answer, on the run's clock where the prompt has a limit. */
  Answer ask(Prompt prompt) throws InterruptedException;

  /**
   * Whether somebody sits at the run: then a deadline ends in a question, and in a time-out
   * otherwise.
   */
  boolean attended();
}
