package dev.runbook.dry;

import dev.runbook.door.Services;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.util.function.Consumer;

/** Services that are asked for what they read, and for nothing else, whoever calls them. */
final class ReadingServices implements Services {

  private final Services services;
  private final Consumer<String> failed;

  /**
   * @param failed is told what could not be read
   */
  ReadingServices(Services services, Consumer<String> failed) {
    this.services = services;
    this.failed = failed;
  }

  /** Nobody is asked to read by hand: that is not known either. */
  @Override
  public boolean isConnected(String service) {
    return true;
  }

  /** What could not be read is as little known as what was not asked for. */
  @Override
  public Value perform(Attempt attempt) throws InterruptedException {
    if (attempt.change()) {
      throw new IllegalStateException("a dry run changes nothing: " + attempt.call());
    }
    Value unknown = new Value.Unknown(attempt.result(), attempt.call().qualifiedName());
    if (!services.isConnected(attempt.call().service()) && attempt.command() == null) {
      return unknown;
    }
    try {
      return services.perform(attempt);
    } catch (ServiceFailure failure) {
      failed.accept(failure.getMessage());
      return unknown;
    }
  }
}
