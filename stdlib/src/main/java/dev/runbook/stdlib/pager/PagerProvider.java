package dev.runbook.stdlib.pager;

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
 * <p>One profile has one kind. For PagerDuty it names both https://events.pagerduty.com/, as the
 * address, and https://api.pagerduty.com/, among the hosts; for Alertmanager its address.
 */
public final class PagerProvider implements ServiceProvider {

  @Override
  public String service() {
    return "pager";
  }

  @Override
  public String declaration() {
    return Declaration.beside(PagerProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of("kind", "pagerduty or alertmanager"),
        Setting.credential(
            "routing-key", "PagerDuty: the integration key of a service", "PAGERDUTY_ROUTING_KEY"),
        Setting.credential(
            "token",
            "PagerDuty: a token of the REST API, without which nothing is looked up; Alertmanager:"
                + " a bearer token, if it wants one",
            "PAGERDUTY_TOKEN"),
        Setting.of("api", "PagerDuty: where the REST API is, if not at api.pagerduty.com"),
        Setting.of("user", "Alertmanager: a user, if it wants one"),
        Setting.credential("password", "Alertmanager: that user's password"));
  }

  @Override
  public List<String> lacks(Connection connection) {
    String kind = connection.setting("kind").orElse("");
    if (kind.isEmpty()) {
      return List.of("kind");
    }
    return kind.equals("pagerduty") && connection.credential("routing-key").isEmpty()
        ? List.of("routing-key")
        : List.of();
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new PagerClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new PagerStandIn(world));
  }
}
