package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sandbox with the real clients connected to it, on a clock that a test moves. */
public final class Rehearsal implements AutoCloseable {

  static final List<ServiceProvider> PROVIDERS =
      ServiceLoader.load(ServiceProvider.class).stream().map(ServiceLoader.Provider::get).toList();

  private record Watched(ServiceProvider provider, UnaryOperator<StandIn> around)
      implements ServiceProvider {

    @Override
    public String service() {
      return provider.service();
    }

    @Override
    public String declaration() {
      return provider.declaration();
    }

    @Override
    public ServiceClient connect(Connection connection) {
      return provider.connect(connection);
    }

    @Override
    public Optional<StandIn> standIn(World world) {
      return provider.standIn(world).map(around);
    }
  }

  private final VirtualClock clock;
  private final Sandbox sandbox;
  private final Map<String, ServiceClient> clients = new HashMap<>();
  private int calls;

  private Rehearsal(
      WorldFile file, Path scratch, UnaryOperator<StandIn> around, List<Fault> faults) {
    this.clock = new VirtualClock(file.now());
    List<ServiceProvider> watched =
        PROVIDERS.stream().map(each -> (ServiceProvider) new Watched(each, around)).toList();
    this.sandbox = new Sandbox(file, clock, scratch, watched, faults);
  }

  /** The world that comes with the production runbook. */
  public static Rehearsal ofProduction(Path scratch) {
    return new Rehearsal(
        WorldFile.read(Path.of("..", "runbooks", "deploy-prod.world.yaml")),
        scratch,
        UnaryOperator.identity(),
        List.of());
  }

  /** A world in YAML; its {@code now} is 2026-11-26T10:00:00Z. */
  public static Rehearsal of(String world, Path scratch) {
    return of(world, scratch, UnaryOperator.identity());
  }

  /**
   * The same with something put around every stand-in.
   *
   * @param around looks at what is asked and answered, or answers something else
   */
  public static Rehearsal of(String world, Path scratch, UnaryOperator<StandIn> around) {
    return new Rehearsal(file(world), scratch, around, List.of());
  }

  /** The same in which these faults happen, named as on the command line. */
  public static Rehearsal faulty(String world, Path scratch, String... faults) {
    List<Fault> asked = Stream.of(faults).map(Fault::parse).toList();
    return new Rehearsal(file(world), scratch, UnaryOperator.identity(), asked);
  }

  private static WorldFile file(String world) {
    return WorldFile.parse("test.world.yaml", "now: 2026-11-26T10:00:00Z\n" + world);
  }

  /** Performs one action with a key of its own; arguments are names and values in turn. */
  public @Nullable Object perform(String service, String action, @Nullable Object... arguments)
      throws ServiceFailure, InterruptedException {
    return perform(call("call-" + ++calls), service, action, arguments);
  }

  public @Nullable Object perform(
      TestCall call, String service, String action, @Nullable Object... arguments)
      throws ServiceFailure, InterruptedException {
    ServiceClient client =
        clients.computeIfAbsent(service, name -> provider(name).connect(sandbox.connection(name)));
    return client.perform(action, arguments(arguments), call);
  }

  public static Arguments arguments(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> arguments = new HashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      arguments.put(String.valueOf(namesAndValues[at]), namesAndValues[at + 1]);
    }
    return new Arguments(arguments);
  }

  public static ServiceProvider provider(String service) {
    return PROVIDERS.stream()
        .filter(provider -> provider.service().equals(service))
        .findFirst()
        .orElseThrow();
  }

  public TestCall call(String key) {
    return new TestCall(clock, key);
  }

  public static List<ServiceProvider> providers() {
    return PROVIDERS;
  }

  /** Lets an event happen in a minute; arguments are names and values in turn. */
  public void happens(String service, String event, @Nullable Object... arguments) {
    sandbox.after(Duration.ofMinutes(1), service, event, arguments(arguments));
  }

  /** What could not happen, once what is due has happened. */
  public List<String> impossible() {
    return sandbox.impossible();
  }

  public void pass(Duration length) {
    clock.sleep(length);
  }

  public Instant now() {
    return clock.now();
  }

  public Connection connection(String service) {
    return sandbox.connection(service);
  }

  @Override
  public void close() {
    clients.values().forEach(ServiceClient::close);
    sandbox.close();
  }
}
