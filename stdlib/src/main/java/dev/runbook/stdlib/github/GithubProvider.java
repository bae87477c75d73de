package dev.runbook.stdlib.github;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.ToolFiles;
import dev.runbook.spi.World;
import dev.runbook.stdlib.Declaration;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Offers the service; loads nothing else until it is connected, because every check instantiates
 * all providers.
 *
 * <p>An Enterprise server's address ends with {@code /api/v3}. Without a token GitHub answers sixty
 * requests an hour and changes nothing, so one is needed.
 */
public final class GithubProvider implements ServiceProvider {

  @Override
  public String service() {
    return "github";
  }

  @Override
  public String declaration() {
    return Declaration.beside(GithubProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.credential(
            "token",
            "a token that may write contents and run workflows",
            "GH_TOKEN",
            "GITHUB_TOKEN"));
  }

  @Override
  public Map<String, String> kept(URI address, ToolFiles files) {
    return GhConfig.kept(address, files);
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(URI.create("https://api.github.com"));
  }

  @Override
  public List<String> lacks(Connection connection) {
    return connection.credential("token").isEmpty() ? List.of("token") : List.of();
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new GithubClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new GithubStandIn(world));
  }
}
