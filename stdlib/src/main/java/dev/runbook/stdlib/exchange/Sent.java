package dev.runbook.stdlib.exchange;

import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Knows whether any byte of a request may have reached the service: before that a failure has
 * surely done nothing.
 */
final class Sent extends EventListener {

  private final Runnable fence;
  private volatile boolean begun;

  /**
   * @param fence throws where the request must not be sent any more
   */
  Sent(Runnable fence) {
    this.fence = fence;
  }

  void beforeFirstByte() {
    fence.run();
  }

  boolean begun() {
    return begun;
  }

  @Override
  public void requestHeadersStart(Call call) {
    begun = true;
  }
}
