package dev.runbook.dry;

import dev.runbook.door.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Time that does not pass: nothing is waited for, and branches come one after the other. */
final class StillTimeline implements Timeline {

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public void sleep(Duration length) {}

  @Override
  public void all(List<Runnable> branches) {
    branches.forEach(Runnable::run);
  }
}
