package dev.runbook.example.binding;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Requests and what their ends mean. The rule that matters: a change is sent once, and where it was
 * sent and no answer says how it went, it is in doubt. The JDK's own client never repeats a POST,
 * which not every HTTP library can say.
 */
final class Wire {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Connection connection;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();

  Wire(Connection connection) {
    this.connection = connection;
  }

  Properties read(CallContext call, String purpose, String path)
      throws ServiceFailure, InterruptedException {
    return send(call, purpose, false, request(path).GET());
  }

  Properties change(CallContext call, String purpose, String path, Map<String, String> fields)
      throws ServiceFailure, InterruptedException {
    String form =
        fields.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Idempotency-Key", call.idempotencyKey())
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return send(call, purpose, true, request);
  }

  /**
   * Every address goes through {@link Connection#route}: in a rehearsal it leads to the stand-in.
   */
  private HttpRequest.Builder request(String path) throws ServiceFailure {
    Optional<URI> base = connection.base();
    if (base.isEmpty()) {
      throw ServiceFailure.refused(
          "The profile does not say where the status page is: add its address there.");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(connection.route(base.get().resolve(path)));
    Optional<Secret> token = connection.credential("token");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    return request;
  }

  private Properties send(
      CallContext call, String purpose, boolean change, HttpRequest.Builder request)
      throws ServiceFailure, InterruptedException {
    Duration limit = call.limit().compareTo(LONGEST) < 0 ? call.limit() : LONGEST;
    HttpResponse<String> answer;
    try {
      answer = http.send(request.timeout(limit).build(), HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException notReached) {
      throw ServiceFailure.unavailable(
          "The status page was not reached to %s: check its address and the network."
              .formatted(purpose),
          notReached);
    } catch (IOException broken) {
      throw noAnswer(purpose, change, broken);
    }
    requireSuccess(answer, purpose, change);
    try {
      Properties lines = new Properties();
      lines.load(new StringReader(answer.body()));
      return lines;
    } catch (IOException | IllegalArgumentException unreadable) {
      throw ServiceFailure.unreadable(
          "The status page was asked to %s and its answer cannot be read: look there by hand."
              .formatted(purpose),
          unreadable);
    }
  }

  private static void requireSuccess(HttpResponse<String> answer, String purpose, boolean change)
      throws ServiceFailure {
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      throw ServiceFailure.unauthorized(
          "The status page does not let us %s (%d): check the token.".formatted(purpose, status));
    }
    if (status == 429) {
      throw ServiceFailure.rateLimited(
          "The status page asks for patience (429) before it will %s: try again in a minute."
              .formatted(purpose),
          null);
    }
    if (status >= 400 && status < 500) {
      throw ServiceFailure.refused(
          "The status page refused to %s (%d): put that right, then try again."
              .formatted(purpose, status));
    }
    if (status < 200 || status >= 300) {
      throw noAnswer(purpose, change, new IOException("status " + status));
    }
  }

  private static ServiceFailure noAnswer(String purpose, boolean change, IOException cause) {
    return change
        ? ServiceFailure.inDoubt(
            "The status page was asked to %s, and whether it did is not known: look there."
                .formatted(purpose),
            cause)
        : ServiceFailure.unavailable(
            "The status page gave no answer when it was asked to %s: try again in a while."
                .formatted(purpose),
            cause);
  }
}
