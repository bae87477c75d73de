package dev.runbook.stdlib.prometheus;

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
 *
 * <p>The address is what stands before {@code api/v1}. Prometheus itself asks for no credentials;
 * for what stands before it there is credential {@code token}, or setting {@code user} and
 * credential {@code password}.
 */
public final class PrometheusProvider implements ServiceProvider {

  @Override
  public String service() {
    return "prometheus";
  }

  @Override
  public String declaration() {
    return Declaration.beside(PrometheusProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.credential("token", "of whatever stands before it", "PROMETHEUS_TOKEN"),
        Setting.of("user", "who we are for what stands before it", "PROMETHEUS_USER"),
        Setting.credential("password", "of that user", "PROMETHEUS_PASSWORD"));
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new PrometheusClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new PrometheusStandIn(world));
  }
}
