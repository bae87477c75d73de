package dev.runbook.door;

import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The time of a run, and the branches that share it. */
public interface Timeline extends RunClock {

  /** After how long a sleeper looks at the clock again, which may have been put right meanwhile. */
  default Duration glance() {
    return Duration.ofMinutes(1);
  }

  /**
   * Sleeps, and looks up again and again whether it should.
   *
   * @param looks after how long
   * @param over whether it should not; asked by any thread, and throws nothing
   * @return what is left of the time where it should not, else nothing
   */
  default Duration sleep(Duration length, Duration looks, BooleanSupplier over)
      throws InterruptedException {
    Duration left = length;
    do {
      Duration nap = left.compareTo(looks) < 0 ? left : looks;
      sleep(nap);
      left = left.minus(nap);
    } while (left.isPositive() && !over.getAsBoolean());
    return left;
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
