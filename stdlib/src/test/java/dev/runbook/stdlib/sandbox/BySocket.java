package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import java.net.URI;
import java.util.Optional;

/** A connection without its shortcut: every request goes over a socket of the loopback server. */
public record BySocket(Connection connection) implements Connection {

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
}
