package dev.runbook.journal;

import dev.runbook.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a person answered.
 *
 * @param value what was asked for; where a limit was reached, how long to go on, and null for as
 *     long again
 * @param by who, in the form in which they are known
 * @param proven whether a service vouches for who it was; what is typed on a terminal is claimed
 * @param reason why; empty where none was given
 */
public record Answer(
    Choice choice, @Nullable Value value, String by, boolean proven, String reason) {

  public enum Choice {
    YES,
    NO,
    /** Ask the ladder of the prompt for help, and then ask again. */
    ESCALATE,
    /** No answer yet, but words for the record: they are the reason. The question stays open. */
    NOTE,
    /** Stop the run. */
    STOP,
    /** Nobody answered in time. */
    NOBODY
  }

  public boolean isYes() {
    return choice == Choice.YES;
  }
}
