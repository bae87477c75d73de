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
  public boolean letOthersGoOn() throws InterruptedException {
    Thread.sleep(1);
    return true;
  }

  @Override
  public void all(List<Runnable> branches) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Runnable branch : branches) {
      threads.add(Thread.ofVirtual().start(branch));
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          // The branches have to end in order too: nothing may go on behind a run that has ended.
          interrupted = true;
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
  }
}
