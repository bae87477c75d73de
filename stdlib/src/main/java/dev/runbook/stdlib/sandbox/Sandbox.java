package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Shortcut;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.sandbox.HttpFault.Delivery;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The simulated world of one rehearsal: a stand-in per service, all of them on the run's clock. The
 * real clients of this process reach them below their sockets; for everybody else they stand behind
 * one server on the loopback address, which is opened when it is asked for.
 *
 * <p>Requests are answered one at a time, and what is due on the clock happens before each, so that
 * a rehearsal with parallel branches has no races of its own.
 */
public final class Sandbox implements AutoCloseable {

  private final RunClock clock;
  private final Path scratch;
  private final Commons commons;
  private final List<? extends ServiceProvider> providers;
  private final Map<String, URI> addresses = new ConcurrentHashMap<>();
  private @Nullable LoopbackServer server;
  private volatile Play play;
  private int worlds;

  /**
   * @param clock the run's clock, set to the file's {@link WorldFile#now}; a {@link SandboxClock}
   *     lets the sandbox be asked and set over HTTP too
   * @param scratch an empty folder; whoever made it deletes it
   * @param faults what shall go wrong
   * @throws YamlException where the file says what a stand-in cannot understand
   * @throws IllegalArgumentException where a fault is one that nobody here can play
   */
  public Sandbox(
      WorldFile file,
      RunClock clock,
      Path scratch,
      List<? extends ServiceProvider> providers,
      List<Fault> faults) {
    this(
        file,
        clock,
        scratch,
        new Commons(scratch.resolve("common")),
        providers,
        new Faults(faults));
  }

  /**
   * The same beside others that begin alike.
   *
   * @param commons what all of them share
   */
  public Sandbox(
      WorldFile file,
      RunClock clock,
      Path scratch,
      Commons commons,
      List<? extends ServiceProvider> providers,
      Faults faults) {
    this.clock = clock;
    this.scratch = scratch;
    this.commons = commons;
    this.providers = List.copyOf(providers);
    this.play = new Play(file, clock, scratch, commons, providers, faults);
  }

  /** What can be asked to go wrong: each service's faults, with what happens. */
  public Map<String, Map<String, String>> faults() {
    return play.knownFaults();
  }

  /** Each fault at each of the occasions that it had so far, where {@link Faults#counted}. */
  public List<Fault> occasions() {
    return play.occasions();
  }

  /** What has gone wrong, with what that is in words. */
  public Map<Fault, String> happenedFaults() {
    return play.happenedFaults();
  }

  /** The faults that were asked for and have not happened: there was no occasion. */
  public List<Fault> waitingFaults() {
    return play.waitingFaults();
  }

  /** Whether a service is played here; one that is not is done by hand. */
  public boolean plays(String service) {
    return play.plays(service);
  }

  /**
   * Host and port at which it listens: from now on, for nobody in this process needs it.
   *
   * @throws UncheckedIOException where no loopback port can be opened
   */
  public String authority() {
    return server().authority();
  }

  private synchronized LoopbackServer server() {
    LoopbackServer listening = server;
    if (listening == null) {
      try {
        listening = new LoopbackServer(this::answer);
      } catch (IOException noPort) {
        throw new UncheckedIOException(noPort);
      }
      server = listening;
    }
    return listening;
  }

  /** Lets an event of a service happen after a while, on the run's clock. */
  public void after(Duration delay, String service, String event, Arguments arguments) {
    play.after(delay, service, event, arguments);
  }

  /** What was to happen and could not, and why. */
  public List<String> impossible() {
    return play.impossible();
  }

  /**
   * What a service's client connects to.
   *
   * @throws IllegalArgumentException where the service is not played here
   */
  public Connection connection(String service) {
    return new SandboxConnection(this, service, play.standIn(service), clock);
  }

  /** The same sandbox with another world in it, which begins at the moment that its file says. */
  synchronized void restart(WorldFile file, SandboxClock settable) {
    settable.set(file.now());
    play =
        new Play(
            file,
            clock,
            scratch.resolve("world-" + ++worlds),
            commons,
            providers,
            new Faults(List.of()));
  }

