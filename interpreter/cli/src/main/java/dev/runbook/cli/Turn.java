package dev.runbook.cli;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is at the terminal: one asks at a time, and what failed goes before what can wait.
 */
final class Turn {

  /** Fair: whoever lets another one go first has its turn again behind it. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /**
   * Waits for it.
   *
   * @param failure what failed, for which a question is set aside; empty where it can wait
   */
  void take(String failure) {
    if (failure.isEmpty()) {
      lock.lock();
      return;
    }
    failures.add(failure);
    lock.lock();
    failures.remove(failure);
  }

  void give() {
    lock.unlock();
  }

  /** What has failed and waits to be told; empty where nothing does. */
  String urgent() {
    String first = failures.peek();
    return first == null ? "" : first;
  }
}
