package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of a sandbox that is a process of its own: it goes by as elsewhere, from the moment of
 * the world's file on, and can be set forward.
 */
public final class SandboxClock implements RunClock {

  private final RunClock machine;
  private Instant start;
  private Instant begun;

  /**
   * @param machine whose time goes by
   */
  public SandboxClock(RunClock machine, Instant start) {
    this.machine = machine;
    this.start = start;
    this.begun = machine.now();
  }

  @Override
  public synchronized Instant now() {
    return start.plus(Duration.between(begun, machine.now()));
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    machine.sleep(length);
  }

  synchronized void set(Instant now) {
    start = now;
    begun = machine.now();
  }
}
