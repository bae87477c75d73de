package dev.runbook.stdlib.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Polling;
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
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Matrix by the client-server API, version 3. */
final class MatrixClient implements ServiceClient {

  /** Where a message says which effect it is: names that belong to nobody else are written so. */
  private static final String EFFECT = "org.runbook.effect";

  /** How far our clock and the server's may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(10);

  /** Servers show a message to its own sender within moments. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final Homeserver homeserver;

  MatrixClient(Connection connection) {
    homeserver = new Homeserver(connection);
  }

  @Override
  public @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    return switch (action) {
      case "post" -> post(arguments.text("room"), arguments.text("message"), call);
      case "posted" ->
          posted(arguments.text("room"), arguments.text("message"), arguments.time("since"), call);
      case "replies" -> replies(arguments.map("message"), call);
      default -> throw new IllegalArgumentException("matrix has no action " + action);
    };
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!arguments.has("room")) {
      return List.of();
    }
    String room = arguments.text("room");
    homeserver.openRoom(room, call);
    return List.of(
        Finding.good(
            "%s is in the room %s, and can read it".formatted(homeserver.self(room, call), room)));
  }

  private Map<String, Object> post(String room, String message, CallContext call)
      throws ServiceFailure, InterruptedException {
    String id = homeserver.openRoom(room, call);
    String path = "rooms/%s/send/m.room.message/%s".formatted(Uris.encode(id), transaction(call));
    Answer answer =
        homeserver.put(
            call,
            "post a message in " + room,
            room,
            path,
            Json.object()
                .put("msgtype", "m.text")
                .put("body", message)
                .put(EFFECT, call.idempotencyKey()));
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

  private @Nullable Map<String, Object> posted(
      String room, String message, Instant since, CallContext call)
      throws ServiceFailure, InterruptedException {
    String effect = call.observed().orElse(null);
    if (effect == null) {
      Predicate<JsonNode> alike =
          event -> body(event).equals(message) && !sent(event).isBefore(since);
      return newest(room, alike, since, call).orElse(null);
    }
    Predicate<JsonNode> same = event -> event.path("content").path(EFFECT).asText().equals(effect);
    return Polling.poll(call, BETWEEN_LOOKS, () -> newest(room, same, since.minus(SKEW), call))
        .orElse(null);
  }

  /** Our newest message that is wanted. A page with nothing but older events is the last one. */
  private Optional<Map<String, Object>> newest(
      String room, Predicate<JsonNode> wanted, Instant oldest, CallContext call)
      throws ServiceFailure, InterruptedException {
    String self = homeserver.self(room, call);
    Predicate<JsonNode> ours = wanted.and(event -> event.path("sender").asText().equals(self));
    Predicate<List<JsonNode>> last =
        page ->
            page.stream().anyMatch(ours)
                || (!page.isEmpty()
                    && page.stream().allMatch(event -> sent(event).isBefore(oldest)));
    return homeserver.timeline(room, call, last).stream()
        .filter(ours)
        .findFirst()
        .map(event -> message(room, event.path("event_id").asText(), sent(event)));
  }

  private List<Map<String, Object>> replies(Map<String, Object> message, CallContext call)
      throws ServiceFailure, InterruptedException {
    String room = String.valueOf(message.get("room"));
    String question = String.valueOf(message.get("event"));
    String self = homeserver.self(room, call);
    List<JsonNode> newestFirst =
        homeserver.timeline(
            room,
            call,
            page ->
                page.stream().anyMatch(event -> event.path("event_id").asText().equals(question)));
    return Answers.to(question, self, newestFirst);
  }

  private static Map<String, Object> message(String room, String event, Instant sent) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("room", room);
    message.put("event", event);
    message.put("sent", sent);
    return message;
  }

  private static String body(JsonNode event) {
    return event.path("content").path("body").asText();
  }

  static Instant sent(JsonNode event) {
    return Instant.ofEpochMilli(event.path("origin_server_ts").asLong());
  }
}
