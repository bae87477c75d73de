package dev.runbook.stdlib.exchange;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.process.Subprocess;
import dev.runbook.stdlib.sandbox.TestCall;
import dev.runbook.stdlib.sandbox.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that go through a proxy to a server with a certificate of its own, by real sockets. */
class ProxyTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private @Nullable Path folder;
  private @Nullable HttpsServer server;
  private @Nullable ServerSocket proxy;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-26T10:00:00Z"));

  @BeforeEach
  void start() throws Exception {
    Path keys = requireNonNull(folder).resolve("keys.p12");
    keytool(
        "-genkeypair -alias us -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 9"
            + " -storetype PKCS12 -storepass changeit -keystore "
            + keys);
    keytool("-exportcert -rfc -alias us -storepass changeit -keystore " + keys + " -file " + pem());
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    InetAddress here = InetAddress.getByName("localhost");
    server = HttpsServer.create(new InetSocketAddress(here, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          asked.add("server " + exchange.getRequestHeaders().containsKey("Proxy-Authorization"));
          byte[] body = "{\"fine\":true}".getBytes(ISO_8859_1);
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    proxy = new ServerSocket(0, 9, here);
    Thread.startVirtualThread(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    requireNonNull(server).stop(0);
    requireNonNull(proxy).close();
  }

  @Test
  void aSecureAddressIsReachedThroughTheProxyByTheFileOfCertificates() throws Exception {
    assertThat(get(secure(), proxy("me:let%20me"), pem())).isEqualTo("{\"fine\":true}");
    assertThat(asked)
        .as("who we are is for the proxy alone, and is said at once")
        .containsExactly("CONNECT Basic " + basic("me:let me"), "server false");
  }

  @Test
  void anAddressThatIsNotSecureIsAskedOfTheProxyItself() throws Exception {
    assertThat(get(URI.create("http://far.test/x"), proxy("me:let%20me"), null))
        .isEqualTo("{\"by\":\"proxy\"}");
    assertThat(asked).containsExactly("GET Basic " + basic("me:let me"));
  }

  @Test
  void aProxyThatDoesNotLetUsThroughIsNamedAndItsPasswordIsNot() {
    ServiceFailure failure = failure(() -> get(secure(), proxy("me:wrong"), pem()));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure)
        .hasMessageContaining("broke, through the proxy localhost:")
        .message()
        .doesNotContain("wrong");
    assertThat(asked).doesNotContain("server false");
  }

  @Test
  void aProxyThatIsNotThereIsNamed() throws Exception {
    requireNonNull(proxy).close();
    assertThat(failure(() -> get(secure(), proxy("me:let%20me"), pem())))
        .hasMessageContaining("nothing accepts connections at the proxy localhost:");
    assertThat(failure(() -> get(secure(), URI.create("http://proxy.invalid:3128"), pem())))
        .hasMessageContaining("the name of the proxy proxy.invalid:3128 is not known");
  }

  @Test
  void aCertificateThatNobodyTrusts() {
    ServiceFailure failure = failure(() -> get(secure(), null, null));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure)
        .hasMessageContaining("the certificate of localhost is signed by nobody whom we trust")
        .hasMessageContaining("SSL_CERT_FILE");
  }

  private String get(URI address, @Nullable URI through, @Nullable Path certificates)
      throws ServiceFailure, InterruptedException {
    Exchange exchange = new Exchange("Lamp", new Through(address, through, certificates, clock));
    return exchange.ask(new TestCall(clock, "look"), "look").get(address).text();
  }

  private record Through(URI address, @Nullable URI through, @Nullable Path file, RunClock clock)
      implements Connection {

    @Override
    public Optional<URI> base() {
      return Optional.of(address);
    }

    @Override
    public Optional<String> setting(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<Secret> credential(String name) {
      return Optional.empty();
    }

    @Override
    public URI route(URI wanted) {
      return wanted;
    }

    @Override
    public Optional<URI> proxy(URI wanted) {
      return Optional.ofNullable(through);
    }

    @Override
    public Optional<Path> certificates() {
      return Optional.ofNullable(file);
    }
  }

  /** Lets through those who say the right password, as a CONNECT or a whole address. */
  private void serve() {
    while (true) {
      try {
        Socket client = requireNonNull(proxy).accept();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      List<String> head = head(client.getInputStream());
      String credentials =
          head.stream()
              .filter(line -> line.startsWith("Proxy-Authorization: "))
              .map(line -> line.substring(21))
              .findFirst()
              .orElse("nobody");
      String[] line = head.getFirst().split(" ", -1);
      asked.add(line[0] + " " + credentials);
      if (!credentials.equals("Basic " + basic("me:let me"))) {
        say(client, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      if (!line[0].equals("CONNECT")) {
        say(client, "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"by\":\"proxy\"}");
        return;
      }
      String[] to = line[1].split(":", -1);
      try (Socket there = new Socket(to[0], Integer.parseInt(to[1]))) {
        say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
        Thread back = Thread.startVirtualThread(() -> copy(there, client));
        copy(client, there);
        back.join();
      }
    } catch (IOException | InterruptedException over) {
      // The other end has hung up, and what it heard until then is what a test looks at.
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException over) {
      // As above.
    }
  }

  private static void say(Socket client, String words) throws IOException {
    client.getOutputStream().write(words.getBytes(ISO_8859_1));
    client.getOutputStream().flush();
  }

  private static List<String> head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1).lines().toList();
  }

  private URI secure() {
    return URI.create("https://localhost:" + requireNonNull(server).getAddress().getPort() + "/");
  }

  private URI proxy(String who) {
    return URI.create("http://" + who + "@localhost:" + requireNonNull(proxy).getLocalPort());
  }

  private Path pem() {
    return requireNonNull(folder).resolve("ca.pem");
  }

  private static String basic(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(ISO_8859_1));
  }

  private static void keytool(String arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    assertThat(Files.exists(tool)).isTrue();
    List<String> command =
        Stream.concat(Stream.of(tool.toString()), Stream.of(arguments.split(" ", -1))).toList();
    Subprocess.Result result =
        Subprocess.run(command, Map.of(), Set.of(), "", Duration.ofSeconds(60));
    assertThat(result.exit()).as(result.output() + result.errors()).isZero();
  }
}
