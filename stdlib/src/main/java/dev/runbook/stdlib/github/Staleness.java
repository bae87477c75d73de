package dev.runbook.stdlib.github;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Polling;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * GitHub's answers may be older than what was written a moment ago, so one look never shows that
 * something is not there.
 */
final class Staleness {

  @FunctionalInterface
  interface Look<T> {
    Optional<T> look() throws IOException, ServiceFailure, InterruptedException;
  }

  private static final Duration EVERY = Duration.ofSeconds(2);

  private Staleness() {}

  /** What shows within the call's time. */
  static <T> Optional<T> seen(Conversation conversation, Look<T> look)
      throws ServiceFailure, InterruptedException {
    CallContext call = conversation.call;
    return Polling.poll(
        call,
        EVERY,
        () -> {
          try {
            return look.look();
          } catch (IOException complaint) {
            throw conversation.failure(complaint);
          }
        });
  }

  /** Whether something is gone within the call's time. */
  static <T> boolean gone(Conversation conversation, Look<T> look)
      throws ServiceFailure, InterruptedException {
    return seen(conversation, () -> look.look().isPresent() ? Optional.empty() : Optional.of(true))
        .isPresent();
  }
}
