package dev.runbook.cli;

import dev.runbook.door.Redactor;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Secret;
import java.util.Optional;

/** A connection of which no credential comes back in an answer: a service may repeat its own. */
final class RememberingConnection extends ForwardingConnection {

  private final Redactor redactor;

  RememberingConnection(Connection connection, Redactor redactor) {
    super(connection);
    this.redactor = redactor;
  }

  @Override
  public Optional<Secret> credential(String name) {
    return super.credential(name).map(redactor::remember);
  }
}
