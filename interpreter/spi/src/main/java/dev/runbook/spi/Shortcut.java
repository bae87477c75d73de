package dev.runbook.spi;

import java.io.IOException;
import java.time.Duration;

/**
 * A way to a service that is played in this very process: what a socket would carry, without one. A
 * client that does not know of it sends its requests where {@link Connection#route} leads, and gets
 * the same answers there.
 */
public interface Shortcut {

  /**
   * An answer.
   *
   * @param whole false where the connection ended in its middle
   */
  record Delivered(StandIn.Reply reply, boolean whole) {}

  /**
   * Delivers one request, once.
   *
   * @param request with the address as the client wants it
   * @param limit how long an answer is waited for, on the run's clock
   * @throws ServiceFailure where nobody here answers for the host; nothing was done
   * @throws java.net.ConnectException where nobody accepted the connection; nothing was done
   * @throws IOException where the connection ended without an answer after the request was sent
   */
  Delivered send(StandIn.Request request, Duration limit)
      throws IOException, ServiceFailure, InterruptedException;
}
