package dev.runbook.stdlib.exchange;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.sandbox.Stub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How each way in which an answer can go wrong is told apart. */
class EndingTest {

  private static final URI ADDRESS = URI.create(Stub.BASE + "x");
  private static final String LOGIN = "<!DOCTYPE html><html><body>Sign in</body></html>";

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest(name = "status {0}: a read is {1}, a change is {2}")
  @CsvSource({
    "301, UNAUTHORIZED, REFUSED",
    "302, UNAUTHORIZED, IN_DOUBT",
    "303, UNAUTHORIZED, IN_DOUBT",
    "307, UNAUTHORIZED, REFUSED",
    "308, UNAUTHORIZED, REFUSED",
    "400, REFUSED, REFUSED",
    "401, UNAUTHORIZED, UNAUTHORIZED",
    "403, UNAUTHORIZED, UNAUTHORIZED",
    "404, REFUSED, REFUSED",
    "409, REFUSED, REFUSED",
    "422, REFUSED, REFUSED",
    "429, RATE_LIMITED, RATE_LIMITED",
    "500, UNAVAILABLE, IN_DOUBT",
    "502, UNAVAILABLE, IN_DOUBT",
    "503, UNAVAILABLE, IN_DOUBT",
    "504, UNAVAILABLE, IN_DOUBT",
  })
  void statuses(int status, Kind read, Kind change) {
    Reply reply = Reply.text(status, "no").with("Location", "https://login.test/");
    assertThat(read(reply).kind()).isEqualTo(read);
    assertThat(change(reply).kind()).isEqualTo(change);
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.test/?next=sandbox-token, sends us to login.test (302): sign in on the way",
    "/relative, a login page answered",
    "'::', a login page answered",
  })
  void aReadThatIsSentElsewhereSaysWhere(String location, String told) {
    assertThat(read(Reply.empty(302).with("Location", location)))
        .hasMessageContaining("Stub was asked to read x, and " + told)
        .hasMessageNotContaining("sandbox-token");
  }

  @Test
  void whatIsGoneMayBeHiddenFromUs() {
    assertThat(read(Reply.text(404, "no")))
        .hasMessageContaining("refused to read x (404, \"no\"): look whether it is still there");
  }

  @Test
  void aLoginPageIsNoAnswer() {
    Reply page = Reply.text(200, LOGIN).with("Content-Type", "text/html");
    assertThat(read(page).kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(read(page)).hasMessageContaining("a login page");
    assertThat(change(page).kind()).isEqualTo(Kind.UNAUTHORIZED);
  }

  @ParameterizedTest
  @CsvSource({"'{\"a\": [1, 2'", "''", "'not json'", "'{} {}'"})
  void brokenJsonIsUnreadable(String body) {
    assertThat(read(Reply.json(200, body)).kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(change(Reply.json(200, body)).kind()).isEqualTo(Kind.IN_DOUBT);
  }

  @Test
  void anAnswerIsNotReadWithoutEnd() {
    Reply huge = Reply.json(200, "[" + "1,".repeat(5 << 20) + "1]");
    assertThat(read(huge).kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(read(huge)).hasMessageContaining("8 MiB");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0, 0",
    "'Thu, 26 Nov 2026 10:02:00 GMT', 120",
    "'Thu, 26 Nov 2026 09:00:00 GMT', 0",
  })
  void patienceInSecondsOrAsADate(String header, long seconds) {
    ServiceFailure failure = read(Reply.text(429, "slow down").with("Retry-After", header));
    assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"soon", "99999999999999999999999", "''"})
  void patienceWithoutASensibleTime(String header) {
    ServiceFailure failure = read(Reply.text(429, "slow down").with("Retry-After", header));
    assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(failure.retryAfter()).isEmpty();
    assertThat(failure).hasMessageContaining("wait a while");
  }

  @Test
  void aReadFollowsRedirectsOnItsOwnHostOnly() throws Exception {
    List<String> asked = new ArrayList<>();
    try (Stub stub =
        new Stub(
            requireNonNull(scratch),
            request -> {
              asked.add(request.uri().toString());
              return asked.size() == 1
                  ? Reply.empty(302).with("Location", "/y")
                  : Reply.json(200, "[]");
            })) {
      Answer answer =
          new Exchange("Stub", stub.connection()).ask(stub.call(), "read x").get(ADDRESS);
      assertThat(answer.json().isArray()).isTrue();
    }
    assertThat(asked).containsExactly(Stub.BASE + "x", Stub.BASE + "y");
  }

  @Test
  void redirectsThatGoRoundInACircleEnd() {
    ServiceFailure failure = read(Reply.empty(302).with("Location", "/x"));
    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
  }

  @Test
  void nothingAcceptsTheConnection() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> Reply.empty(200))) {
      Exchange exchange =
          new Exchange("Stub", elsewhere(stub.connection(), "http://127.0.0.1:" + port + "/"));
      ServiceFailure failure =
          failure(() -> exchange.ask(stub.call(), "start x").change().postJson(ADDRESS, "{}"));
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.nothingDone()).isTrue();
    }
  }

  @Test
  void whoLostTheRunWhileConnectingSendsNothing() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Stub stub = new Stub(requireNonNull(scratch), _ -> Reply.empty(200))) {
      String address = "http://127.0.0.1:" + listening.getLocalPort() + "/";
      Exchange exchange = new Exchange("Stub", elsewhere(stub.connection(), address));
      Overtaken call = new Overtaken(stub.call(), listening, new AtomicReference<>());

      assertThatIllegalStateException()
          .isThrownBy(() -> exchange.ask(call, "start x").change().postJson(ADDRESS, "{}"))
          .withMessage("taken over");
      try (Socket connected = requireNonNull(call.connected().get())) {
        connected.setSoTimeout(2_000);
        assertThat(connected.getInputStream().readAllBytes()).isEmpty();
      }
    }
  }

  /** A call whose run goes to somebody else as soon as the connection is there. */
  private record Overtaken(
      CallContext call, ServerSocket listening, AtomicReference<@Nullable Socket> connected)
      implements CallContext {

    @Override
    public void beforeChange() {
      try {
        listening.setSoTimeout(2_000);
        connected.set(listening.accept());
      } catch (IOException notConnected) {
        throw new UncheckedIOException(notConnected);
      }
      throw new IllegalStateException("taken over");
    }

    @Override
    public String idempotencyKey() {
      return call.idempotencyKey();
    }

    @Override
    public Duration limit() {
      return call.limit();
    }

    @Override
    public RunClock clock() {
      return call.clock();
    }

    @Override
    public void progress(String seen) {
      call.progress(seen);
    }
  }

  @Test
  void messagesAreOneSafeLineThatSaysWhatWasAsked() {
    String nasty =
        "bad\u001b[2J\u202Ething\r\n\tsandbox-token or c2FuZGJveC10b2tlbg== " + "x".repeat(900);
    ServiceFailure failure = read(Reply.text(400, nasty));
    assertThat(failure)
        .hasMessageStartingWith("Stub refused to read x (400, \"bad [2J thing <secret stub.token>")
        .hasMessageEndingWith("...\"): put that right, then try again.");
    assertThat(failure.getMessage())
        .hasSizeLessThan(300)
        .doesNotContain("sandbox-token", "c2FuZGJveC10b2tlbg")
        .matches("\\P{Cntrl}+");
  }

  @Test
  void basicCredentialsAreNotEchoed() {
    String pair =
        Base64.getEncoder().encodeToString("me:sandbox-token".getBytes(StandardCharsets.UTF_8));
    assertThat(read(Reply.text(400, "Basic " + pair)).getMessage()).doesNotContain(pair);
  }

  @Test
  void theTextOfAnErrorPageIsQuotedWithoutItsMarkup() {
    String page =
        "<html><head><title>Error</title></head><body><p>not <b>buildable</b></p></body></html>";
    assertThat(read(Reply.text(409, page))).hasMessageContaining("409, \"not buildable\"");
    assertThat(read(Reply.json(404, "{\"detail\":\"no such thing\"}")))
        .hasMessageContaining("404, \"no such thing\"");
  }

  private ServiceFailure read(Reply reply) {
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> reply)) {
      Exchange exchange = signedIn(stub.connection());
      return failure(() -> exchange.ask(stub.call(), "read x").get(ADDRESS).json());
    }
  }

  private ServiceFailure change(Reply reply) {
    List<String> seen = new ArrayList<>();
    try (Stub stub =
        new Stub(
            requireNonNull(scratch),
            request -> {
              seen.add(request.method());
              return reply;
            })) {
      Exchange exchange = signedIn(stub.connection());
      ServiceFailure failure =
          failure(
              () -> exchange.ask(stub.call(), "start x").change().postJson(ADDRESS, "{}").json());
      assertThat(seen).containsExactly("POST");
      return failure;
    }
  }

  private static Exchange signedIn(Connection connection) {
    Secret token = connection.credential("token").orElseThrow();
    return new Exchange("Stub", connection).basic("me", token);
  }

  private static Connection elsewhere(Connection connection, String address) {
    return new Connection() {
      @Override
      public Optional<URI> base() {
        return connection.base();
      }

      @Override
      public Optional<String> setting(String name) {
        return connection.setting(name);
      }

      @Override
      public Optional<Secret> credential(String name) {
        return connection.credential(name);
      }

      @Override
      public RunClock clock() {
        return connection.clock();
      }

      @Override
      public URI route(URI wanted) {
        return URI.create(address);
      }
    };
  }
}
