package dev.runbook.stdlib.pager;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.Declaration;
import java.util.Optional;

/**
 * Offers the service; loads nothing else until it is connected, because every check instantiates
 * all providers.
 *
 * <p>Setting {@code kind}: {@code pagerduty} or {@code alertmanager}.
 *
 * <p>PagerDuty: credential {@code routing-key}, the integration key of a service; credential {@code
 * token}, a token of the REST API, without which nothing can be looked up; settings {@code base}
 * and {@code api}, where they are not https://events.pagerduty.com/ and https://api.pagerduty.com/.
 *
 * <p>Alertmanager: setting {@code base}, its address; where it wants one, credential {@code token},
 * or setting {@code user} and credential {@code password}.
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
  public ServiceClient connect(Connection connection) {
    return new PagerClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new PagerStandIn(world));
  }
}
