package dev.runbook.stdlib.exchange;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks again and again, on the run's clock, until something is there or the call's time is over.
 */
public final class Polling {

  @FunctionalInterface
  public interface Look<T> {
    Optional<T> look() throws ServiceFailure, InterruptedException;
  }

  private Polling() {}

  /**
   * What was seen, or nothing where it did not show within the call's limit. The first look is at
   * once.
   */
  public static <T> Optional<T> poll(CallContext call, Duration every, Look<T> look)
      throws ServiceFailure, InterruptedException {
    return poll(call, call.limit(), every, look);
  }

  /** The same for a while that may be shorter than the call's limit. */
  public static <T> Optional<T> poll(CallContext call, Duration most, Duration every, Look<T> look)
      throws ServiceFailure, InterruptedException {
    Duration length = most.compareTo(call.limit()) < 0 ? most : call.limit();
    Instant end = call.clock().now().plus(length);
    while (true) {
      Optional<T> seen = look.look();
      if (seen.isPresent() || !call.clock().now().plus(every).isBefore(end)) {
        return seen;
      }
      call.clock().sleep(every);
    }
  }
}
