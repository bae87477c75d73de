package dev.runbook.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that did not succeed, and what is known of its effect. The message is one sentence for
 * people: it names the service, what was asked, and what to do; no secret and no answer's raw text
 * stands in it.
 */
public final class ServiceFailure extends Exception {

  private static final long serialVersionUID = 1L;

  public enum Kind {
    /** The service said no; nothing was done. */
    REFUSED,
    /** The service does not know us or does not let us; nothing was done. */
    UNAUTHORIZED,
    /** The service asks for patience; nothing was done. */
    RATE_LIMITED,
    /** The service was not reached; nothing was done. */
    UNAVAILABLE,
    /**
     * The request was sent and no trustworthy answer came: a change may or may not have happened.
     */
    IN_DOUBT,
    /**
     * The answer came and could not be understood: a read is inconclusive, a change is in doubt.
     */
    UNREADABLE
  }

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  private ServiceFailure(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public static ServiceFailure refused(String message) {
    return new ServiceFailure(Kind.REFUSED, message, null, null);
  }

  public static ServiceFailure unauthorized(String message) {
    return new ServiceFailure(Kind.UNAUTHORIZED, message, null, null);
  }

  /**
   * The service asks for patience; nothing was done.
   *
   * @param retryAfter how long the service asks to wait, or null where it does not say
   */
  public static ServiceFailure rateLimited(String message, @Nullable Duration retryAfter) {
    return new ServiceFailure(Kind.RATE_LIMITED, message, retryAfter, null);
  }

  public static ServiceFailure unavailable(String message, @Nullable Throwable cause) {
    return new ServiceFailure(Kind.UNAVAILABLE, message, null, cause);
  }

  public static ServiceFailure inDoubt(String message, @Nullable Throwable cause) {
    return new ServiceFailure(Kind.IN_DOUBT, message, null, cause);
  }

  public static ServiceFailure unreadable(String message, @Nullable Throwable cause) {
    return new ServiceFailure(Kind.UNREADABLE, message, null, cause);
  }

  /** The same failure, told in other words and without its cause, which might say more. */
  public ServiceFailure inOtherWords(String message) {
    return new ServiceFailure(kind, message, retryAfter, null);
  }

  /** One sentence for people. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether a change that ended so certainly did not happen. */
  public boolean nothingDone() {
    return kind != Kind.IN_DOUBT && kind != Kind.UNREADABLE;
  }
}
