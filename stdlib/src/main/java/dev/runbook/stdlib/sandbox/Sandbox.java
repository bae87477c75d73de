package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
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
  private final SandboxWorld world;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final Map<String, ServiceProvider> providers = new LinkedHashMap<>();
  private final Map<String, StandIn> standIns = new LinkedHashMap<>();
  private final Map<String, String> serviceByHost = new HashMap<>();
  private final LoopbackServer server;

  /**
   * @param clock the run's clock, set to the file's {@link WorldFile#now}
   * @param scratch an empty folder; whoever made it deletes it
   * @throws WorldFileException where the file says what a stand-in cannot understand
   * @throws IOException where no loopback port can be opened
   */
  public Sandbox(
      WorldFile file, RunClock clock, Path scratch, List<? extends ServiceProvider> providers)
      throws IOException {
    this.file = file;
    this.clock = clock;
    this.world = new SandboxWorld(clock, scratch);
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
    this.server = new LoopbackServer(this::answer);
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
      throw wrong.in(file);
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

  private Reply answer(HttpWire.Incoming incoming) {
    String[] parts = incoming.target().split("/", 5);
    StandIn standIn = parts.length == 5 ? standIns.get(parts[1]) : null;
    if (standIn == null) {
      return Reply.text(404, "This is a sandbox of Runbook; nobody answers at this address.");
    }
    URI wanted;
    try {
      wanted = URI.create(parts[2] + "://" + parts[3] + "/" + parts[4]);
    } catch (IllegalArgumentException malformed) {
      return Reply.text(400, "The address is malformed.");
    }
    return answer(
        standIn,
        new Request(incoming.method(), wanted, incoming.headers(), incoming.content().bytes()));
  }

  /** A stand-in may make what its settings point to, so these too are asked for one at a time. */
  Map<String, String> settings(StandIn standIn) {
    oneAtATime.lock();
    try {
      return standIn.settings();
    } finally {
      oneAtATime.unlock();
    }
  }

  private Reply answer(StandIn standIn, Request request) {
    oneAtATime.lock();
    try {
      world.catchUp();
      return standIn.handle(request);
    } catch (RuntimeException bug) {
      return Reply.text(500, "The stand-in failed: " + bug);
    } finally {
      oneAtATime.unlock();
    }
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
