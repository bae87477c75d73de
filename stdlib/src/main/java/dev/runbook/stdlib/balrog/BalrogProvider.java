package dev.runbook.stdlib.balrog;

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
 */
public final class BalrogProvider implements ServiceProvider {

  @Override
  public String service() {
    return "balrog";
  }

  @Override
  public String declaration() {
    return Declaration.beside(BalrogProvider.class, service());
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new BalrogClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new BalrogStandIn(world));
  }
}
