package dev.runbook.cli;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Shortcut;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A connection that is another one in all that is not said otherwise. */
abstract class ForwardingConnection implements Connection {

  private final Connection connection;

  ForwardingConnection(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<URI> base() {
    return connection.base();
  }

  @Override
  public Optional<String> setting(String name) {
    return connection.setting(name);
  }

  @Override
  public Optional<Secret> credential(String name) {
    return connection.credential(name);
  }

  @Override
  public RunClock clock() {
    return connection.clock();
  }

  @Override
  public URI route(URI wanted) throws ServiceFailure {
    return connection.route(wanted);
  }

  @Override
  public Optional<Shortcut> shortcut() {
    return connection.shortcut();
  }

  @Override
  public Optional<Path> certificates() {
    return connection.certificates();
  }

  @Override
  public Optional<URI> proxy(URI address) throws ServiceFailure {
    return connection.proxy(address);
  }
}
