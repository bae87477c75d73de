package dev.runbook.stdlib.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Our own messages: Slack has no keys for what it is asked twice, so each says which effect it is.
 */
final class Posts {

  /** How a message of ours says that, and which effect it is: the kind and its field. */
  private static final String MARK = "runbook_effect";

  private static final String EFFECT = "effect";

  /** How far our clock and Slack's may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(10);

  /** A history may lag behind what was posted. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final Workspace workspace;
  private final Talk talk;

  Posts(Workspace workspace, Talk talk) {
    this.workspace = workspace;
    this.talk = talk;
  }

  Map<String, @Nullable Object> post(String channel, String message, CallContext call)
      throws ServiceFailure, InterruptedException {
    ObjectNode mark = Json.object().put("event_type", MARK);
    mark.putObject("event_payload").put(EFFECT, call.idempotencyKey());
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("channel", workspace.channel(channel, call));
    fields.put("text", Words.escaped(message));
    fields.put("unfurl_links", "false");
    fields.put("metadata", mark.toString());
    Answer answer =
        workspace.post(call, "post a message in " + channel, "chat.postMessage", fields);
    String ts = answer.json().path("ts").asText();
    Instant sent = Timestamp.moment(ts).orElse(null);
    if (sent == null) {
      throw answer.unusable("it names no message");
    }
    return message(channel, ts, sent);
  }

  @Nullable Map<String, @Nullable Object> posted(
      String channel, String message, Instant since, CallContext call)
      throws ServiceFailure, InterruptedException {
    String self = workspace.self(call);
    Predicate<JsonNode> alike =
        each -> each.path("user").asText().equals(self) && Words.of(each).equals(message.strip());
    String effect = call.observed().orElse(null);
    if (effect == null) {
      return newest(channel, alike, since, call).orElse(null);
    }
    Instant oldest = since.minus(SKEW);
    Predicate<JsonNode> same =
        each ->
            each.path("user").asText().equals(self)
                && payload(each).path(EFFECT).asText().equals(effect);
    var found =
        Polling.poll(call, BETWEEN_LOOKS, () -> newest(channel, same, oldest, call)).orElse(null);
    if (found == null) {
      refuseToGuess(channel, alike.and(each -> payload(each).isMissingNode()), oldest, call);
    }
    return found;
  }

  /** A message with our words and no mark at all may be ours: then a person has to look. */
  private void refuseToGuess(
      String channel, Predicate<JsonNode> perhapsOurs, Instant oldest, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (newest(channel, perhapsOurs, oldest, call).isPresent()) {
      throw ServiceFailure.unreadable(
          "In the Slack channel %s stands a message of ours with these words that does not say which run it belongs to: look there by hand."
              .formatted(channel),
          null);
    }
  }

  private static JsonNode payload(JsonNode message) {
    return message.path("metadata").path("event_payload");
  }

  private Optional<Map<String, @Nullable Object>> newest(
      String channel, Predicate<JsonNode> wanted, Instant since, CallContext call)
      throws ServiceFailure, InterruptedException {
    for (JsonNode each : talk.history(channel, since, call)) {
      if (wanted.test(each)) {
        return Optional.of(message(channel, each.path("ts").asText(), Talk.sent(each)));
      }
    }
    return Optional.empty();
  }

  static Map<String, @Nullable Object> message(String channel, @Nullable String id, Instant sent) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("channel", channel);
    message.put("id", id);
    message.put("sent", sent);
    return message;
  }
}
