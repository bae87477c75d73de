package dev.runbook.stdlib.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As whom we speak to Google: by the token that the profile gives, or by tokens for the credentials
 * that it names, each until shortly before it ends.
 */
final class Access {

  /** A request that is begun with a token should also end with it. */
  private static final Duration SPARE = Duration.ofMinutes(1);

  private static final URI METADATA =
      URI.create(
          "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token");

  private record Token(Secret secret, Instant end) {}

  private final Connection connection;
  private final String scope;
  private final Exchange exchange;
  private @Nullable Token token;

  Access(Connection connection, String scope) {
    this.connection = connection;
    this.scope = scope;
    exchange = new Exchange("Google's token service", connection);
  }

  synchronized Secret token(CallContext call) throws ServiceFailure, InterruptedException {
    Secret given = connection.credential("access-token").orElse(null);
    if (given != null) {
      return given;
    }
    Token known = token;
    if (known == null || !call.clock().now().isBefore(known.end())) {
      known = fetch(call);
      token = known;
    }
    return known.secret();
  }

  private Token fetch(CallContext call) throws ServiceFailure, InterruptedException {
    String file = connection.setting("credentials-file").orElse(null);
    if (file == null) {
      return ofMachine(call);
    }
    Credentials credentials = Credentials.read(file);
    credentials.secrets().forEach(exchange::hiding);
    Instant now = call.clock().now();
    Map<String, String> form = credentials.form(scope, now);
    Answer answer =
        exchange
            .ask(call, "give a token for the credentials in " + file)
            .accepting(400)
            .postForm(reachable(credentials.tokens()), form);
    if (answer.status() == 400) {
      throw ServiceFailure.unauthorized(
          "Google gives no token for the credentials in %s: see whether they were revoked, and whether the clock is right."
              .formatted(file));
    }
    return token(answer, now);
  }

  /** A machine of Google's own says it, where the profile lets us ask there. */
  private Token ofMachine(CallContext call) throws ServiceFailure, InterruptedException {
    if (!mayAskMachine(connection)) {
      throw ServiceFailure.unauthorized(
          "The profile does not say as whom to speak to Google: give it `credentials-file`, or an"
              + " `access-token`; or on a machine of Google's `http://metadata.google.internal`"
              + " among the `hosts`.");
    }
    Instant now = call.clock().now();
    Answer answer =
        exchange
            .ask(call, "give a token for this machine")
            .header("Metadata-Flavor", "Google")
            .get(METADATA);
    return token(answer, now);
  }

  private static Token token(Answer answer, Instant now) throws ServiceFailure {
    JsonNode json = answer.json();
    String value = json.path("access_token").asText();
    if (value.isEmpty()) {
      throw answer.unusable("it holds no token");
    }
    Duration valid = Duration.ofSeconds(json.path("expires_in").asLong()).minus(SPARE);
    return new Token(new Secret("google.access-token", value), now.plus(valid));
  }

  static boolean mayAskMachine(Connection connection) {
    try {
      connection.route(METADATA);
      return true;
    } catch (ServiceFailure closed) {
      return false;
    }
  }

  private URI reachable(URI tokens) throws ServiceFailure {
    try {
      connection.route(tokens);
      return tokens;
    } catch (ServiceFailure closed) {
      throw closed.inOtherWords(
          "A token for Google's credentials is asked for at another host, %s. %s"
              .formatted(tokens.getHost(), closed.getMessage()));
    }
  }
}
