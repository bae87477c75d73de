package dev.runbook.stdlib.grafana;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.Declaration;
import java.util.List;
import java.util.Optional;

/**
 * Offers the service; loads nothing else until it is connected, because every check instantiates
 * all providers.
 */
public final class GrafanaProvider implements ServiceProvider {

  @Override
  public String service() {
    return "grafana";
  }

  @Override
  public String declaration() {
    return Declaration.beside(GrafanaProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.credential(
            "token", "of a service account", "GRAFANA_TOKEN", "GRAFANA_SERVICE_ACCOUNT_TOKEN"),
        Setting.of("var-*", "the value of a dashboard's variable"));
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new GrafanaClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new GrafanaStandIn(world));
  }
}
