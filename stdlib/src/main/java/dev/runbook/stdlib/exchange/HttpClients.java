package dev.runbook.stdlib.exchange;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The HTTP library's clients, one for the whole program and made when first needed: until then none
 * of its classes are loaded. None repeats or redirects a request.
 */
final class HttpClients {

  private static final Map<Path, OkHttpClient> TRUSTING = new ConcurrentHashMap<>();

  private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private HttpClients() {}

  /**
   * A rehearsal speaks to this machine without TLS, whose trust store takes longer to read than all
   * the rest.
   */
  static OkHttpClient forAddress(URI address, Connection connection) throws ServiceFailure {
    boolean plain = "http".equals(address.getScheme());
    Optional<Path> certificates = plain ? Optional.empty() : connection.certificates();
    OkHttpClient client =
        plain
            ? Plain.CLIENT
            : certificates.isPresent() ? trusting(certificates.get()) : Secure.CLIENT;
    Optional<URI> proxy = connection.proxy(address);
    return proxy.isPresent() ? through(proxy.get(), plain, client) : client;
  }

  private static OkHttpClient through(URI proxy, boolean plain, OkHttpClient client) {
    boolean socks = proxy.getScheme().startsWith("socks");
    int usual = socks ? 1080 : 8080;
    int port = proxy.getPort() < 0 ? usual : proxy.getPort();
    OkHttpClient.Builder builder =
        client
            .newBuilder()
            .proxy(
                new Proxy(
                    socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    String us = proxy.getUserInfo();
    if (us != null && !socks) {
      int colon = us.indexOf(':');
      String name = colon < 0 ? us : us.substring(0, colon);
      String basic = Credentials.basic(name, colon < 0 ? "" : us.substring(colon + 1));
      if (plain) {
        // What is not encrypted is sent to the proxy as it is.
        builder.addInterceptor(chain -> chain.proceed(introduced(chain.request(), basic)));
      } else {
        builder.proxyAuthenticator((_, response) ->
            response.request().header(PROXY_AUTHORIZATION) == null
                ? introduced(response.request(), basic)
                : null);
      }
    }
    return builder.build();
  }

  private static Request introduced(Request request, String credentials) {
    return request.newBuilder().header(PROXY_AUTHORIZATION, credentials).build();
  }

  private static OkHttpClient trusting(Path certificates) throws ServiceFailure {
    OkHttpClient known = TRUSTING.get(certificates);
    if (known == null) {
      X509TrustManager trust = Certificates.trusted(certificates);
      known = builder().sslSocketFactory(Certificates.sockets(trust), trust).build();
      TRUSTING.put(certificates, known);
    }
    return known;
  }

  private static OkHttpClient.Builder builder() {
    return new OkHttpClient.Builder()
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(Duration.ofSeconds(10))
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .addNetworkInterceptor(HttpClients::lastLook)
        .eventListenerFactory(call -> sent(call.request()));
  }

  /** Connecting may take seconds, in which the run may have gone to somebody else. */
  private static Response lastLook(Interceptor.Chain chain) throws IOException {
    sent(chain.request()).beforeFirstByte();
    return chain.proceed(chain.request());
  }

  private static Sent sent(Request request) {
    return Objects.requireNonNull(request.tag(Sent.class));
  }

  private static final class Plain {
    static final OkHttpClient CLIENT =
        builder().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).build();
  }

  private static final class Secure {
    static final OkHttpClient CLIENT = builder().build();
  }
}
