package dev.runbook.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * The branches of one parallel. When one of them has ended the run, the others go on to their next
 * effect and no further; what they are in the middle of is never cut.
 */
final class Siblings {

  private final @Nullable Siblings outer;
  private volatile boolean ended;

  Siblings(@Nullable Siblings outer) {
    this.outer = outer;
  }

  void end() {
    ended = true;
  }

  boolean over() {
    return ended || (outer != null && outer.over());
  }
}
