package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Shortcut;
import dev.runbook.spi.StandIn;
import java.net.URI;
import java.util.Optional;

/**
 * A connection that leads nowhere but to a stand-in. Every credential exists in it and is worth
 * nothing elsewhere.
 */
record SandboxConnection(Sandbox sandbox, String service, StandIn standIn, RunClock clock)
    implements Connection {

  @Override
  public Optional<URI> base() {
    return setting("base").map(sandbox::address);
  }

  @Override
  public Optional<String> setting(String name) {
    return sandbox.play().setting(service, name);
  }

  @Override
  public Optional<Secret> credential(String name) {
    return Optional.of(new Secret("%s.%s".formatted(service, name), "sandbox-" + name));
  }

  @Override
  public Optional<Shortcut> shortcut() {
    return Optional.of((request, limit) -> sandbox.send(service, standIn, request, limit));
  }

  @Override
  public URI route(URI wanted) throws ServiceFailure {
    return sandbox.route(service, standIn, wanted);
  }
}
