package dev.runbook.stdlib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Ask;
import dev.runbook.stdlib.exchange.Exchange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of a service is the same below its socket and over it. */
class ShortcutTest {

  private interface Sending {
    Answer send(Ask ask, URI address) throws ServiceFailure, InterruptedException;
  }

  /** A call with a limit that costs a test on the wall's clock little. */
  private static final Duration LIMIT = Duration.ofMillis(300);

  @TempDir private Path scratch;

  private final List<String> requests = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(HttpFault.class)
  void aReadThatMeetsAFault(HttpFault fault) {
    same(fault.spelling(), (ask, address) -> ask.get(address));
  }

  @ParameterizedTest
  @EnumSource(HttpFault.class)
  void aChangeThatMeetsAFault(HttpFault fault) {
    same(fault.spelling(), (ask, address) -> ask.change().postJson(address, "{\"a\":1}"));
  }

  @ParameterizedTest
  @EnumSource(HttpFault.class)
  void aLookWithoutABody(HttpFault fault) {
    same(fault.spelling(), (ask, address) -> ask.head(address));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 302, 304, 308, 400, 401, 403, 404, 409, 429, 500, 503})
  void everyStatus(int status) {
    Reply reply =
        Reply.json(status, status == 204 || status == 304 ? "" : "{\"message\":\"so\"}")
            .with("Location", "/elsewhere")
            .with("X-Word", "kept");
    same(reply, "", (ask, address) -> ask.get(address));
    same(reply, "", (ask, address) -> ask.change().delete(address));
  }

  @Test
  void anAnswerThatIsTooLarge() {
    Reply huge = new Reply(200, Map.of(), new byte[(8 << 20) + 1]);
    same(huge, "", (ask, address) -> ask.get(address));
  }

  @ParameterizedTest
  @CsvSource({
    "https://stub.test",
    "https://stub.test/a%20b/c%2Fd?x=1&y=%C3%A9",
    "https://stub.test/ä?q=ö",
    "https://stub.test/a/#here",
    "https://stub.test?only=query",
    "https://nobody.test/"
  })
  void everyAddress(String address) {
    same(
        Reply.text(200, "fine"),
        "",
        (ask, _) -> ask.header("X-Asked", "by us").postForm(URI.create(address), Map.of("a", "ä")));
  }

  @Test
  void aHangTakesTheRunsTimeAndNoOther() {
    Instant before = Instant.parse("2026-11-26T10:00:00Z");
    try (Stub stub = new Stub(scratch, _ -> Reply.text(200, "fine"), "stub:hang")) {
      assertThat(
              outcome(
                  stub.connection(), stub.call(), (ask, address) -> ask.change().delete(address)))
          .startsWith("IN_DOUBT");
      assertThat(stub.connection().clock().now()).isEqualTo(before.plusSeconds(60));
    }
  }

  private void same(String fault, Sending sending) {
    same(Reply.json(200, "{\"found\":true}").with("X-Word", "kept"), "stub:" + fault, sending);
  }

  private void same(Reply reply, String fault, Sending sending) {
    String near = seen(reply, fault, sending, UnaryOperator.identity());
    String far = seen(reply, fault, sending, BySocket::new);
    assertThat(near).isEqualTo(far);
  }

  /** What came of it, and what the service was asked. */
  private String seen(
      Reply reply, String fault, Sending sending, UnaryOperator<Connection> connecting) {
    requests.clear();
    String[] faults = fault.isEmpty() ? new String[0] : new String[] {fault};
    try (Stub stub =
        new Stub(
            scratch,
            request -> {
              Map<String, String> headers = new TreeMap<>(request.headers());
              // The connection's own, of which a service makes nothing.
              List.of("connection", "accept-encoding", "host").forEach(headers::remove);
              requests.add(
                  request.method()
                      + " "
                      + request.uri()
                      + " "
                      + headers
                      + " "
                      + request.bodyText());
              return reply;
            },
            faults)) {
      Connection connection = connecting.apply(stub.connection());
      // A secure connection takes time to make ready, and nothing here to wait for.
      Duration limit = fault.endsWith("certificate") ? Duration.ofSeconds(60) : LIMIT;
      return outcome(connection, stub.call().within(limit), sending) + "\n" + requests;
    }
  }

  private static String outcome(Connection connection, TestCall call, Sending sending) {
    try {
      Ask ask = new Exchange("Stub", connection).ask(call, "look").accepting(404);
      Answer answer = sending.send(ask, URI.create(Stub.BASE + "path?q=1"));
      Map<String, String> headers = new TreeMap<>(answer.headers());
      headers.remove("connection");
      return answer.status() + " " + headers + " " + answer.text();
    } catch (ServiceFailure failure) {
      // Nobody here shows a certificate: over a socket there is no secure connection at all.
      String message =
          String.valueOf(failure.getMessage())
              .replaceAll(
                  "\\(.*certificate.*?\\)", "(no secure connection to stub.test could be made)");
      return failure.kind() + " " + message + " " + failure.retryAfter();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
