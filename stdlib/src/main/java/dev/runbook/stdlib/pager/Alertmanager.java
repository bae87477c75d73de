package dev.runbook.stdlib.pager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Alertmanager by its API, version 2. An alert is known by its labels, so one that is sent twice is
 * one; it ends by itself after {@link #LONGEST}, because nobody sends it again as Prometheus would.
 */
final class Alertmanager implements Pages {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String NAME = "Runbook";
  private static final String KEY = "runbook_page";

  private final Exchange exchange;

  Alertmanager(Connection connection) {
    exchange = new Exchange("Alertmanager", connection);
    connection.credential("token").ifPresent(exchange::bearer);
    connection
        .setting("user")
        .ifPresent(user ->
            connection
                .credential("password")
                .ifPresent(password -> exchange.basic(user, password)));
  }

  @Override
  public void open(Page page, String summary, CallContext call)
      throws ServiceFailure, InterruptedException {
    ObjectNode alert = alert(page, page.opened().plus(LONGEST));
    alert.putObject("annotations").put("summary", summary);
    send(alert, "page about " + page.key(), call);
  }

  @Override
  public void resolve(Page page, CallContext call) throws ServiceFailure, InterruptedException {
    Instant now = call.clock().now();
    Instant end = now.isBefore(page.opened()) ? page.opened() : now;
    send(alert(page, end), "resolve the page about " + page.key(), call);
  }

  private static ObjectNode alert(Page page, Instant end) {
    ObjectNode alert =
        Json.object().put("startsAt", page.opened().toString()).put("endsAt", end.toString());
    alert.set("labels", labels(page.key(), page.severity()));
    return alert;
  }

  private static ObjectNode labels(String key, String severity) {
    return Json.object().put("alertname", NAME).put(KEY, key).put("severity", severity);
  }

  private void send(ObjectNode alert, String purpose, CallContext call)
      throws ServiceFailure, InterruptedException {
    ArrayNode alerts = Json.array().add(alert);
    Answer answer = exchange.ask(call, purpose).change().postJson(address(""), alerts.toString());
    if (answer.isHtml()) {
      throw answer.loginPage();
    }
  }

  @Override
  public Optional<Page> find(String key, String severity, CallContext call)
      throws ServiceFailure, InterruptedException {
    String query =
        "?filter=%s&filter=%s".formatted(matcher(KEY, key), matcher("severity", severity));
    Answer answer =
        exchange.ask(call, "tell whether a page about " + key + " is open").get(address(query));
    JsonNode alerts = answer.json();
    if (!alerts.isArray()) {
      throw answer.unusable("it is no list of alerts");
    }
    for (JsonNode alert : alerts) {
      if (alert.path("labels").equals(labels(key, severity))) {
        return Optional.of(new Page(key, severity, started(alert, answer)));
      }
    }
    return Optional.empty();
  }

  @Override
  public Finding verify(CallContext call) throws ServiceFailure, InterruptedException {
    find("nothing", "info", call);
    return Finding.good("Alertmanager is there");
  }

  @Override
  public boolean isAcknowledged(Page page, CallContext call) throws ServiceFailure {
    throw ServiceFailure.refused(
        "Alertmanager does not know who sees to the page about %s: ask whoever is on call."
            .formatted(page.key()));
  }

  private URI address(String query) throws ServiceFailure {
    return Uris.below(exchange.base(), "api/v2/alerts" + query);
  }

  private static String matcher(String label, String value) {
    String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return Uris.encode(label + "=\"" + quoted + "\"");
  }

  private static Instant started(JsonNode alert, Answer answer) throws ServiceFailure {
    try {
      return OffsetDateTime.parse(alert.path("startsAt").asText()).toInstant();
    } catch (DateTimeException none) {
      throw answer.unusable("an alert in it has no start");
    }
  }
}
