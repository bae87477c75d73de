package dev.runbook.state;

/** An entry could not be made to stay. The run has to stop: what it did next, nobody would know. */
public final class RecordFailure extends StateException {

  private static final long serialVersionUID = 1L;

  RecordFailure(String message) {
    super(message);
  }
}
