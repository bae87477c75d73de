package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of a sandbox that is a process of its own: it goes by as elsewhere, from the moment of
 * the world's file on, and can be set forward.
 */
public final class SandboxClock implements RunClock {

  private Instant start;
  private long begun = System.nanoTime();

  public SandboxClock(Instant start) {
    this.start = start;
  }

  @Override
  public synchronized Instant now() {
    return start.plusNanos(System.nanoTime() - begun);
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }

  synchronized void set(Instant now) {
    start = now;
    begun = System.nanoTime();
  }
}
