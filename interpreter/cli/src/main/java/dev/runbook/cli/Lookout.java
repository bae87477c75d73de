package dev.runbook.cli;

import dev.runbook.evaluate.Pacer.Stop;
import dev.runbook.evaluate.Pacer.Told;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that are looked at while somebody thinks: what they come to is told whenever it is
 * something else. Nobody waits for a look: a service may take its time.
 */
final class Lookout {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  private final Console console;
  private final String mark;
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore moved = new Semaphore(0);
  private final Map<String, String> seen = new LinkedHashMap<>();
  private @Nullable Stop at;
  private @Nullable Thread looking;

  Lookout(Console console, String mark) {
    this.console = console;
    this.mark = mark;
  }

  void add(String expression, Stop stop) {
    Told told = stop.evaluate(expression);
    if (!told.fine() || told.changes()) {
      console.tell("  ", "    ", told.changes() ? "Only what reads can be watched." : told.words());
      return;
    }
    lock.lock();
    try {
      at = stop;
      seen.put(expression, told.words());
      tell(expression, told.words());
      if (looking == null) {
        looking = Thread.ofVirtual().start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  /** From here on it looks from where the run stands now, and at once. */
  void stands(Stop stop) {
    lock.lock();
    try {
      at = stop;
    } finally {
      lock.unlock();
    }
    moved.release();
  }

  /** The run goes on: what is known here is over, and there is nothing to look from. */
  void goes() {
    lock.lock();
    try {
      at = null;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (isWanted()) {
        for (String expression : watched()) {
          look(expression);
        }
        pause();
      }
    } catch (InterruptedException end) {
      // Nobody wants to know any more.
    }
  }

  private void look(String expression) {
    Stop here = here();
    if (here == null) {
      return;
    }
    String words = here.evaluate(expression).words();
    lock.lock();
    try {
      // Meanwhile the run may have gone on, and what was known there may be something else here.
      if (here.equals(at)
          && isWanted()
          && seen.containsKey(expression)
          && !words.equals(seen.put(expression, words))) {
        tell(expression, words);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(String expression, String words) {
    console.tell(mark + "watch: ", "    ", expression + " is " + words);
  }

  private boolean isWanted() {
    lock.lock();
    try {
      return Thread.currentThread().equals(looking);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Stop here() {
    lock.lock();
    try {
      return at;
    } finally {
      lock.unlock();
    }
  }

  private List<String> watched() {
    lock.lock();
    try {
      return List.copyOf(seen.keySet());
    } finally {
      lock.unlock();
    }
  }

  private void pause() throws InterruptedException {
    boolean _ = moved.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    moved.drainPermits();
  }

  void clear() {
    lock.lock();
    try {
      seen.clear();
      Thread thread = looking;
      looking = null;
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
