package dev.runbook.spi;

import org.jspecify.annotations.Nullable;

/**
 * A connected service. One attempt per call: a client never repeats a change by itself, not even
 * below itself.
 */
public interface ServiceClient extends AutoCloseable {

  /**
   * Performs one action of the declaration.
   *
   * @return the result as {@link Arguments} describes, or null where the action has none
   * @throws ServiceFailure in every case but success
   */
  @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException;

  @Override
  default void close() {}
}
