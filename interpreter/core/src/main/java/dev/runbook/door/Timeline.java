package dev.runbook.door;

import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.util.List;

/** The time of a run, and the branches that share it. */
public interface Timeline extends RunClock {

  /** After how long a sleeper looks at the clock again, which may have been put right meanwhile. */
  default Duration glance() {
    return Duration.ofMinutes(1);
  }

  /**
   * Lets other branches go on first, and takes no time of the run.
   *
   * @return false where it cannot, because one comes after the other
   */
  default boolean letOthersGoOn() throws InterruptedException {
    sleep(Duration.ZERO);
    return true;
  }

  /**
   * Runs branches side by side and returns when all of them have ended. A branch throws nothing.
   */
  void all(List<Runnable> branches) throws InterruptedException;
}
