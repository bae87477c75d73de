package dev.runbook.stdlib.exchange;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;

/**
 * The HTTP library's clients, one for the whole program and made when first needed: until then none
 * of its classes are loaded. None repeats or redirects a request.
 */
final class HttpClients {

  private HttpClients() {}

  /**
   * A rehearsal speaks to this machine without TLS, whose trust store takes longer to read than all
   * the rest.
   */
  static OkHttpClient forAddress(URI address) {
    return "http".equals(address.getScheme()) ? Plain.CLIENT : Secure.CLIENT;
  }

  private static OkHttpClient.Builder builder() {
    return new OkHttpClient.Builder()
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(Duration.ofSeconds(10))
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .eventListenerFactory(call -> Objects.requireNonNull(call.request().tag(Sent.class)));
  }

  private static final class Plain {
    static final OkHttpClient CLIENT =
        builder().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).build();
  }

  private static final class Secure {
    static final OkHttpClient CLIENT = builder().build();
  }
}
