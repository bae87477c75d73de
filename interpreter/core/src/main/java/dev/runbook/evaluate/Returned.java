package dev.runbook.evaluate;

import dev.runbook.value.Value;

/** A return on its way to its procedure or function. */
final class Returned extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Value value;

  Returned(Value value) {
    super(null, null, false, false);
    this.value = value;
  }

  Value value() {
    return value;
  }
}
