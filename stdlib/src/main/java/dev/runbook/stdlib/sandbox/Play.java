package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.sandbox.HttpFault.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One world: the stand-ins, and what has become of them so far. Requests are answered one at a
 * time.
 */
final class Play {

  /** So long do the caches of a service show what was before a change. */
  private static final Duration STALE = Duration.ofSeconds(10);

  private final WorldFile file;
  private final Faults faults;
  private final SandboxWorld world;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final List<String> impossible = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final Map<String, StandIn> standIns = new LinkedHashMap<>();
  private final Map<String, Memory> memories = new HashMap<>();
  private final Map<String, String> serviceByHost = new HashMap<>();

  Play(
      WorldFile file,
      RunClock clock,
      Path scratch,
      Commons commons,
      List<? extends ServiceProvider> providers,
      Faults faults) {
    this.file = file;
    this.faults = faults;
    this.world = new SandboxWorld(clock, scratch, commons, this.faults);
    Set<String> known = new LinkedHashSet<>();
    providers.forEach(provider -> known.add(provider.service()));
    for (String service : file.services()) {
      if (!known.contains(service)) {
        throw file.error(
            List.of(service),
            "there is no service `%s`%s".formatted(service, Suggestion.among(known, service)));
      }
    }
    file.teams(known);
    providers.forEach(this::play);
    faults.waiting().forEach(this::mustBePlayed);
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

  private void mustBePlayed(Fault fault) {
    Map<String, String> known = faultsOf(standIn(fault.service()));
    if (!known.containsKey(fault.name())) {
      throw new IllegalArgumentException(
          "`%s` has no fault `%s`%s"
              .formatted(
                  fault.service(), fault.name(), Suggestion.among(known.keySet(), fault.name())));
    }
  }

  /**
   * Who plays a service.
   *
   * @throws IllegalArgumentException where nobody does
   */
  StandIn standIn(String service) {
    StandIn standIn = standIns.get(service);
    if (standIn == null) {
      throw new IllegalArgumentException(
          "the sandbox plays no service `%s`%s"
              .formatted(service, Suggestion.among(standIns.keySet(), service)));
    }
    return standIn;
  }

  boolean plays(String service) {
    return standIns.containsKey(service);
  }

  Optional<String> serviceOf(String host) {
    return Optional.ofNullable(serviceByHost.get(lower(host)));
  }

  /** The requests that reached a stand-in and may have changed something there, in their order. */
  List<String> changes() {
    return alone(() -> changes.stream().map(Change::line).toList());
  }

  /** Told only when somebody asks: most rehearsals are never asked. */
  private record Change(String service, Request request) {
    String line() {
      String body = request.bodyText().replaceAll("\\s+", " ").strip();
      return service + " " + request.method() + " " + request.uri() + " " + body;
    }
  }

  WorldFile file() {
    return file;
  }

  private static Map<String, String> faultsOf(StandIn standIn) {
    Map<String, String> all = new LinkedHashMap<>();
    for (HttpFault fault : HttpFault.values()) {
      all.put(fault.spelling(), fault.about());
    }
    all.putAll(standIn.faults());
    return all;
  }

  Map<String, Map<String, String>> knownFaults() {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    standIns.forEach((service, standIn) -> all.put(service, faultsOf(standIn)));
    return all;
  }

  void add(Fault fault) {
    mustBePlayed(fault);
    alone(() -> faults.add(fault));
  }

  List<Fault> occasions() {
    return alone(faults::occasions);
  }

  /** What has gone wrong, with what that is in words. */
  Map<Fault, String> happenedFaults() {
    Map<Fault, String> told = new LinkedHashMap<>();
    for (Fault fault : alone(faults::happened)) {
      told.put(fault, faultsOf(standIn(fault.service())).getOrDefault(fault.name(), ""));
    }
    return told;
  }

  List<Fault> waitingFaults() {
    return alone(faults::waiting);
  }

  /** What happens to a request now that is not even connected. */
  Optional<HttpFault> unreached(String service) {
    return alone(() -> Optional.ofNullable(faults.metConnecting(service)));
  }

  /** A stand-in may make what its settings point to, so these too are asked for one at a time. */
  Map<String, String> settings(String service) {
    StandIn standIn = standIn(service);
    return alone(standIn::settings);
  }

  /** One setting, made only then if it has to be made. */
  Optional<String> setting(String service, String name) {
    StandIn standIn = standIn(service);
    return alone(() -> standIn.setting(name));
  }

  void after(Duration delay, String service, String event, Arguments arguments) {
    StandIn standIn = standIn(service);
    Runnable happening =
        () -> {
          try {
            standIn.happen(event, arguments);
          } catch (IllegalArgumentException cannot) {
            impossible.add(service + "." + event + ": " + cannot.getMessage());
          }
        };
    alone(() -> {
      world.after(delay, happening);
      return impossible;
    });
  }

  List<String> impossible() {
    return alone(() -> List.copyOf(impossible));
  }

  Delivery answer(String service, Request request) {
    StandIn standIn = standIn(service);
    return alone(() -> {
      world.catchUp();
      boolean change = !request.method().equals("GET") && !request.method().equals("HEAD");
      HttpFault fault = faults.met(service, change);
      Memory memory = memories.computeIfAbsent(service, _ -> new Memory());
      if (memory.expired) {
        fault = HttpFault.TOKEN_EXPIRED;
      }
      memory.expired |= fault == HttpFault.TOKEN_EXPIRED;
      boolean acts = fault == null || fault.acts();
      if (fault == HttpFault.TWICE) {
        handle(service, standIn, request, change);
      }
      Reply done = acts ? read(service, standIn, request, change, memory) : Reply.empty(503);
      if (fault == HttpFault.STALE) {
        memory.staleUntil = world.now().plus(STALE);
      }
      return fault == null ? Delivery.whole(done) : fault.delivery(done, world.now());
    });
  }

  private Reply read(
      String service, StandIn standIn, Request request, boolean change, Memory memory) {
    boolean stale = world.now().isBefore(memory.staleUntil);
    String address = request.uri().toString();
    Reply earlier = change || !stale ? null : memory.read.get(address);
    Reply done = earlier == null ? handle(service, standIn, request, change) : earlier;
    if (!change && !stale && faults.waitsFor(service, HttpFault.STALE)) {
      memory.read.put(address, done);
    }
    return done;
  }

  private Reply handle(String service, StandIn standIn, Request request, boolean change) {
    if (change) {
      changes.add(new Change(service, request));
    }
    return standIn.handle(request);
  }

  /** What a fault that lasts has left behind at a service. */
  private static final class Memory {

    private final Map<String, Reply> read = new HashMap<>();
    private Instant staleUntil = Instant.MIN;
    private boolean expired;
  }

  private <T> T alone(Supplier<T> work) {
    oneAtATime.lock();
    try {
      return work.get();
    } finally {
      oneAtATime.unlock();
    }
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
