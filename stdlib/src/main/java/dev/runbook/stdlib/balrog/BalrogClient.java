package dev.runbook.stdlib.balrog;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Version;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.util.List;
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
    return version(arguments, call);
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!arguments.has("base")) {
      return List.of();
    }
    Version version = version(arguments, call);
    return List.of(
        Finding.good(
            "Balrog at %s answers, and runs %s"
                .formatted(
                    arguments.text("base"), version == null ? "what it does not say" : version)));
  }

  private @Nullable Version version(Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
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
