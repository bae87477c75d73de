package dev.runbook.example.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.World;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against the stand-in, with nothing of Runbook but its service provider interface. */
class StatuspageTest {

  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private final ServiceProvider provider =
      ServiceLoader.load(ServiceProvider.class).findFirst().orElseThrow();
  private final List<String> delivered = new ArrayList<>();
  private UnaryOperator<Reply> spoil = UnaryOperator.identity();
  private HttpServer server;
  private ServiceClient client;

  @BeforeEach
  void start() throws Exception {
    StandIn standIn = provider.standIn(new EmptyWorld()).orElseThrow();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          delivered.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          Map<String, String> headers = new HashMap<>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
          Reply reply =
              spoil.apply(
                  standIn.handle(
                      new StandIn.Request(
                          exchange.getRequestMethod(),
                          URI.create("https://status.example" + exchange.getRequestURI()),
                          headers,
                          exchange.getRequestBody().readAllBytes())));
          if (reply.status() == 0) {
            exchange.close();
            return;
          }
          exchange.sendResponseHeaders(
              reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
          exchange.getResponseBody().write(reply.body());
          exchange.close();
        });
    server.start();
    client = provider.connect(new Local(server.getAddress().getPort(), standIn.settings()));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void anIncidentIsShownUntilItIsResolved() throws Exception {
    assertThat(perform("current")).isNull();
    Object opened =
        perform("open-incident", "title", "Slow=\\updates", "message", "We look & see.");
    assertThat(opened).isEqualTo(Map.of("id", "1", "title", "Slow=\\updates", "opened", NOW));
    assertThat(perform("current")).isEqualTo(opened);
    assertThat(perform("opened", "title", "Slow=\\updates")).isEqualTo(opened);
    assertThat(perform("opened", "title", "Other")).isNull();
    assertThat(perform("is-resolved", "incident", opened)).isEqualTo(false);
    perform("resolve", "incident", opened, "message", "It is over.");
    assertThat(perform("is-resolved", "incident", opened)).isEqualTo(true);
  }

  @Test
  void theSameEffectOpensOneIncident() throws Exception {
    Object first = perform("open-incident", "title", "Slow", "message", "x");
    assertThat(perform("open-incident", "title", "Slow", "message", "x")).isEqualTo(first);
  }

  @Test
  void aChangeWithoutAnAnswerIsDeliveredOnceAndInDoubt() {
    spoil = _ -> Reply.empty(0);
    ServiceFailure failure = failure("open-incident", "title", "Slow", "message", "x");
    assertThat(failure.kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(delivered).containsExactly("POST /incidents");
  }

  @Test
  void whatTheServiceSaysIsToldApart() {
    for (var expected :
        Map.of(
                401, Kind.UNAUTHORIZED,
                404, Kind.REFUSED,
                429, Kind.RATE_LIMITED,
                503, Kind.UNAVAILABLE)
            .entrySet()) {
      spoil = _ -> Reply.text(expected.getKey(), "no");
      assertThat(failure("current").kind()).isEqualTo(expected.getValue());
    }
    spoil = _ -> Reply.text(200, "id=7");
    assertThat(failure("current").kind()).isEqualTo(Kind.UNREADABLE);
    server.stop(0);
    assertThat(failure("current").kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  private ServiceFailure failure(String action, @Nullable Object... arguments) {
    return Objects.requireNonNull(
        catchThrowableOfType(ServiceFailure.class, () -> perform(action, arguments)));
  }

  private @Nullable Object perform(String action, @Nullable Object... namesAndValues)
      throws ServiceFailure, InterruptedException {
    Map<String, @Nullable Object> arguments = new HashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      arguments.put(String.valueOf(namesAndValues[at]), namesAndValues[at + 1]);
    }
    return client.perform(action, new Arguments(arguments), new Call());
  }

  private record Stopped() implements RunClock {
    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public void sleep(Duration length) {}
  }

  private record Call() implements CallContext {
    @Override
    public String idempotencyKey() {
      return "run-1/announce";
    }

    @Override
    public Duration limit() {
      return Duration.ofSeconds(10);
    }

    @Override
    public RunClock clock() {
      return new Stopped();
    }

    @Override
    public void progress(String seen) {}
  }

  private record Local(int port, Map<String, String> settings) implements Connection {
    @Override
    public Optional<URI> base() {
      return setting("base").map(URI::create);
    }

    @Override
    public Optional<String> setting(String name) {
      return Optional.ofNullable(settings.get(name));
    }

    @Override
    public Optional<Secret> credential(String name) {
      return Optional.of(new Secret(name, "token-of-a-test"));
    }

    @Override
    public RunClock clock() {
      return new Stopped();
    }

    @Override
    public URI route(URI wanted) {
      return URI.create("http://127.0.0.1:" + port + wanted.getRawPath());
    }
  }

  private record EmptyWorld() implements World {
    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of();
    }

    @Override
    public void after(Duration delay, Runnable event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> get(String key) {
      return Optional.empty();
    }

    @Override
    public void put(String key, String value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path scratch() {
      throw new UnsupportedOperationException();
    }
  }
}
