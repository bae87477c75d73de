package dev.runbook.stdlib.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said in channels and threads, by others than us. */
final class Talk {

  private final Workspace workspace;

  Talk(Workspace workspace) {
    this.workspace = workspace;
  }

  List<Map<String, Object>> notices(String channel, Instant since, CallContext call)
      throws ServiceFailure, InterruptedException {
    String self = workspace.self(call);
    List<Map<String, Object>> notices = new ArrayList<>();
    for (JsonNode each : history(channel, since, call).reversed()) {
      boolean told = !each.path("subtype").asText().startsWith("channel_");
      if (told && !each.path("user").asText().equals(self)) {
        notices.add(said(program(each), Words.of(each), sent(each)));
      }
    }
    return notices;
  }

  /**
   * The messages of a channel since a moment, newest first; those in threads are not among them.
   */
  List<JsonNode> history(String channel, Instant since, CallContext call)
      throws ServiceFailure, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("channel", workspace.channel(channel, call));
    query.put("oldest", Timestamp.of(since));
    query.put("inclusive", "true");
    query.put("include_all_metadata", "true");
    String purpose = "read what was said in " + channel;
    return workspace.all(call, purpose, "conversations.history", "messages", query);
  }

  List<Map<String, Object>> replies(Arguments message, CallContext call)
      throws ServiceFailure, InterruptedException {
    String channel = message.text("channel");
    String question =
        message
            .optionalText("id")
            .orElseThrow(() ->
                ServiceFailure.refused(
                    "The message in the Slack channel %s was posted by a webhook, and answers to it cannot be read: look there by hand."
                        .formatted(channel)));
    String self = workspace.self(call);
    String id = workspace.channel(channel, call);
    String purpose = "read the answers in " + channel;
    List<Map<String, Object>> answers = new ArrayList<>();
    Map<String, String> thread = Map.of("channel", id, "ts", question);
    for (JsonNode each :
        workspace.all(call, purpose, "conversations.replies", "messages", thread)) {
      String sender = each.path("user").asText(each.path("bot_id").asText());
      if (!sender.equals(self) && !each.path("ts").asText().equals(question)) {
        answers.add(said(sender, Words.of(each), edited(each)));
      }
    }
    Map<String, String> asked = Map.of("channel", id, "timestamp", question, "full", "true");
    JsonNode reactions = workspace.get(call, purpose, "reactions.get", "message", asked);
    for (JsonNode reaction : reactions.path("message").path("reactions")) {
      String words = Words.emoji(reaction.path("name").asText());
      for (JsonNode user : reaction.path("users")) {
        if (!user.asText().equals(self)) {
          answers.add(said(user.asText(), words, call.clock().now()));
        }
      }
    }
    return answers;
  }

  private static String program(JsonNode message) {
    for (JsonNode name :
        List.of(
            message.path("bot_profile").path("name"),
            message.path("username"),
            message.path("user"))) {
      if (!name.asText().isEmpty()) {
        return name.asText();
      }
    }
    return message.path("bot_id").asText();
  }

  static Instant sent(JsonNode message) {
    return Timestamp.moment(message.path("ts").asText()).orElse(Instant.EPOCH);
  }

  /** When a message got the words that it has. */
  private static Instant edited(JsonNode message) {
    return Timestamp.moment(message.path("edited").path("ts").asText())
        .orElseGet(() -> sent(message));
  }

  private static Map<String, Object> said(String sender, String words, Instant sent) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("sender", sender);
    said.put("words", words);
    said.put("sent", sent);
    return said;
  }
}
