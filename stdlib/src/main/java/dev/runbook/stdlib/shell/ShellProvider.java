package dev.runbook.stdlib.shell;

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
public final class ShellProvider implements ServiceProvider {

  @Override
  public String service() {
    return "shell";
  }

  @Override
  public String declaration() {
    return Declaration.beside(ShellProvider.class, service());
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new ShellClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new ShellStandIn(world));
  }
}
