package dev.runbook.spi;

import java.util.List;
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

  /**
   * Looks, by reading only, whether the service is there and knows us.
   *
   * @throws ServiceFailure where it does not; that is told like a bad finding
   */
  default List<Finding> verify(CallContext call) throws ServiceFailure, InterruptedException {
    return List.of();
  }

  /**
   * Looks, by reading only, whether an action could be performed: what its arguments name is there,
   * and we may do it. Not every argument is known before a run, and of a record only some fields
   * may be: ask {@link Arguments#has}.
   */
  default List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    return List.of();
  }

  @Override
  default void close() {}
}
