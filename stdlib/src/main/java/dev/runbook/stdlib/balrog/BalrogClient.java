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
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a Balrog application says of itself, at the addresses that all of Mozilla's have. */
final class BalrogClient implements ServiceClient {

  private static final String UNKNOWN = "unknown";
  private static final int BAD_GATEWAY = 502;
  private static final BigDecimal MOST_SAMPLES = BigDecimal.valueOf(100);

  private final Exchange exchange;

  BalrogClient(Connection connection) {
    exchange = new Exchange("Balrog", connection);
  }

  @Override
  public @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    URI base = Uris.address(arguments.text("base"));
    return switch (action) {
      case "version-at" -> version(base, call).orElse(null);
      case "versions-at" -> versions(base, arguments.number("samples"), call);
      case "database-reached" -> heartbeat(base, call);
      case "alive" -> {
        exchange.ask(call, "say that it is alive at " + base).get(at(base, "__lbheartbeat__"));
        yield true;
      }
      default -> throw new IllegalArgumentException("balrog has no action " + action);
    };
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!arguments.has("base")) {
      return List.of();
    }
    URI base = Uris.address(arguments.text("base"));
    String runs = version(base, call).map(Version::spelling).orElse("what it does not say");
    return List.of(Finding.good("Balrog at %s answers, and runs %s".formatted(base, runs)));
  }

  private Optional<Version> version(URI base, CallContext call)
      throws ServiceFailure, InterruptedException {
    Answer answer = exchange.ask(call, "tell the version at " + base).get(at(base, "__version__"));
    String version = answer.json().path("version").asText("");
    return version.equals(UNKNOWN)
        ? Optional.empty()
        : Optional.of(
            Version.parse("v" + version).orElseThrow(() -> answer.unusable("its version is none")));
  }

  private List<Version> versions(URI base, BigDecimal samples, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (samples.compareTo(BigDecimal.ONE) < 0 || samples.compareTo(MOST_SAMPLES) > 0) {
      throw ServiceFailure.refused(
          "Balrog is asked for its version 1 to %s times, and not %s times: correct the number."
              .formatted(MOST_SAMPLES, samples.toPlainString()));
    }
    List<Version> versions = new ArrayList<>();
    for (int sample = samples.intValue(); sample > 0; sample--) {
      versions.add(
          version(base, call)
              .orElseThrow(() ->
                  ServiceFailure.unreadable(
                      "Balrog at %s does not know which version it runs: look there by hand."
                          .formatted(base),
                      null)));
    }
    return versions;
  }

  /** A network of caches may keep the answer for a minute; this asks it not to. */
  private boolean heartbeat(URI base, CallContext call)
      throws ServiceFailure, InterruptedException {
    return exchange
            .ask(call, "say whether the database is reached at " + base)
            .header("Cache-Control", "no-cache")
            .accepting(BAD_GATEWAY)
            .get(at(base, "__heartbeat__"))
            .status()
        != BAD_GATEWAY;
  }

  private static URI at(URI base, String page) {
    return Uris.below(base, page);
  }
}
