package dev.runbook.cli;

import dev.runbook.door.Services;
import dev.runbook.door.Wire;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The services of one run, each connected when it is first asked. */
final class ConnectedServices implements Services, AutoCloseable {

  private final Map<String, ServiceProvider> providers;
  private final Predicate<String> connected;
  private final Function<String, Connection> connections;
  private final RunClock clock;
  private final ZoneId zone;
  private final Map<String, ServiceClient> clients = new ConcurrentHashMap<>();

  ConnectedServices(
      Map<String, ServiceProvider> providers,
      Predicate<String> connected,
      Function<String, Connection> connections,
      RunClock clock,
      ZoneId zone) {
    this.providers = providers;
    this.connected = connected;
    this.connections = connections;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public boolean isConnected(String service) {
    return providers.containsKey(service) && connected.test(service);
  }

  @Override
  public Value perform(Attempt attempt) throws ServiceFailure, InterruptedException {
    Object answer =
        attempt.command() == null ? called(attempt) : command(attempt, attempt.command());
    try {
      return Wire.fromJava(answer, attempt.result(), zone);
    } catch (Wire.Mismatch e) {
      throw ServiceFailure.unreadable(
          "The binding of "
              + attempt.call().service()
              + " answered "
              + attempt.call().qualifiedName()
              + " with "
              + e.getMessage()
              + ".",
          e);
    }
  }

  private @Nullable Object called(Attempt attempt) throws ServiceFailure, InterruptedException {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    attempt
        .call()
        .arguments()
        .forEach((name, value) -> arguments.put(name, Wire.toJava(value, Secrets::find)));
    return client(attempt.call().service())
        .perform(attempt.call().action(), new Arguments(arguments), context(attempt));
  }

  /**
   * A command line is run by the shell's binding, so that the sandbox plays it like everything
   * else.
   */
  private @Nullable Object command(Attempt attempt, Command command)
      throws ServiceFailure, InterruptedException {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("command", command.words());
    Map<String, @Nullable Object> environment = new LinkedHashMap<>();
    command
        .environment()
        .forEach((name, value) -> environment.put(name, Wire.toJava(value, Secrets::find)));
    arguments.put("environment", environment);
    Value input = command.input();
    if (input != null) {
      arguments.put("input", Wire.toJava(input, Secrets::find));
    }
    String action = attempt.change() ? "run" : "output";
    Object printed = client("shell").perform(action, new Arguments(arguments), context(attempt));
    return Printed.as(command.as(), String.valueOf(printed), attempt.call().qualifiedName());
  }

  private ServiceClient client(String service) {
    return clients.computeIfAbsent(
        service,
        name -> {
          ServiceProvider provider = providers.get(name);
          if (provider == null) {
            throw new IllegalStateException("no provider of " + name);
          }
          return provider.connect(connections.apply(name));
        });
  }

  private CallContext context(Attempt attempt) {
    return new CallContext() {
      @Override
      public String idempotencyKey() {
        return attempt.key();
      }

      @Override
      public Duration limit() {
        return attempt.limit();
      }

      @Override
      public RunClock clock() {
        return clock;
      }

      @Override
      public void progress(String seen) {
        attempt.progress().accept(seen);
      }
    };
  }

  @Override
  public void close() {
    clients.values().forEach(ServiceClient::close);
  }
}
