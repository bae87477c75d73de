package dev.runbook.stdlib.jenkins;

import dev.runbook.spi.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The queue of the simulated Jenkins: runs wait out a quiet period, and an item is forgotten a
 * while after it has left.
 */
final class SimulatedQueue {

  private static final Duration QUIET_PERIOD = Duration.ofSeconds(5);

  private static final Duration UNTIL_A_MACHINE_IS_FREE = Duration.ofMinutes(3);

  /** So long does the real queue remember an item that has left it. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  static final class Item {

    final int id;
    final SimulatedPipeline pipeline;
    final Map<String, String> parameters;
    final Set<String> users = new LinkedHashSet<>();
    final Instant since;
    @Nullable SimulatedRun run;
    boolean cancelled;
    String why = "In the quiet period.";

    Item(
        int id,
        SimulatedPipeline pipeline,
        Map<String, String> parameters,
        String user,
        Instant since) {
      this.id = id;
      this.pipeline = pipeline;
      this.parameters = parameters;
      this.users.add(user);
      this.since = since;
    }

    boolean waits() {
      return run == null && !cancelled;
    }
  }

  private final World world;
  private final Map<Integer, Item> items = new LinkedHashMap<>();
  private int lastId = 100;

  SimulatedQueue(World world) {
    this.world = world;
  }

  /**
   * An item of the same pipeline with equal parameters that still waits: a second request is folded
   * into it.
   */
  Optional<Item> equal(SimulatedPipeline pipeline, Map<String, String> parameters) {
    return items.values().stream()
        .filter(Item::waits)
        .filter(item -> item.pipeline == pipeline && item.parameters.equals(parameters))
        .findFirst();
  }

  Item add(
      SimulatedPipeline pipeline,
      Map<String, String> parameters,
      String user,
      JenkinsFaults faults) {
    Item item = new Item(++lastId, pipeline, parameters, user, world.now());
    items.put(item.id, item);
    if (faults.strikes("cancelled")) {
      world.after(QUIET_PERIOD.dividedBy(2), () -> item.cancelled = true);
    }
    Duration wait = QUIET_PERIOD;
    if (faults.strikes("stuck")) {
      item.why = "Waiting for next available executor";
      wait = UNTIL_A_MACHINE_IS_FREE;
    }
    world.after(wait, () -> leave(item));
    return item;
  }

  private void leave(Item item) {
    if (!item.cancelled) {
      item.run = item.pipeline.start(item.parameters, item.users, item.id);
    }
    world.after(REMEMBERED, () -> items.remove(item.id));
  }

  Optional<Item> item(int id) {
    return Optional.ofNullable(items.get(id));
  }

  Collection<Item> items() {
    return items.values();
  }
}
