package dev.runbook.stdlib.balrog;

import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Facts;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Balrog's applications as the sandbox plays them: each address says which version it runs.
 * Deployments change that.
 */
final class BalrogStandIn implements StandIn {

  private static final String UNKNOWN = "unknown";

  private final World world;
  private final Map<URI, String> first = new HashMap<>();
  private final List<URI> addresses = new ArrayList<>();

  BalrogStandIn(World world) {
    this.world = world;
    Facts versions = Facts.of("balrog", world.facts(), "versions").map("versions");
    for (String address : versions.keys()) {
      addresses.add(versions.address(address, address));
      first.put(addresses.getLast(), versions.text(address));
      world.put("version " + address, versions.text(address));
    }
  }

  @Override
  public List<String> hosts() {
    return addresses.stream().map(URI::getHost).toList();
  }

  @Override
  public Map<String, String> faults() {
    return Map.of(
        "unknown-version", "an address does not know which version it runs",
        "old-machine", "a machine answers that has not got the new version yet");
  }

  @Override
  public Reply handle(Request request) {
    for (URI address : addresses) {
      if (request.uri().equals(address.resolve("__version__"))) {
        String version = world.get("version " + address).orElse(UNKNOWN);
        if (world.strikes("unknown-version")) {
          version = UNKNOWN;
        } else if (world.strikes("old-machine")) {
          version = first.getOrDefault(address, UNKNOWN);
        }
        String bare = version.startsWith("v") ? version.substring(1) : version;
        return Reply.json(
                200,
                Json.object()
                    .put("commit", "0000000000000000000000000000000000000000")
                    .put("version", bare)
                    .put("source", "https://github.com/mozilla-releng/balrog")
                    .put("build", "sandbox")
                    .toString())
            .with("Cache-Control", "no-cache");
      }
    }
    return Reply.text(404, "Not Found");
  }
}
