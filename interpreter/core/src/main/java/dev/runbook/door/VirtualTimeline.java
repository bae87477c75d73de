package dev.runbook.door;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A time that passes only while every branch waits. One branch runs at a time and hands over when
 * it sleeps or ends, so that a rehearsal takes no time and goes the same way each time.
 */
public final class VirtualTimeline implements Timeline {

  private static final class Branch {
    private Branch parent = this;
    private int children;
    private @Nullable Runnable beginning;
    private volatile boolean turn;
    private volatile boolean interrupted;
    private volatile @Nullable Thread waits;

    /** It has no thread before its first turn, so that thousands may wait for theirs. */
    void go() {
      Runnable begins = beginning;
      if (begins == null) {
        turn = true;
        LockSupport.unpark(waits);
      } else {
        beginning = null;
        Thread _ = Thread.ofVirtual().start(begins);
      }
    }

    /** An interrupt takes nobody's turn: who is interrupted is told when it is their own. */
    void await() throws InterruptedException {
      Thread me = Thread.currentThread();
      waits = me;
      while (!turn) {
        if (me.isInterrupted()) {
          // In this order, so that whoever looks up for it sees one of the two.
          interrupted = true;
          boolean _ = Thread.interrupted();
        }
        LockSupport.park(this);
      }
      turn = false;
      waits = null;
      boolean told = Thread.interrupted() || interrupted;
      interrupted = false;
      if (told) {
        throw new InterruptedException();
      }
    }
  }

  /**
   * @param end when the sleep is over; later than {@code wakes} where it looks up before
   * @param looks after how long it does so
   */
  private record Sleeper(
      Instant wakes, long order, Branch branch, Instant end, Duration looks, BooleanSupplier over)
      implements Comparable<Sleeper> {

    @Override
    public int compareTo(Sleeper other) {
      int byTime = wakes.compareTo(other.wakes);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }

    boolean goesOn() {
      return wakes.isBefore(end) && !over.getAsBoolean();
    }
  }

  /** Of this timeline only: a thread may outlive it, and owe it a turn. */
  private final Map<Thread, Branch> branches = new ConcurrentHashMap<>();

  private final Queue<Branch> ready = new ArrayDeque<>();
  private final PriorityQueue<Sleeper> sleepers = new PriorityQueue<>();
  private Instant now;
  private long order;

  private final Consumer<Instant> passes;

  /** Why nobody could be told that time has gone on; thrown at each who is woken. */
  private @Nullable RuntimeException untold;

  public VirtualTimeline(Instant start) {
    this(start, now -> {});
  }

  /**
   * @param passes is told when time has gone on; what it throws meets whoever waits
   */
  public VirtualTimeline(Instant start, Consumer<Instant> passes) {
    this.now = start;
    this.passes = passes;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  /** Nobody puts it right. */
  @Override
  public Duration glance() {
    return Duration.ofDays(Integer.MAX_VALUE);
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    Duration _ = sleep(length, length, () -> false);
  }

  /**
   * It is looked up for it: a thread that does not run each time needs little more than the stack
   * on which it sleeps.
   */
  @Override
  public Duration sleep(Duration length, Duration looks, BooleanSupplier over)
      throws InterruptedException {
    Branch me = me();
    Thread thread = Thread.currentThread();
    Instant end;
    synchronized (this) {
      end = now.plus(length.isNegative() ? Duration.ZERO : length);
      lookUp(me, end, looks, () -> over.getAsBoolean() || thread.isInterrupted() || me.interrupted);
      handOver();
    }
    await(me);
    return Duration.between(now(), end);
  }

  private void await(Branch me) throws InterruptedException {
    me.await();
    synchronized (this) {
      if (untold != null) {
        throw untold;
      }
    }
  }

  private void lookUp(Branch branch, Instant end, Duration looks, BooleanSupplier over) {
    Instant look = now.plus(looks.isNegative() ? Duration.ZERO : looks);
    Instant wakes = look.isBefore(end) ? look : end;
    sleepers.add(new Sleeper(wakes, order++, branch, end, looks, over));
  }

  @Override
  public void all(List<Runnable> work) throws InterruptedException {
    if (work.isEmpty()) {
      return;
    }
    Branch me = me();
    synchronized (this) {
      me.children = work.size();
      for (Runnable one : work) {
        Branch branch = new Branch();
        branch.parent = me;
        branch.beginning = () -> run(branch, one);
        ready.add(branch);
      }
      handOver();
    }
    await(me);
  }

  private void run(Branch branch, Runnable work) {
    branches.put(Thread.currentThread(), branch);
    try {
      work.run();
    } finally {
      branches.remove(Thread.currentThread());
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
    return branches.computeIfAbsent(Thread.currentThread(), thread -> new Branch());
  }

  private void handOver() {
    Branch next = ready.poll();
    while (next == null) {
      Sleeper sleeper = sleepers.poll();
      if (sleeper == null) {
        return;
      }
      if (sleeper.wakes.isAfter(now)) {
        now = sleeper.wakes;
        tell();
      }
      if (sleeper.goesOn()) {
        lookUp(sleeper.branch, sleeper.end, sleeper.looks, sleeper.over);
      } else {
        next = sleeper.branch;
      }
    }
    next.go();
  }

  /** It is not thrown here: who hands over may have nobody left to catch it. */
  private void tell() {
    try {
      passes.accept(now);
    } catch (RuntimeException e) {
      untold = e;
    }
  }
}
