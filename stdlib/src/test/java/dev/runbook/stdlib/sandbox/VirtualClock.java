package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until somebody sleeps on it. */
public final class VirtualClock implements RunClock {

  private volatile Instant now;

  public VirtualClock(Instant start) {
    now = start;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration length) {
    now = now.plus(length);
  }
}
