package dev.runbook.stdlib.registry;

import dev.runbook.spi.World;
import dev.runbook.stdlib.sandbox.Facts;
import dev.runbook.stdlib.sandbox.Released;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image: the tags that were there, and those that are built from releases. */
final class SimulatedImage {

  private final World world;
  private final List<String> tags;
  private final @Nullable Duration build;

  SimulatedImage(World world, Facts facts) {
    facts.only("tags", "builds");
    this.world = world;
    tags = facts.texts("tags");
    build = facts.has("builds") ? facts.duration("builds", Duration.ZERO) : null;
  }

  void push(String tag) {
    tags.add(tag);
  }

  List<String> tags() {
    List<String> now = new ArrayList<>(tags);
    if (build != null) {
      Released.since(world, build).stream().filter(tag -> !tags.contains(tag)).forEach(now::add);
    }
    return now;
  }
}
