package dev.runbook.cli;

/**
 * A command that a person ended before it had done everything. The message says what is missing.
 */
final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
