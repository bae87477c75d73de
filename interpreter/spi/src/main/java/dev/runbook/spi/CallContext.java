package dev.runbook.spi;

import java.time.Duration;
import java.util.Optional;

/** What a client knows of the call that it makes. */
public interface CallContext {

  /**
   * A key that is the same for every attempt at one effect and differs between effects, for
   * services that take one: letters, digits, {@code -}, {@code .} and {@code /}, at most 200
   * characters.
   */
  String idempotencyKey();

  /**
   * The key of the effect that this read looks for, where an action's {@code observe} asks it after
   * a doubt: then that very effect counts, and no other one that looks alike.
   */
  default Optional<String> observed() {
    return Optional.empty();
  }

  /** How long the call may take on the run's clock. */
  Duration limit();

  RunClock clock();

  /**
   * To be called right before anything is sent that changes something. A process that does not hold
   * its run any more, as it was frozen while another one took over, gets no further: what is thrown
   * then is not for the client to catch.
   */
  default void beforeChange() {}

  /** Tells the operator what is seen meanwhile, in a few words. */
  void progress(String seen);
}
