package dev.runbook.state;

/** What the state folder refuses. The message is for people: what is wrong, and what to do. */
public class StateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StateException(String message) {
    super(message);
  }

  StateException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
