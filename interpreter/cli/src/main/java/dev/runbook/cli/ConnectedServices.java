package dev.runbook.cli;

import dev.runbook.door.Redactor;
import dev.runbook.door.Wire;
import dev.runbook.journal.Call;
import dev.runbook.rehearsal.Setting;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The services of one run, each connected when it is first asked. */
final class ConnectedServices implements Setting.Connected {

  private final Map<String, ServiceProvider> providers;
  private final Predicate<String> connected;
  private final Function<String, Connection> connections;
  private final RunClock clock;
  private final ZoneId zone;
  private final Setting.Refusing refusing;
  private final Map<String, ServiceClient> clients = new ConcurrentHashMap<>();
  private final Redactor redactor = new Redactor();

  ConnectedServices(
      Map<String, ServiceProvider> providers,
      Predicate<String> connected,
      Function<String, Connection> connections,
      RunClock clock,
      ZoneId zone) {
    this(providers, connected, connections, clock, zone, call -> {});
  }

  /**
   * @param refusing is asked before each call, and may fail it
   */
  ConnectedServices(
      Map<String, ServiceProvider> providers,
      Predicate<String> connected,
      Function<String, Connection> connections,
      RunClock clock,
      ZoneId zone,
      Setting.Refusing refusing) {
    this.refusing = refusing;
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
    try {
      refusing.before(attempt.call());
      return redactor.value(answered(attempt));
    } catch (ServiceFailure failure) {
      throw redactor.failure(failure);
    }
  }

  private Value answered(Attempt attempt) throws ServiceFailure, InterruptedException {
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

  /** What a look at a service finds, before anything depends on it. */
  List<Finding> verify(String service) throws ServiceFailure, InterruptedException {
    return client(service).verify(looking());
  }

  /** What a look at what a call needs finds; arguments that are not known are left out. */
  List<Finding> verify(Call call) throws ServiceFailure, InterruptedException {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    Map<String, Value> whole = new LinkedHashMap<>(call.arguments());
    whole.values().removeIf(ConnectedServices::isUnknown);
    known.putAll(sent(whole));
    for (Map.Entry<String, Value> argument : call.arguments().entrySet()) {
      Map<String, Value> fields = new LinkedHashMap<>(fields(argument.getValue()));
      fields.values().removeIf(ConnectedServices::isUnknown);
      if (!whole.containsKey(argument.getKey()) && !fields.isEmpty()) {
        known.put(argument.getKey(), sent(fields));
      }
    }
    return client(call.service()).verify(call.action(), new Arguments(known), looking());
  }

  private static Map<String, Value> fields(Value value) {
    return switch (value) {
      case Value.Unknown unknown -> unknown.known();
      case Value.Record record -> record.fields();
      default -> Map.of();
    };
  }

  private static boolean isUnknown(Value value) {
    return switch (value) {
      case Value.Unknown _, Value.Inconclusive _ -> true;
      case Value.ListValue(List<Value> elements) ->
          elements.stream().anyMatch(ConnectedServices::isUnknown);
      case Value.MapValue map ->
          map.entries().values().stream().anyMatch(ConnectedServices::isUnknown);
      case Value.Record record ->
          record.fields().values().stream().anyMatch(ConnectedServices::isUnknown);
      default -> false;
    };
  }

  private @Nullable Object called(Attempt attempt) throws ServiceFailure, InterruptedException {
    Arguments arguments = new Arguments(sent(attempt.call().arguments()));
    return client(attempt.call().service())
        .perform(attempt.call().action(), arguments, context(attempt));
  }

  /**
   * A command line is run by the shell's binding, so that the sandbox plays it like everything
   * else.
   */
  private @Nullable Object command(Attempt attempt, Command command)
      throws ServiceFailure, InterruptedException {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("command", command.words());
    arguments.put("environment", sent(command.environment()));
    Value input = command.input();
    if (input != null) {
      arguments.putAll(sent(Map.of("input", input)));
    }
    String action = attempt.change() ? "run" : "output";
    Object printed = client("shell").perform(action, new Arguments(arguments), context(attempt));
    return Printed.as(command.as(), String.valueOf(printed), attempt.call().qualifiedName());
  }

  /** Nothing was sent where a secret is missing, and that must not look like a broken binding. */
  private Map<String, @Nullable Object> sent(Map<String, Value> values) throws ServiceFailure {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    try {
      values.forEach((name, value) ->
          all.put(
              name, Wire.toJava(value, reference -> redactor.remember(Secrets.find(reference)))));
    } catch (UsageException e) {
      throw ServiceFailure.unauthorized(String.valueOf(e.getMessage()));
    }
    return all;
  }

  private ServiceClient client(String service) throws ServiceFailure {
    try {
      return clients.computeIfAbsent(
          service,
          name -> {
            ServiceProvider provider = providers.get(name);
            if (provider == null) {
              throw new IllegalStateException("no provider of " + name);
            }
            return provider.connect(new RememberingConnection(connections.apply(name), redactor));
          });
    } catch (RuntimeException | LinkageError e) {
      throw ServiceFailure.unavailable(
          "The binding of " + service + " could not be connected: " + e.getMessage() + ".", e);
    }
  }

  private CallContext context(Attempt attempt) {
    return new Asked(
        attempt.key(),
        Optional.ofNullable(attempt.observed()),
        attempt.limit(),
        clock,
        seen -> attempt.progress().accept(redactor.text(seen)),
        attempt.fence());
  }

  private CallContext looking() {
    return new Asked(
        () -> "verify", Optional.empty(), Duration.ofSeconds(30), clock, seen -> {}, () -> {});
  }

  private record Asked(
      Supplier<String> key,
      Optional<String> observed,
      Duration limit,
      RunClock clock,
      Consumer<String> listener,
      Runnable fence)
      implements CallContext {

    @Override
    public String idempotencyKey() {
      return key.get();
    }

    @Override
    public void beforeChange() {
      fence.run();
    }

    @Override
    public void progress(String seen) {
      listener.accept(seen);
    }
  }

  @Override
  public void close() {
    clients.values().forEach(ServiceClient::close);
  }
}
