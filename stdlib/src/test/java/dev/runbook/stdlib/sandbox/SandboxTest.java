package dev.runbook.stdlib.sandbox;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Exchange;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The world's time and events, and the server that speaks for it. */
class SandboxTest {

  private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

  @Test
  void eventsHappenInTheOrderOfTheirTimesAndSeeThem(@TempDir Path scratch) {
    VirtualClock clock = new VirtualClock(START);
    SandboxWorld world =
        new SandboxWorld(clock, scratch, new Commons(scratch), new Faults(List.of()));
    List<String> happened = new ArrayList<>();
    world.after(
        Duration.ofMinutes(3), () -> happened.add("b " + Duration.between(START, world.now())));
    world.after(
        Duration.ofMinutes(1),
        () -> {
          happened.add("a " + Duration.between(START, world.now()));
          world.after(
              Duration.ofMinutes(1),
              () -> happened.add("a2 " + Duration.between(START, world.now())));
          world.after(Duration.ofDays(1), () -> happened.add("tomorrow"));
        });
    world.catchUp();
    assertThat(happened).isEmpty();
    clock.sleep(Duration.ofMinutes(10));
    world.catchUp();
    assertThat(happened).containsExactly("a PT1M", "a2 PT2M", "b PT3M");
    assertThat(world.now()).isEqualTo(START.plus(Duration.ofMinutes(10)));
  }

  @Test
  void aStandInSeesTheAddressThatWasMeant(@TempDir Path scratch) throws Exception {
    List<URI> seen = new ArrayList<>();
    try (Stub stub =
        new Stub(
            scratch,
            request -> {
              seen.add(request.uri());
              return Reply.text(200, request.bodyText());
            })) {
      URI wanted = URI.create("https://stub.test/a%2Fb/?q=%5B1%5D&r=a+b");
      String echo =
          new Exchange("Stub", stub.connection())
              .ask(stub.call(), "echo")
              .postJson(wanted, "\"ü\"")
              .text();
      assertThat(seen).containsExactly(wanted);
      assertThat(echo).isEqualTo("\"ü\"");
    }
  }

  @Test
  void aStandInThatBreaksIsAFailedServiceAndNotAFailedRehearsal(@TempDir Path scratch) {
    try (Stub stub =
        new Stub(
            scratch,
            request -> {
              throw new IllegalStateException("a mistake");
            })) {
      Exchange exchange = new Exchange("Stub", stub.connection());
      assertThat(
              failure(() ->
                      exchange.ask(stub.call(), "read x").get(URI.create("https://stub.test/")))
                  .kind())
          .isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET /x HTTP/1.1\\r\\n\\r\\n | HTTP/1.1 200 ",
        "POST /x HTTP/1.1\\r\\nContent-Length: 3\\r\\n\\r\\nabc | [abc]",
        "POST /x HTTP/1.1\\r\\nTransfer-Encoding:"
            + " chunked\\r\\n\\r\\n2\\r\\nab\\r\\n1;x=y\\r\\nc\\r\\n0\\r\\nT: x\\r\\n\\r\\n"
            + " | [abc]",
        "nonsense\\r\\n\\r\\n | HTTP/1.1 400 ",
        "GET /x HTTP/1.1\\r\\nnonsense\\r\\n\\r\\n | HTTP/1.1 400 ",
        "POST /x HTTP/1.1\\r\\nContent-Length: -1\\r\\n\\r\\n | HTTP/1.1 400 ",
        "POST /x HTTP/1.1\\r\\nContent-Length: 99999999999\\r\\n\\r\\n | HTTP/1.1 413 ",
        "POST /x HTTP/1.1\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n | HTTP/1.1 501 ",
        "POST /x HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n | HTTP/1.1 400 ",
      })
  void theServerReadsHttp(String request, String answer) throws Exception {
    try (LoopbackServer server =
            new LoopbackServer(incoming ->
                whole(
                    Reply.text(
                        200,
                        "["
                            + new String(incoming.content().bytes(), StandardCharsets.UTF_8)
                            + "]")));
        Socket socket = connect(server)) {
      assertThat(converse(socket, request.replace("\\r\\n", "\r\n"))).contains(answer);
    }
  }

  @Test
  void aStandInOfAPluginSaysInItsOwnWordsWhatIsWrongWithTheFile(@TempDir Path scratch) {
    ServiceProvider picky =
        new ServiceProvider() {
          @Override
          public String service() {
            return "bell";
          }

          @Override
          public String declaration() {
            return "service bell {}";
          }

          @Override
          public ServiceClient connect(Connection connection) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Optional<StandIn> standIn(World world) {
            throw new IllegalArgumentException("a bell has no colour");
          }
        };
    WorldFile file = WorldFile.parse("w.yaml", "now: 2026-11-26T10:00:00Z\nbell: {colour: red}");
    assertThatThrownBy(() ->
            new Sandbox(file, new VirtualClock(START), scratch, List.of(picky), List.of()).close())
        .isInstanceOf(YamlException.class)
        .hasMessage("w.yaml, line 2: a bell has no colour.");
  }

  @Test
  void aHeadWithoutEndIsCutOff() throws Exception {
    try (LoopbackServer server = new LoopbackServer(incoming -> whole(Reply.empty(200)));
        Socket socket = connect(server)) {
      assertThat(converse(socket, "GET /x HTTP/1.1\r\nX: " + "x".repeat(70_000)))
          .startsWith("HTTP/1.1 431 ");
    }
  }

  private static HttpFault.Delivery whole(Reply reply) {
    return new HttpFault.Delivery(reply, HttpFault.Manner.WHOLE);
  }

  private static Socket connect(LoopbackServer server) throws Exception {
    URI address = URI.create("http://" + server.authority());
    return new Socket(address.getHost(), address.getPort());
  }

  private static String converse(Socket socket, String request) throws Exception {
    OutputStream out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    socket.shutdownOutput();
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }
}
