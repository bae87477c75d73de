package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The releases that were published in a rehearsal, which automation elsewhere acts upon. */
public final class Released {

  /** Lines of a moment, a blank and a tag. */
  private static final String KEY = "released";

  private Released() {}

  public static void publish(World world, String tag) {
    world.put(KEY, world.get(KEY).orElse("") + world.now() + " " + tag + "\n");
  }

  /** The tags that were released at least so long ago. */
  public static List<String> since(World world, Duration age) {
    Instant latest = world.now().minus(age);
    List<String> tags = new ArrayList<>();
    world
        .get(KEY)
        .orElse("")
        .lines()
        .map(line -> line.split(" ", 2))
        .filter(line -> !Instant.parse(line[0]).isAfter(latest))
        .forEach(line -> tags.add(line[1]));
    return tags;
  }
}
