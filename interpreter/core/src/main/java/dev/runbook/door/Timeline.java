package dev.runbook.door;

import dev.runbook.spi.RunClock;
import java.util.List;

/** The time of a run, and the branches that share it. */
public interface Timeline extends RunClock {

  /**
   * Runs branches side by side and returns when all of them have ended. A branch throws nothing.
   */
  void all(List<Runnable> branches) throws InterruptedException;
}
