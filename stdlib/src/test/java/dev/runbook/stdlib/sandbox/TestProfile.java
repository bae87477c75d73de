package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile says of a service, while everything still leads into a sandbox.
 *
 * @param settings {@code base} among them, if it is said
 * @param credentials their values; people know each by its name
 */
public record TestProfile(
    Connection sandbox, Map<String, String> settings, Map<String, String> credentials)
    implements Connection {

  @Override
  public Optional<URI> base() {
    return setting("base").map(URI::create);
  }

  @Override
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  @Override
  public Optional<Secret> credential(String name) {
    return Optional.ofNullable(credentials.get(name)).map(value -> new Secret(name, value));
  }

  @Override
  public RunClock clock() {
    return sandbox.clock();
  }

  @Override
  public URI route(URI wanted) throws ServiceFailure {
    return sandbox.route(wanted);
  }
}