  Play play() {
    return play;
  }

  /** The address of a text; every request asks for that of its service. */
  URI address(String text) {
    return addresses.computeIfAbsent(text, URI::create);
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
    }
  }

  /** What the loopback server would do with a request, and what the client would see of it. */
  Shortcut.Delivered send(String client, StandIn standIn, Request request, Duration limit)
      throws IOException, ServiceFailure {
    Optional<IOException> unreached = play.unreached(client).flatMap(HttpFault::broken);
    if (unreached.isPresent()) {
      throw unreached.get();
    }
    Delivery delivery =
        answer(service(client, standIn, request.uri()), request).to(request.method());
    Reply reply = delivery.reply();
    return switch (delivery.manner()) {
      case WHOLE -> new Shortcut.Delivered(reply, true);
      case CLOSE -> throw new EOFException("closed");
      case RESET -> throw new SocketException("reset");
      case CUT, CHUNK_CUT -> new Shortcut.Delivered(reply, !delivery.manner().cuts(reply));
      case DRIP -> {
        if (delivery.manner().cuts(reply)) {
          waitInVain(limit);
        }
        yield new Shortcut.Delivered(reply, !delivery.manner().cuts(reply));
      }
      case HANG -> {
        waitInVain(limit);
        throw new SocketTimeoutException("no answer");
      }
    };
  }

  private void waitInVain(Duration limit) {
    try {
      clock.sleep(limit);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The loopback address of a request. The path begins with what the request was meant for, because
   * the header that names the host cannot be set by every HTTP client, and carries no scheme:
   * /SERVICE/https/HOST/the/path.
   */
  URI route(String client, StandIn standIn, URI wanted) throws ServiceFailure {
    Optional<HttpFault> unreached = play.unreached(client);
    if (unreached.isPresent()) {
      return URI.create(
          switch (unreached.get()) {
            case UNKNOWN_HOST -> "http://nowhere.invalid/";
            // What listens there speaks no TLS.
            case EXPIRED_CERTIFICATE, WRONG_CERTIFICATE -> "https://" + authority() + "/";
            default -> "http://" + server().nobody() + "/";
          });
    }
    String service = service(client, standIn, wanted);
    return SandboxAddress.of("http://" + authority(), service, wanted);
  }

  /** Who answers for an address. */
  private String service(String client, StandIn standIn, URI wanted) throws ServiceFailure {
    String host = wanted.getHost();
    if (host == null || wanted.getScheme() == null) {
      throw ServiceFailure.refused(
          "`%s` is no address with a scheme and a host.".formatted(wanted));
    }
    Optional<String> service = play.serviceOf(host);
    if (service.isEmpty() && !standIn.hosts().isEmpty()) {
      throw ServiceFailure.unavailable(
          "The sandbox has no host %s: let the world's file say what answers there."
              .formatted(host),
          null);
    }
    return service.orElse(client);
  }

  private Delivery answer(HttpWire.Incoming incoming) {
    if (clock instanceof SandboxClock settable
        && incoming.target().startsWith("/" + Control.PATH + "/")) {
      return Delivery.whole(new Control(this, settable).answer(incoming));
    }
    String[] parts = incoming.target().split("/", 5);
    if (parts.length != 5 || !play.plays(parts[1])) {
      return Delivery.whole(
          Reply.text(404, "This is a sandbox of Runbook; nobody answers at this address."));
    }
    URI wanted;
    try {
      wanted = URI.create(parts[2] + "://" + parts[3] + "/" + parts[4]);
    } catch (IllegalArgumentException malformed) {
      return Delivery.whole(Reply.text(400, "The address is malformed."));
    }
    // Which service is meant is what the host says, where one answers for it.
    String host = String.valueOf(wanted.getHost());
    return answer(
        play.serviceOf(host).orElse(parts[1]),
        new Request(incoming.method(), wanted, incoming.headers(), incoming.content().bytes()));
  }

  private Delivery answer(String service, Request request) {
    try {
      return play.answer(service, request);
    } catch (RuntimeException bug) {
      return Delivery.whole(Reply.text(500, "The stand-in failed: " + bug));
    }
  }
}
