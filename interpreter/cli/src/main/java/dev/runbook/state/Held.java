package dev.runbook.state;

/** Somebody else holds it. The message says who, since when, and what to do. */
public final class Held extends StateException {

  private static final long serialVersionUID = 1L;

  Held(String message) {
    super(message);
  }
}
