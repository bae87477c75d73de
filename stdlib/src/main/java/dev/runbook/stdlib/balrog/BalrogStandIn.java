package dev.runbook.stdlib.balrog;

import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Facts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Balrog's applications as the sandbox plays them: each address says which version it runs.
 * Deployments change that.
 */
final class BalrogStandIn implements StandIn {

  private final World world;
  private final List<URI> addresses = new ArrayList<>();

  BalrogStandIn(World world) {
    this.world = world;
    Facts versions = Facts.of("balrog", world.facts(), "versions").map("versions");
    for (String address : versions.keys()) {
      addresses.add(versions.address(address, address));
      world.put("version " + address, versions.text(address));
    }
  }

  @Override
  public List<String> hosts() {
    return addresses.stream().map(URI::getHost).toList();
  }

  @Override
  public Reply handle(Request request) {
    for (URI address : addresses) {
      if (request.uri().equals(address.resolve("__version__"))) {
        String version = world.get("version " + address).orElse("unknown");
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
