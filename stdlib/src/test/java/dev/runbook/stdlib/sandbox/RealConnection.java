package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A profile that leads straight to a server which a test has started. */
public record RealConnection(
    URI address, Map<String, String> settings, Map<String, String> secrets, RunClock clock)
    implements Connection {

  @Override
  public Optional<URI> base() {
    return Optional.of(address);
  }

  @Override
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  @Override
  public Optional<Secret> credential(String name) {
    return Optional.ofNullable(secrets.get(name)).map(value -> new Secret(name, value));
  }

  @Override
  public URI route(URI wanted) {
    return wanted;
  }
}
