package dev.runbook.cli;

import dev.runbook.rehearsal.Mortal;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Shortcut;
import java.util.Optional;

/** A connection of a process that can end at any moment. */
final class MortalConnection extends ForwardingConnection {

  private final Optional<Shortcut> way;

  MortalConnection(Connection connection, Mortal mortal) {
    super(connection);
    this.way = connection.shortcut().map(mortal::shortcut);
  }

  @Override
  public Optional<Shortcut> shortcut() {
    return way;
  }
}
