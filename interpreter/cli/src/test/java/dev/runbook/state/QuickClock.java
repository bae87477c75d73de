package dev.runbook.state;

import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.time.Instant;

/** The machine's time, on which waiting is twenty times as quick. */
final class QuickClock implements RunClock {

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    Thread.sleep(length.dividedBy(20));
  }
}
