package dev.runbook.stdlib.matrix;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where our homeserver is. A server's name is not its host: it says at a well-known place where its
 * homeserver is. That place is asked without our token, for it belongs to the homeserver alone.
 */
final class Discovery {

  private final Connection connection;
  private final Exchange exchange;
  private final AtomicReference<@Nullable URI> discovered = new AtomicReference<>();

  Discovery(Connection connection) {
    this.connection = connection;
    exchange = new Exchange("Matrix", connection);
  }

  /**
   * The homeserver's address; where the profile names neither it nor us, the room's server is ours.
   */
  URI base(String room, CallContext call) throws ServiceFailure, InterruptedException {
    URI base = connection.base().orElse(discovered.get());
    if (base == null) {
      base = discover(server(connection.setting("user").orElse(room)), call);
      discovered.set(base);
    }
    return base;
  }

  /** What stands behind the colon in the name of a user or room. */
  private static URI server(String name) throws ServiceFailure {
    try {
      return URI.create("https://" + name.substring(name.indexOf(':') + 1) + "/");
    } catch (IllegalArgumentException nonsense) {
      throw ServiceFailure.refused(
          "`%s` is no name in Matrix: write a room as in `#room:server.org`.".formatted(name));
    }
  }

  private URI discover(URI server, CallContext call) throws ServiceFailure, InterruptedException {
    Answer answer =
        exchange
            .ask(call, "tell where the homeserver is")
            .get(server.resolve("/.well-known/matrix/client"));
    String base = answer.json().path("m.homeserver").path("base_url").asText();
    try {
      URI address = URI.create(base);
      if (address.getHost() != null) {
        return address;
      }
      throw answer.unusable("it names no homeserver");
    } catch (IllegalArgumentException nonsense) {
      throw answer.unusable("it names no homeserver");
    }
  }
}
