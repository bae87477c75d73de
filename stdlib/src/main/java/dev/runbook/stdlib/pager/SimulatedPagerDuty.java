package dev.runbook.stdlib.pager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Incidents, opened and resolved by events, and somebody on call who acknowledges them. */
final class SimulatedPagerDuty {

  private final World world;
  private final Optional<Duration> acknowledged;
  private final List<ObjectNode> incidents = new ArrayList<>();

  /**
   * @param acknowledged after how long whoever is on call says so, if ever
   */
  SimulatedPagerDuty(World world, Optional<Duration> acknowledged) {
    this.world = world;
    this.acknowledged = acknowledged;
  }

  Reply enqueue(JsonNode event) {
    if (!event.path("routing_key").asText().equals("sandbox-routing-key")) {
      return invalid("Length of 'routing_key' is incorrect (should be 32 characters)");
    }
    if (world.strikes("throttled")) {
      return Reply.json(
          429,
          "{\"status\":\"throttle exceeded\",\"message\":\"Requests for this service are arriving"
              + " too quickly. Please retry later.\"}");
    }
    String key = event.path("dedup_key").asText();
    ObjectNode open =
        incidents.stream()
            .filter(each -> each.path("incident_key").asText().equals(key))
            .filter(each -> !each.path("status").asText().equals("resolved"))
            .findFirst()
            .orElse(null);
    switch (event.path("event_action").asText()) {
      case "trigger" -> {
        JsonNode payload = event.path("payload");
        for (String field : List.of("summary", "source", "severity")) {
          if (payload.path(field).asText().isEmpty()) {
            return invalid("'payload." + field + "' is missing or blank");
          }
        }
        if (open == null) {
          trigger(key, payload);
        }
      }
      case "resolve" -> {
        if (open != null) {
          open.put("status", "resolved");
        }
      }
      default -> {
        return invalid("'event_action' is invalid");
      }
    }
    return Reply.json(
        202,
        Json.object()
            .put("status", "success")
            .put("message", "Event processed")
            .put("dedup_key", key)
            .toString());
  }

  private void trigger(String key, JsonNode payload) {
    ObjectNode incident =
        Json.object()
            .put("id", "Q%013d".formatted(incidents.size() + 1))
            .put("type", "incident")
            .put("incident_key", key)
            .put("title", payload.path("summary").asText())
            .put("status", "triggered")
            .put("created_at", world.now().truncatedTo(ChronoUnit.SECONDS).toString());
    incidents.add(incident);
    acknowledged.ifPresent(after -> world.after(after, () -> acknowledge(incident)));
  }

  private void acknowledge(ObjectNode incident) {
    boolean open = incident.path("status").asText().equals("triggered");
    if (open && !world.strikes("nobody-acknowledges")) {
      incident.put("status", "acknowledged");
    }
  }

  Reply incidents(Request request) {
    String token = request.header("Authorization").orElse("");
    if (!token.equals("Token token=sandbox-token")) {
      return Reply.json(401, "{\"error\":{\"message\":\"Invalid credentials\",\"code\":2006}}");
    }
    Map<String, List<String>> query = Uris.query(request.uri());
    List<String> keys = query.getOrDefault("incident_key", List.of());
    int limit = Integer.parseInt(query.getOrDefault("limit", List.of("25")).getFirst());
    ObjectNode json = Json.object();
    ArrayNode found = json.putArray("incidents");
    if (!world.strikes("late-page")) {
      incidents.reversed().stream()
          .filter(each -> keys.isEmpty() || keys.contains(each.path("incident_key").asText()))
          .limit(limit)
          .forEach(found::add);
    }
    return Reply.json(200, json.put("limit", limit).put("offset", 0).put("more", false).toString());
  }

  private static Reply invalid(String why) {
    ObjectNode json =
        Json.object().put("status", "invalid event").put("message", "Event object is invalid");
    json.putArray("errors").add(why);
    return Reply.json(400, json.toString());
  }
}
