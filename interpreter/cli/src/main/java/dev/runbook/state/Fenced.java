package dev.runbook.state;

/**
 * What this process held, it holds no more: whatever it did now, somebody else would not expect.
 */
public final class Fenced extends StateException {

  private static final long serialVersionUID = 1L;

  Fenced(String message) {
    super(message);
  }
}
