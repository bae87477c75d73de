package dev.runbook.door;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The machine's time, and a virtual thread for each branch. */
public final class RealTimeline implements Timeline {

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }

  @Override
  public void all(List<Runnable> branches) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Runnable branch : branches) {
      threads.add(Thread.ofVirtual().start(branch));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
