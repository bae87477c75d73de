package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The world as one service's stand-in sees it: its own facts and folder, everybody's time and
 * shared facts.
 */
record ServiceWorld(SandboxWorld world, String service, Map<String, Object> facts)
    implements World {

  @Override
  public Instant now() {
    return world.now();
  }

  @Override
  public void after(Duration delay, Runnable event) {
    world.after(delay, event);
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(world.get(key));
  }

  @Override
  public void put(String key, String value) {
    world.put(key, value);
  }

  @Override
  public void offer(String key, Supplier<String> making) {
    world.offer(key, making);
  }

  @Override
  public boolean awaits(String fault) {
    return world.faults().awaits(service, fault);
  }

  @Override
  public Path common(String content, Consumer<Path> making) {
    return world.commons().get(service + " " + content, making);
  }

  @Override
  public boolean strikes(String fault) {
    return world.faults().strikes(service, fault);
  }

  @Override
  public Path scratch() {
    try {
      return Files.createDirectories(world.scratch().resolve(service));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
