package dev.runbook.stdlib.balrog;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Facts;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Balrog's applications as the sandbox plays them: each address says which version it runs.
 * Deployments change that.
 */
final class BalrogStandIn implements StandIn {

  private static final String UNKNOWN_VERSION = "unknown";
  private static final String OLD_MACHINE = "old-machine";
  private static final String UNKNOWN = "unknown-version";
  private static final String CACHED = "cached-heartbeat";
  private static final String NO_DATABASE = "no-database";

  private final World world;
  private final Map<URI, String> atStart = new HashMap<>();
  private final List<URI> addresses = new ArrayList<>();

  BalrogStandIn(World world) {
    this.world = world;
    Facts versions = Facts.of("balrog", world.facts(), "versions").map("versions");
    for (String address : versions.keys()) {
      addresses.add(versions.address(address, address));
      atStart.put(versions.address(address, address), versions.text(address));
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
        OLD_MACHINE, "a machine answers that has not got the new version yet",
        UNKNOWN, "an address does not know which version it runs",
        CACHED, "an application has lost its database, and a cache tells of a minute ago",
        NO_DATABASE, "an application does not reach its database");
  }

  @Override
  public void happen(String event, Arguments arguments) {
    URI address = URI.create(arguments.text("address"));
    if (!addresses.contains(address)) {
      throw new IllegalArgumentException("`" + address + "` is not among the addresses");
    }
    world.put("version " + address, arguments.version("version").spelling());
  }

  @Override
  public Reply handle(Request request) {
    for (URI address : addresses) {
      if (request.uri().equals(address.resolve("__version__"))) {
        return version(address);
      }
      if (request.uri().equals(address.resolve("__heartbeat__"))) {
        boolean fresh = request.header("Cache-Control").equals(Optional.of("no-cache"));
        return world.strikes(NO_DATABASE) || (world.strikes(CACHED) && fresh)
            ? Reply.text(502, "Can't connect to the database.")
            : Reply.text(200, "1").with("Cache-Control", "public, max-age=60");
      }
      if (request.uri().equals(address.resolve("__lbheartbeat__"))) {
        return Reply.text(200, "OK!");
      }
    }
    return Reply.text(404, "Not Found");
  }

  private Reply version(URI address) {
    String now = world.get("version " + address).orElse(UNKNOWN_VERSION);
    String version =
        world.strikes(UNKNOWN)
            ? UNKNOWN_VERSION
            : world.strikes(OLD_MACHINE) ? atStart.getOrDefault(address, now) : now;
    return Reply.json(
            200,
            Json.object()
                .put("commit", "0000000000000000000000000000000000000000")
                .put("version", version.startsWith("v") ? version.substring(1) : version)
                .put("source", "https://github.com/mozilla-releng/balrog")
                .put("build", "sandbox")
                .toString())
        .with("Cache-Control", "no-cache");
  }
}
