package dev.runbook.stdlib.matrix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.stdlib.exchange.Json;
import java.util.ArrayList;
import java.util.List;

/** A room of the simulated homeserver, with its events from the oldest on. */
final class SimulatedRoom {

  private final String id;
  private final List<ObjectNode> events = new ArrayList<>();

  SimulatedRoom(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  void add(ObjectNode event) {
    events.add(event);
  }

  /** The position in front of the newest event. */
  String beforeNewest() {
    return "t" + Math.max(0, events.size() - 1);
  }

  /**
   * A page of the history, newest first. A position is the number of events before it; none means
   * the present. Where no older event is left the page has no {@code end}.
   */
  ObjectNode page(String from, int limit) {
    int start = from.isEmpty() ? events.size() : Integer.parseInt(from.substring(1));
    int end = Math.max(0, start - limit);
    ObjectNode json = Json.object().put("start", "t" + start);
    ArrayNode chunk = json.putArray("chunk");
    for (int at = start - 1; at >= end; at--) {
      chunk.add(events.get(at));
    }
    if (end > 0) {
      json.put("end", "t" + end);
    }
    return json;
  }
}
