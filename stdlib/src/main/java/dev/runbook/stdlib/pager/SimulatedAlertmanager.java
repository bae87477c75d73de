package dev.runbook.stdlib.pager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alerts, known by their labels, as long as they have not ended. */
final class SimulatedAlertmanager {

  private final World world;
  private final Map<JsonNode, ObjectNode> alerts = new LinkedHashMap<>();

  SimulatedAlertmanager(World world) {
    this.world = world;
  }

  Reply post(JsonNode body) {
    if (!body.isArray()) {
      return Reply.json(400, "{\"code\":602,\"message\":\"parsing alerts body failed\"}");
    }
    for (JsonNode alert : body) {
      if (alert.path("labels").isEmpty()
          || time(alert, "endsAt").isBefore(time(alert, "startsAt"))) {
        return Reply.json(400, "\"start time must be before end time\"");
      }
    }
    for (JsonNode alert : body) {
      JsonNode labels = alert.path("labels");
      ObjectNode known = alerts.computeIfAbsent(labels, _ -> Json.object());
      known.set("labels", labels);
      known.set("annotations", alert.path("annotations").deepCopy());
      known.put("startsAt", alert.path("startsAt").asText());
      known.put("endsAt", alert.path("endsAt").asText());
      known.put("updatedAt", world.now().toString());
      known.put("fingerprint", "%016x".formatted(labels.hashCode()));
      known.putArray("receivers").addObject().put("name", "on-call");
      ObjectNode status = known.putObject("status").put("state", "active");
      status.putArray("silencedBy");
      status.putArray("inhibitedBy");
    }
    return Reply.empty(200);
  }

  Reply get(Request request) {
    List<String> filters = Uris.query(request.uri()).getOrDefault("filter", List.of());
    ArrayNode found = Json.array();
    if (!world.strikes("late-page")) {
      alerts.values().stream()
          .filter(alert -> time(alert, "endsAt").isAfter(world.now()))
          .filter(alert -> filters.stream().allMatch(filter -> matches(alert, filter)))
          .forEach(found::add);
    }
    return Reply.json(200, found.toString());
  }

  private static boolean matches(JsonNode alert, String filter) {
    String[] parts = filter.split("=", 2);
    String value = Json.readOrEmpty(parts[1]).asText();
    return alert.path("labels").path(parts[0]).asText().equals(value);
  }

  private static Instant time(JsonNode alert, String field) {
    try {
      return Instant.parse(alert.path(field).asText());
    } catch (DateTimeException none) {
      return Instant.EPOCH;
    }
  }
}
