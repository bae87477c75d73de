package dev.runbook.evaluate;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The interrupts of a run. One of them ends what is being done and nothing more: what has to be put
 * right after it is cut by another interrupt only.
 */
final class Interrupts {

  private final AtomicInteger count = new AtomicInteger();

  /** To be told where an interrupt has had its effect. */
  void heeded() {
    if (Thread.interrupted()) {
      count.incrementAndGet();
    }
  }

  int count() {
    return count.get();
  }

  /** Whoever started the run learns at its end that it was interrupted. */
  void handOn() {
    if (count.get() > 0) {
      Thread.currentThread().interrupt();
    }
  }
}
