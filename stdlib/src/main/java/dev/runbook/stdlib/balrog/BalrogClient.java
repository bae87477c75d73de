package dev.runbook.stdlib.balrog;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Version;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a Balrog application says of itself at {@code __version__}. */
final class BalrogClient implements ServiceClient {

  private static final String UNKNOWN = "unknown";

  private final Exchange exchange;

  BalrogClient(Connection connection) {
    exchange = new Exchange("Balrog", connection);
  }

  @Override
  public @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!action.equals("version-at")) {
      throw new IllegalArgumentException("balrog has no action " + action);
    }
    URI base = Uris.address(arguments.text("base"));
    Answer answer =
        exchange.ask(call, "tell the version at " + base).get(Uris.below(base, "__version__"));
    String version = answer.json().path("version").asText("");
    if (version.equals(UNKNOWN)) {
      return null;
    }
    return Version.parse("v" + version).orElseThrow(() -> answer.unusable("its version is none"));
  }
}
