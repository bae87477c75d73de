package dev.runbook.stdlib.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Matrix by the client-server API, version 3. */
final class MatrixClient implements ServiceClient {

  /**
   * A message of ours with the same words that is older belongs to another run; a confirmation
   * lasts as long.
   */
  private static final Duration RECENT = Duration.ofHours(4);

  private final Homeserver homeserver;

  MatrixClient(Connection connection) {
    homeserver = new Homeserver(connection);
  }

  @Override
  public @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    return switch (action) {
      case "post" -> post(arguments.text("room"), arguments.text("message"), call);
      case "posted" -> posted(arguments.text("room"), arguments.text("message"), call);
      case "replies" -> replies(arguments.map("message"), call);
      default -> throw new IllegalArgumentException("matrix has no action " + action);
    };
  }

  private Map<String, Object> post(String room, String message, CallContext call)
      throws ServiceFailure, InterruptedException {
    String id = homeserver.joinedRoom(room, call);
    String path = "rooms/%s/send/m.room.message/%s".formatted(Uris.encode(id), transaction(call));
    Answer answer =
        homeserver.put(
            call,
            "post a message in " + room,
            room,
            path,
            Json.object().put("msgtype", "m.text").put("body", message));
    String event = answer.json().path("event_id").asText();
    if (event.isEmpty()) {
      throw answer.unusable("it names no message");
    }
    return message(room, event, call.clock().now());
  }

  /**
   * The server gives a repeated request of the same transaction the same answer and posts nothing,
   * so the transaction is the effect. Effects have slashes and any length; a transaction is 43
   * letters that need no escape in a path.
   */
  private static String transaction(CallContext call) {
    try {
      byte[] key = call.idempotencyKey().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private @Nullable Map<String, Object> posted(String room, String message, CallContext call)
      throws ServiceFailure, InterruptedException {
    Instant oldest = call.clock().now().minus(RECENT);
    String self = homeserver.self(room, call);
    List<JsonNode> newestFirst =
        homeserver.timeline(room, call, event -> sent(event).isBefore(oldest));
    for (JsonNode event : newestFirst) {
      boolean ours = event.path("sender").asText().equals(self);
      boolean same = event.path("content").path("body").asText().equals(message);
      if (ours && same && !sent(event).isBefore(oldest)) {
        return message(room, event.path("event_id").asText(), sent(event));
      }
    }
    return null;
  }

  private List<Map<String, Object>> replies(Map<String, Object> message, CallContext call)
      throws ServiceFailure, InterruptedException {
    String room = String.valueOf(message.get("room"));
    String question = String.valueOf(message.get("event"));
    String self = homeserver.self(room, call);
    List<JsonNode> newestFirst =
        homeserver.timeline(room, call, event -> event.path("event_id").asText().equals(question));
    return Answers.to(question, self, newestFirst);
  }

  private static Map<String, Object> message(String room, String event, Instant sent) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("room", room);
    message.put("event", event);
    message.put("sent", sent);
    return message;
  }

  static Instant sent(JsonNode event) {
    return Instant.ofEpochMilli(event.path("origin_server_ts").asLong());
  }
}
