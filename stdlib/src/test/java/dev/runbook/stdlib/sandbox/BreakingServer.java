package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A server that takes some requests in whole, lets the service act on them, and then breaks the
 * connection.
 */
public final class BreakingServer implements AutoCloseable {

  /** What happens instead of an answer. */
  public enum Fault {
    FIN,
    RST,
    STALL,
    HALF_BODY
  }

  private final ServerSocket listening;
  private final StandIn standIn;
  private final Predicate<Request> broken;
  private final Fault fault;
  private final List<String> deliveries = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public BreakingServer(StandIn standIn, Predicate<Request> broken, Fault fault)
      throws IOException {
    this.standIn = standIn;
    this.broken = broken;
    this.fault = fault;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The requests that were taken in whole and then broken. */
  public List<String> deliveries() {
    return deliveries;
  }

  public Connection connection(RunClock clock) {
    return new Connection() {
      @Override
      public Optional<URI> base() {
        return setting("base").map(URI::create);
      }

      @Override
      public Optional<String> setting(String name) {
        return standIn.setting(name);
      }

      @Override
      public Optional<Secret> credential(String name) {
        return Optional.of(new Secret(name, "sandbox-" + name));
      }

      @Override
      public RunClock clock() {
        return clock;
      }

      @Override
      public URI route(URI wanted) throws ServiceFailure {
        String query = wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery();
        return URI.create(
            "http://127.0.0.1:%d/%s%s%s"
                .formatted(listening.getLocalPort(), wanted.getHost(), wanted.getRawPath(), query));
      }
    };
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (HttpWire.Incoming incoming = HttpWire.read(in);
          incoming != null;
          incoming = HttpWire.read(in)) {
        Request request =
            new Request(
                incoming.method(),
                URI.create("https:/" + incoming.target()),
                incoming.headers(),
                incoming.content().bytes());
        Reply reply = standIn.handle(request);
        if (broken.test(request)) {
          deliveries.add(request.method() + " " + request.uri().getPath());
          spoil(socket);
          return;
        }
        HttpWire.write(socket.getOutputStream(), reply, true);
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }

  private void spoil(Socket socket) throws IOException {
    switch (fault) {
      case FIN -> socket.close();
      case RST -> {
        socket.setSoLinger(true, 0);
        socket.close();
      }
      case STALL -> socket.shutdownInput();
      case HALF_BODY -> send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"event_id\"");
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.close();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
