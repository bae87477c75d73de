package dev.runbook.dry;

import dev.runbook.door.Services;
import dev.runbook.value.Value;

/** Services of which nothing is asked. */
final class UnknownServices implements Services {
  @Override
  public boolean isConnected(String service) {
    return true;
  }

  @Override
  public boolean answers() {
    return false;
  }

  @Override
  public Value perform(Attempt attempt) {
    return new Value.Unknown(attempt.result(), attempt.call().qualifiedName());
  }
}
