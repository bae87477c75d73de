package dev.runbook.evaluate;

import dev.runbook.door.Departure;
import dev.runbook.door.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The end of what is known of a run that is only gone over. */
final class Standstill extends Departure {
  private static final long serialVersionUID = 1L;

  Standstill() {
    super("the record ends here");
  }

  /** Each branch is gone over to its own end. */
  @Override
  public boolean endsAll() {
    return false;
  }

  /** Nothing is waited for, and so one branch can come after the other. */
  record Stopped(Instant now) implements Timeline {
    @Override
    public void sleep(Duration length) {
      throw new Standstill();
    }

    @Override
    public boolean letOthersGoOn() {
      return false;
    }

    @Override
    public void all(List<Runnable> branches) {
      branches.forEach(Runnable::run);
    }
  }
}
