package dev.runbook.stdlib.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Ask;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Jenkins controller: where it is, as whom we speak to it, and its protection against forged
 * requests.
 */
final class Controller {

  /**
   * @param cookie the session that the crumb belongs to; without it the crumb is worth nothing
   */
  private record Crumb(String field, String value, String cookie) {}

  private final Exchange exchange;
  private final String user;
  private final boolean password;
  private final AtomicReference<@Nullable Crumb> crumb = new AtomicReference<>();

  Controller(Connection connection) {
    user = connection.setting("user").orElse("");
    Optional<Secret> token = connection.credential("token");
    Optional<Secret> secret = token.or(() -> connection.credential("password"));
    password = token.isEmpty() && secret.isPresent();
    exchange = new Exchange("Jenkins", connection);
    secret.ifPresent(value -> exchange.basic(user, value));
  }

  /** Our own name on the controller; empty where the profile does not say. */
  String user() {
    return user;
  }

  URI address(String path) throws ServiceFailure {
    return Uris.below(exchange.base(), path);
  }

  /** Begins a request that only reads. */
  Ask ask(CallContext call, String purpose) {
    return exchange.ask(call, purpose);
  }

  JsonNode read(CallContext call, String purpose, String path)
      throws ServiceFailure, InterruptedException {
    return exchange.ask(call, purpose).get(address(path)).json();
  }

  /** The JSON at a path, or nothing where Jenkins knows no such thing (404). */
  Optional<JsonNode> find(CallContext call, String purpose, String path)
      throws ServiceFailure, InterruptedException {
    Answer answer = exchange.ask(call, purpose).accepting(404).get(address(path));
    return answer.status() == 404 ? Optional.empty() : Optional.of(answer.json());
  }

  /**
   * Posts a change. Tokens need no crumb; for a password it is fetched first. Where the controller
   * wants one all the same, it has refused before it acted, so the request may be sent again with
   * one.
   */
  Answer change(
      CallContext call,
      String purpose,
      String path,
      Map<String, String> fields,
      Integer... accepted)
      throws ServiceFailure, InterruptedException {
    if (password && crumb.get() == null) {
      fetchCrumb(call);
    }
    Integer[] andForbidden =
        Stream.concat(Stream.of(403), Arrays.stream(accepted)).toArray(Integer[]::new);
    Answer answer = changing(call, purpose, andForbidden).postForm(address(path), fields);
    if (answer.status() == 403 && answer.text().toLowerCase(Locale.ROOT).contains("crumb")) {
      fetchCrumb(call);
      answer = changing(call, purpose, andForbidden).postForm(address(path), fields);
    }
    if (answer.status() == 403) {
      throw answer.failure();
    }
    if (answer.isHtml() && answer.header("X-Jenkins").isEmpty()) {
      throw answer.loginPage();
    }
    return answer;
  }

  private Ask changing(CallContext call, String purpose, Integer... accepted) {
    Ask ask = exchange.ask(call, purpose).change().accepting(accepted);
    Crumb known = crumb.get();
    if (known != null) {
      ask.header(known.field(), known.value()).header("Cookie", known.cookie());
    }
    return ask;
  }

  private void fetchCrumb(CallContext call) throws ServiceFailure, InterruptedException {
    Answer answer =
        exchange.ask(call, "hand out a crumb").accepting(404).get(address("crumbIssuer/api/json"));
    if (answer.status() != 404) {
      JsonNode json = answer.json();
      String cookie = answer.header("Set-Cookie").map(value -> value.split(";", 2)[0]).orElse("");
      crumb.set(
          new Crumb(
              json.path("crumbRequestField").asText("Jenkins-Crumb"),
              json.path("crumb").asText(),
              cookie));
    }
  }
}
