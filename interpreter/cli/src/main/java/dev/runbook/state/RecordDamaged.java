package dev.runbook.state;

/** A record that is not what was written. What it said is not guessed. */
public final class RecordDamaged extends StateException {

  private static final long serialVersionUID = 1L;

  RecordDamaged(String message) {
    super(message);
  }
}
