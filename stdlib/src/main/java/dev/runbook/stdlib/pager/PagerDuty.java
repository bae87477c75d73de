package dev.runbook.stdlib.pager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * PagerDuty: events go to its Events API, version 2, which takes them and tells nothing; what
 * became of them is known to its REST API, which wants a token of its own.
 */
final class PagerDuty implements Pages {

  private static final URI EVENTS = URI.create("https://events.pagerduty.com/");
  private static final URI API = URI.create("https://api.pagerduty.com/");

  private final Connection connection;
  private final Exchange exchange;

  PagerDuty(Connection connection) {
    this.connection = connection;
    exchange = new Exchange("PagerDuty", connection);
    connection.credential("routing-key").ifPresent(exchange::hiding);
    connection.credential("token").ifPresent(exchange::hiding);
  }

  @Override
  public void open(Page page, String summary, CallContext call)
      throws ServiceFailure, InterruptedException {
    ObjectNode event = event("trigger", page);
    event
        .putObject("payload")
        .put("summary", summary)
        .put("source", "runbook")
        .put("severity", page.severity())
        .put("timestamp", page.opened().toString());
    send(event, "page about " + page.key(), call);
  }

  @Override
  public void resolve(Page page, CallContext call) throws ServiceFailure, InterruptedException {
    send(event("resolve", page), "resolve the page about " + page.key(), call);
  }

  private ObjectNode event(String action, Page page) throws ServiceFailure {
    Secret key =
        connection
            .credential("routing-key")
            .orElseThrow(() ->
                ServiceFailure.refused(
                    "The profile gives no routing-key for PagerDuty: add the integration key of the"
                        + " service that is paged."));
    return Json.object()
        .put("routing_key", key.reveal())
        .put("event_action", action)
        .put("dedup_key", page.key());
  }

  private void send(ObjectNode event, String purpose, CallContext call)
      throws ServiceFailure, InterruptedException {
    URI address = Uris.below(connection.base().orElse(EVENTS), "v2/enqueue");
    Answer answer = exchange.ask(call, purpose).change().postJson(address, event.toString());
    if (!answer.json().path("status").asText().equals("success")) {
      throw answer.unusable("it does not say that the event was taken");
    }
  }

  @Override
  public Optional<Page> find(String key, String severity, CallContext call)
      throws ServiceFailure, InterruptedException {
    return incident(key, call)
        .filter(incident -> !incident.path("status").asText().equals("resolved"))
        .map(incident -> new Page(key, severity, created(incident)));
  }

  @Override
  public Finding verify(CallContext call) throws ServiceFailure, InterruptedException {
    Page none = new Page("nothing", "info", call.clock().now());
    event("trigger", none);
    if (connection.credential("token").isEmpty()) {
      return Finding.unseen(
          "there is a key for pages, and what becomes of one cannot be seen without a token",
          "Add `token` where an acknowledgement has to be seen.");
    }
    find(none.key(), none.severity(), call);
    return Finding.good("there is a key for pages, and PagerDuty tells what becomes of them");
  }

  @Override
  public boolean isAcknowledged(Page page, CallContext call)
      throws ServiceFailure, InterruptedException {
    return incident(page.key(), call)
        .map(incident -> !incident.path("status").asText().equals("triggered"))
        .orElse(false);
  }

  /** The newest incident of a key; the severity is no part of what PagerDuty knows it by. */
  private Optional<JsonNode> incident(String key, CallContext call)
      throws ServiceFailure, InterruptedException {
    Secret token =
        connection
            .credential("token")
            .orElseThrow(() ->
                ServiceFailure.refused(
                    "PagerDuty tells what became of a page only to a token of its REST API, and"
                        + " this service has none: look there by hand."));
    URI api = connection.setting("api").map(URI::create).orElse(API);
    String query =
        "incidents?incident_key=%s&sort_by=created_at%%3Adesc&limit=1".formatted(Uris.encode(key));
    Answer answer =
        exchange
            .ask(call, "tell what became of the page about " + key)
            .header("Authorization", "Token token=" + token.reveal())
            .header("Accept", "application/vnd.pagerduty+json;version=2")
            .get(Uris.below(api, query));
    JsonNode incidents = answer.json().path("incidents");
    if (!incidents.isArray()) {
      throw answer.unusable("it is no list of incidents");
    }
    for (JsonNode incident : incidents) {
      if (incident.path("status").asText().isEmpty() || created(incident).equals(Instant.EPOCH)) {
        throw answer.unusable("an incident in it has no status or no time");
      }
    }
    return incidents.isEmpty() ? Optional.empty() : Optional.of(incidents.get(0));
  }

  private static Instant created(JsonNode incident) {
    try {
      return OffsetDateTime.parse(incident.path("created_at").asText()).toInstant();
    } catch (DateTimeException none) {
      return Instant.EPOCH;
    }
  }
}
