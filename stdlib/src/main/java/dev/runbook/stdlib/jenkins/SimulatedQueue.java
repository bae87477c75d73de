package dev.runbook.stdlib.jenkins;

import dev.runbook.spi.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue of the simulated Jenkins: runs wait out a quiet period, and an item is forgotten a
 * while after it has left.
 */
final class SimulatedQueue {

  private static final Duration QUIET_PERIOD = Duration.ofSeconds(5);

  /** So long does the real queue remember an item that has left it. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  static final class Item {

    final int id;
    final SimulatedPipeline pipeline;
    final Map<String, String> parameters;
    final String user;
    final Instant since;
    @Nullable SimulatedRun run;

    Item(
        int id,
        SimulatedPipeline pipeline,
        Map<String, String> parameters,
        String user,
        Instant since) {
      this.id = id;
      this.pipeline = pipeline;
      this.parameters = parameters;
      this.user = user;
      this.since = since;
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
        .filter(item -> item.run == null)
        .filter(item -> item.pipeline == pipeline && item.parameters.equals(parameters))
        .findFirst();
  }

  Item add(SimulatedPipeline pipeline, Map<String, String> parameters, String user) {
    Item item = new Item(++lastId, pipeline, parameters, user, world.now());
    items.put(item.id, item);
    world.after(
        QUIET_PERIOD,
        () -> {
          item.run = pipeline.start(parameters, user, item.id);
          world.after(REMEMBERED, () -> items.remove(item.id));
        });
    return item;
  }

  Optional<Item> item(int id) {
    return Optional.ofNullable(items.get(id));
  }

  Collection<Item> items() {
    return items.values();
  }
}
