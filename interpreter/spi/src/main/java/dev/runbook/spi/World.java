package dev.runbook.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The simulated world of one rehearsal. Its time is the run's clock; its events happen when that
 * clock has reached them, in the order of their times, before any later request is answered.
 */
public interface World {

  Instant now();

  /**
   * What the world's file says under this service's name: maps, lists, texts, numbers, booleans. A
   * stand-in that cannot use it throws an IllegalArgumentException when it is made, whose message
   * is what the author of the file should read.
   */
  Map<String, Object> facts();

  /** Lets something happen after a while. */
  void after(Duration delay, Runnable event);

  /** A fact that stand-ins share, such as which version an environment runs. */
  Optional<String> get(String key);

  void put(String key, String value);

  /** The same for a fact that is made when somebody first asks for it. */
  default void offer(String key, Supplier<String> making) {
    put(key, making.get());
  }

  /**
   * Whether a fault that was asked for happens now; asking is its one occasion.
   *
   * @param fault one of {@link StandIn#faults}
   */
  default boolean strikes(String fault) {
    return false;
  }

  /** Whether a fault was asked for, and may still happen. */
  default boolean awaits(String fault) {
    return false;
  }

  /**
   * A folder that is made once for all rehearsals that begin alike, and is never changed after
   * that.
   *
   * @param content what tells it from others
   */
  default Path common(String content, Consumer<Path> making) {
    Path folder = scratch().resolve("common");
    making.accept(folder);
    return folder;
  }

  /** A private folder of this rehearsal, deleted with it. */
  Path scratch();
}
