package dev.runbook.door;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/**
 * A time that passes only while every branch waits. One branch runs at a time and hands over when
 * it sleeps or ends, so that a rehearsal takes no time and goes the same way each time.
 */
public final class VirtualTimeline implements Timeline {

  private static final class Branch {
    private final Semaphore turn = new Semaphore(0);
    private Branch parent = this;
    private int children;
  }

  private record Sleeper(Instant wakes, long order, Branch branch) {}

  /** A thread belongs to one run at a time, and so to one of its branches. */
  private static final ThreadLocal<Branch> CURRENT = new ThreadLocal<>();

  private final Queue<Branch> ready = new ArrayDeque<>();
  private final PriorityQueue<Sleeper> sleepers =
      new PriorityQueue<>(Comparator.comparing(Sleeper::wakes).thenComparingLong(Sleeper::order));
  private Instant now;
  private long order;

  public VirtualTimeline(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    Branch me = me();
    synchronized (this) {
      sleepers.add(
          new Sleeper(now.plus(length.isNegative() ? Duration.ZERO : length), order++, me));
      handOver();
    }
    me.turn.acquire();
  }

  @Override
  public void all(List<Runnable> branches) throws InterruptedException {
    if (branches.isEmpty()) {
      return;
    }
    Branch me = me();
    synchronized (this) {
      me.children = branches.size();
      for (Runnable work : branches) {
        Branch branch = new Branch();
        branch.parent = me;
        ready.add(branch);
        Thread _ = Thread.ofVirtual().start(() -> run(branch, work));
      }
      handOver();
    }
    me.turn.acquire();
  }

  private void run(Branch branch, Runnable work) {
    branch.turn.acquireUninterruptibly();
    CURRENT.set(branch);
    try {
      work.run();
    } finally {
      synchronized (this) {
        if (--branch.parent.children == 0) {
          ready.add(branch.parent);
        }
        handOver();
      }
    }
  }

  /** Whoever is not one of our branches is the run itself. */
  private Branch me() {
    Branch branch = CURRENT.get();
    if (branch == null) {
      branch = new Branch();
      CURRENT.set(branch);
    }
    return branch;
  }

  private void handOver() {
    Branch next = ready.poll();
    if (next == null) {
      Sleeper sleeper = sleepers.poll();
      if (sleeper == null) {
        return;
      }
      now = now.isAfter(sleeper.wakes) ? now : sleeper.wakes;
      next = sleeper.branch;
    }
    next.turn.release();
  }
}
