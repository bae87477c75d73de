package dev.runbook.stdlib.sentry;

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
 */
public final class SentryProvider implements ServiceProvider {

  @Override
  public String service() {
    return "sentry";
  }

  @Override
  public String declaration() {
    return Declaration.beside(SentryProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.credential("token", "with the scope event:read", "SENTRY_AUTH_TOKEN"),
        Setting.of("organization", "whose projects they are", "SENTRY_ORG"),
        Setting.of("environment", "only what happened in this one"));
  }

  @Override
  public Map<String, String> kept(URI address, ToolFiles files) {
    return SentryCli.kept(address, files);
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(URI.create("https://sentry.io/"));
  }

  @Override
  public List<String> lacks(Connection connection) {
    return connection.credential("token").isEmpty() ? List.of("token") : List.of();
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new SentryClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new SentryStandIn(world));
  }
}
