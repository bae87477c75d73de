package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.sandbox.HttpFault.Delivery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The simulated world of one rehearsal: a stand-in per service, all of them behind one server on
 * the loopback address, all on the run's clock. The real clients talk to it over real connections.
 *
 * <p>Requests are answered one at a time, and what is due on the clock happens before each, so that
 * a rehearsal with parallel branches has no races of its own.
 */
public final class Sandbox implements AutoCloseable {

  private final WorldFile file;
  private final RunClock clock;
  private final Faults faults;
  private final SandboxWorld world;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final Map<String, ServiceProvider> providers = new LinkedHashMap<>();
  private final Map<String, StandIn> standIns = new LinkedHashMap<>();
  private final Map<String, String> serviceByHost = new HashMap<>();
  private final LoopbackServer server;

  /**
   * @param clock the run's clock, set to the file's {@link WorldFile#now}
   * @param scratch an empty folder; whoever made it deletes it
   * @param faults what shall go wrong
   * @throws YamlException where the file says what a stand-in cannot understand
   * @throws IllegalArgumentException where a fault is one that nobody here can play
   * @throws IOException where no loopback port can be opened
   */
  public Sandbox(
      WorldFile file,
      RunClock clock,
      Path scratch,
      List<? extends ServiceProvider> providers,
      List<Fault> faults)
      throws IOException {
    this.file = file;
    this.clock = clock;
    this.faults = new Faults(faults);
    this.world = new SandboxWorld(clock, scratch, this.faults);
    providers.forEach(provider -> this.providers.put(provider.service(), provider));
    for (String service : file.services()) {
      if (!this.providers.containsKey(service)) {
        throw file.error(
            List.of(service),
            "there is no service `%s`%s"
                .formatted(service, Suggestion.among(this.providers.keySet(), service)));
      }
    }
    for (ServiceProvider provider : providers) {
      play(provider);
    }
    faults.forEach(this::mustBePlayed);
    this.server = new LoopbackServer(this::answer);
  }

  private void mustBePlayed(Fault fault) {
    StandIn standIn = standIns.get(fault.service());
    if (standIn == null) {
      throw new IllegalArgumentException(
          "the sandbox plays no service `%s`%s"
              .formatted(fault.service(), Suggestion.among(standIns.keySet(), fault.service())));
    }
    Map<String, String> known = faultsOf(standIn);
    if (!known.containsKey(fault.name())) {
      throw new IllegalArgumentException(
          "`%s` has no fault `%s`%s"
              .formatted(
                  fault.service(), fault.name(), Suggestion.among(known.keySet(), fault.name())));
    }
  }

  private static Map<String, String> faultsOf(StandIn standIn) {
    Map<String, String> all = new LinkedHashMap<>();
    for (HttpFault fault : HttpFault.values()) {
      all.put(fault.spelling(), fault.about());
    }
    all.putAll(standIn.faults());
    return all;
  }

  /** What can be asked to go wrong: each service's faults, with what happens. */
  public Map<String, Map<String, String>> faults() {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    standIns.forEach((service, standIn) -> all.put(service, faultsOf(standIn)));
    return all;
  }

  /** The faults that were asked for and have not happened: there was no occasion. */
  public List<Fault> waitingFaults() {
    oneAtATime.lock();
    try {
      return faults.waiting();
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Whether a service is played here; one that is not is done by hand. */
  public boolean plays(String service) {
    return standIns.containsKey(service);
  }

  /**
   * What a service's client connects to.
   *
   * @throws IllegalArgumentException where the service is not played here
   */
  public Connection connection(String service) {
    StandIn standIn = standIns.get(service);
    if (standIn == null) {
      throw new IllegalArgumentException("the sandbox does not play " + service);
    }
    return new SandboxConnection(this, service, standIn, clock);
  }

  @Override
  public void close() {
    server.close();
  }

  private void play(ServiceProvider provider) {
    String service = provider.service();
    try {
      provider
          .standIn(new ServiceWorld(world, service, file.facts(service)))
          .ifPresent(standIn -> {
            standIns.put(service, standIn);
            standIn.hosts().forEach(host -> serviceByHost.putIfAbsent(lower(host), service));
          });
    } catch (Facts.Wrong wrong) {
      throw wrong.in(file.yaml());
    } catch (IllegalArgumentException wrong) {
      throw file.error(List.of(service), String.valueOf(wrong.getMessage()));
    }
  }

  /**
   * The loopback address of a request. The path begins with what the request was meant for, because
   * the header that names the host cannot be set by every HTTP client, and carries no scheme:
   * /SERVICE/https/HOST/the/path.
   */
  URI route(String client, StandIn standIn, URI wanted) throws ServiceFailure {
    if (strikes(client, HttpFault.REFUSED)) {
      return URI.create("http://" + server.nobody() + "/");
    }
    String host = wanted.getHost();
    if (host == null || wanted.getScheme() == null) {
      throw ServiceFailure.refused(
          "`%s` is no address with a scheme and a host.".formatted(wanted));
    }
    String service = serviceByHost.get(lower(host));
    if (service == null) {
      if (!standIn.hosts().isEmpty()) {
        throw ServiceFailure.unavailable(
            "The sandbox has no host %s: let the world's file say what answers there."
                .formatted(host),
            null);
      }
      service = client;
    }
    String query = wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery();
    String path = Optional.ofNullable(wanted.getRawPath()).orElse("");
    return URI.create(
        "http://%s/%s/%s/%s%s%s"
            .formatted(
                server.authority(),
                service,
                wanted.getScheme(),
                wanted.getRawAuthority(),
                path.startsWith("/") ? path : "/" + path,
                query));
  }

  private boolean strikes(String service, HttpFault fault) {
    oneAtATime.lock();
    try {
      return faults.strikes(service, fault.spelling());
    } finally {
      oneAtATime.unlock();
    }
  }

  private Delivery answer(HttpWire.Incoming incoming) {
    String[] parts = incoming.target().split("/", 5);
    StandIn standIn = parts.length == 5 ? standIns.get(parts[1]) : null;
    if (standIn == null) {
      return whole(
          Reply.text(404, "This is a sandbox of Runbook; nobody answers at this address."));
    }
    URI wanted;
    try {
      wanted = URI.create(parts[2] + "://" + parts[3] + "/" + parts[4]);
    } catch (IllegalArgumentException malformed) {
      return whole(Reply.text(400, "The address is malformed."));
    }
    return answer(
        parts[1],
        standIn,
        new Request(incoming.method(), wanted, incoming.headers(), incoming.content().bytes()));
  }

  /** A stand-in may make what a setting points to, so these too are asked for one at a time. */
  Optional<String> setting(StandIn standIn, String name) {
    oneAtATime.lock();
    try {
      return standIn.setting(name);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Delivery answer(String service, StandIn standIn, Request request) {
    oneAtATime.lock();
    try {
      world.catchUp();
      boolean change = !request.method().equals("GET") && !request.method().equals("HEAD");
      HttpFault fault = faults.met(service, change);
      Reply done = fault == null || fault.acts() ? standIn.handle(request) : Reply.empty(503);
      return fault == null ? whole(done) : fault.delivery(done, world.now());
    } catch (RuntimeException bug) {
      return whole(Reply.text(500, "The stand-in failed: " + bug));
    } finally {
      oneAtATime.unlock();
    }
  }

  private static Delivery whole(Reply reply) {
    return new Delivery(reply, HttpFault.Manner.WHOLE);
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
