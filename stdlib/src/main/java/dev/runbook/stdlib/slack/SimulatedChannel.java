package dev.runbook.stdlib.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.stdlib.exchange.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A channel of the simulated workspace, with its messages and threads from the oldest on. */
final class SimulatedChannel {

  private final String id;
  private final String name;
  private final List<ObjectNode> messages = new ArrayList<>();

  SimulatedChannel(String id, String name) {
    this.id = id;
    this.name = name;
  }

  String id() {
    return id;
  }

  void add(ObjectNode message) {
    messages.add(message);
  }

  void remove(ObjectNode message) {
    messages.remove(message);
  }

  Optional<ObjectNode> message(String ts) {
    return messages.stream().filter(each -> each.path("ts").asText().equals(ts)).findFirst();
  }

  /** What stands in the channel itself, newest first. */
  List<ObjectNode> history(String oldest, boolean inclusive) {
    return messages.stream()
        .filter(each -> parentOf(each).isEmpty() || parentOf(each).equals(each.path("ts").asText()))
        .filter(each -> {
          int order = each.path("ts").asText().compareTo(oldest);
          return order > 0 || (inclusive && order == 0);
        })
        .toList()
        .reversed();
  }

  /** A message and what stands in its thread, oldest first. */
  List<ObjectNode> thread(JsonNode parent) {
    String ts = parent.path("ts").asText();
    return messages.stream()
        .filter(each -> each.path("ts").asText().equals(ts) || parentOf(each).equals(ts))
        .toList();
  }

  /** A reply makes a thread of the message that it replies to. */
  void reply(ObjectNode parent, ObjectNode reply) {
    String ts = parent.path("ts").asText();
    reply.put("thread_ts", ts).put("parent_user_id", parent.path("user").asText());
    add(reply);
    int replies = thread(parent).size() - 1;
    parent.put("thread_ts", ts).put("reply_count", replies).put("subscribed", false);
  }

  private static String parentOf(ObjectNode message) {
    return message.path("thread_ts").asText();
  }

  static void react(ObjectNode message, String user, String emoji) {
    ArrayNode reactions = message.withArray("/reactions");
    for (JsonNode each : reactions) {
      if (each.path("name").asText().equals(emoji) && each instanceof ObjectNode reaction) {
        ArrayNode users = reaction.withArray("/users");
        users.add(user);
        reaction.put("count", users.size());
        return;
      }
    }
    reactions.addObject().put("name", emoji).put("count", 1).putArray("users").add(user);
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("name", name)
            .put("name_normalized", name)
            .put("created", 1_500_000_000)
            .put("creator", SlackStandIn.USER)
            .put("is_channel", true)
            .put("is_member", true);
    for (String not :
        List.of("archived", "general", "group", "im", "mpim", "org_shared", "shared", "private")) {
      json.put("is_" + not, false);
    }
    for (String words : List.of("topic", "purpose")) {
      json.putObject(words).put("value", "").put("creator", "").put("last_set", 0);
    }
    return json;
  }
}
