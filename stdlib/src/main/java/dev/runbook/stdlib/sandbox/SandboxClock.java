package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of a sandbox that is a process of its own: from the moment of the world's file on it
 * goes by as elsewhere, or stands still where whoever waits sets it forward.
 */
public final class SandboxClock implements RunClock {

  private final RunClock machine;
  private final boolean stepped;
  private Instant start;
  private Instant begun;

  /**
   * @param machine whose time goes by
   * @param stepped whether this one does not
   */
  public SandboxClock(RunClock machine, Instant start, boolean stepped) {
    this.machine = machine;
    this.stepped = stepped;
    this.start = start;
    this.begun = machine.now();
  }

  @Override
  public synchronized Instant now() {
    return stepped ? start : start.plus(Duration.between(begun, machine.now()));
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    machine.sleep(length);
  }

  boolean isStepped() {
    return stepped;
  }

  synchronized void set(Instant now) {
    start = now;
    begun = machine.now();
  }
}
