package dev.runbook.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * The run's clock. In a rehearsal half an hour passes in no time, so a binding takes time from
 * nowhere else.
 */
public interface RunClock {

  Instant now();

  /** Waits for a length of time on this clock. */
  void sleep(Duration length) throws InterruptedException;
}
