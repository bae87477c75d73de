package dev.runbook.stdlib.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.stdlib.exchange.Json;
import java.util.List;
import java.util.Map;

/**
 * The fields of a request to the stand-in, of which Slack takes some from the address and some from
 * the body.
 */
record Asked(Map<String, List<String>> fields) {

  String text(String field) {
    return fields.getOrDefault(field, List.of("")).getFirst();
  }

  /** Slack takes either spelling of yes. */
  boolean flag(String field) {
    return List.of("true", "1").contains(text(field));
  }

  /** The page that was asked for; where more follows it says where. */
  ObjectNode page(String name, List<? extends JsonNode> all) {
    int limit = text("limit").isEmpty() ? 100 : Integer.parseInt(text("limit"));
    int start =
        text("cursor").isEmpty() ? 0 : Integer.parseInt(text("cursor").replace("next:", ""));
    ObjectNode json = Json.object();
    ArrayNode entries = json.putArray(name);
    all.stream().skip(start).limit(limit).forEach(entries::add);
    boolean more = all.size() > start + limit;
    if (name.equals("messages")) {
      json.put("has_more", more);
    }
    json.putObject("response_metadata").put("next_cursor", more ? "next:" + (start + limit) : "");
    return json;
  }
}
