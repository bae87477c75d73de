package dev.runbook.check;

/** What computing an expression does to the world outside, the harmless first. */
public enum Effect {
  PURE,
  /** It looks, and may be repeated. */
  READ,
  /** It tells somebody: once, and never taken back. */
  NOTICE,
  CHANGE;

  public boolean atLeast(Effect other) {
    return compareTo(other) >= 0;
  }
}
