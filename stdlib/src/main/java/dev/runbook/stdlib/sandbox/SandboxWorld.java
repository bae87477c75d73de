package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.RunClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time, the events and the shared facts of a rehearsal. Nothing runs by itself: what is due
 * happens before the next request is answered, and sees the time at which it was due. Guarded by
 * the sandbox, which lets one thread in at a time.
 */
final class SandboxWorld {

  private record Event(Instant due, long order, Runnable happening) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = due.compareTo(other.due);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  private final RunClock clock;
  private final Path scratch;
  private final Commons commons;
  private final Faults faults;
  private final Map<String, String> shared = new HashMap<>();
  private final Map<String, Supplier<String>> offered = new HashMap<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long planned;
  private @Nullable Instant happeningAt;

  SandboxWorld(RunClock clock, Path scratch, Commons commons, Faults faults) {
    this.clock = clock;
    this.scratch = scratch;
    this.commons = commons;
    this.faults = faults;
  }

  Instant now() {
    return happeningAt != null ? happeningAt : clock.now();
  }

  void after(Duration delay, Runnable event) {
    events.add(new Event(now().plus(delay), planned++, event));
  }

  @Nullable String get(String key) {
    Supplier<String> making = offered.remove(key);
    if (making != null) {
      shared.put(key, making.get());
    }
    return shared.get(key);
  }

  void put(String key, String value) {
    offered.remove(key);
    shared.put(key, value);
  }

  void offer(String key, Supplier<String> making) {
    offered.put(key, making);
  }

  Commons commons() {
    return commons;
  }

  Path scratch() {
    return scratch;
  }

  Faults faults() {
    return faults;
  }

  void catchUp() {
    Instant present = clock.now();
    try {
      for (Event next = events.peek();
          next != null && !next.due().isAfter(present);
          next = events.peek()) {
        events.remove();
        happeningAt = next.due();
        next.happening().run();
      }
    } finally {
      happeningAt = null;
    }
  }
}
