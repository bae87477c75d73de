package dev.runbook.stdlib.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Ask;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The homeserver that we are signed in at: who we are there, its rooms and what was said in them.
 */
final class Homeserver {

  private static final String API = "_matrix/client/v3/";
  private static final int PAGE = 100;

  /**
   * Pages of a room's history; more than 2,000 events between a question and now are looked at by a
   * person.
   */
  private static final int MOST_PAGES = 20;

  private final Exchange exchange;
  private final Discovery discovery;
  private final AtomicReference<@Nullable String> self = new AtomicReference<>();
  private final Map<String, String> rooms = new ConcurrentHashMap<>();

  Homeserver(Connection connection) {
    exchange = new Exchange("Matrix", connection);
    connection.credential("token").ifPresent(exchange::bearer);
    discovery = new Discovery(connection);
  }

  /** The id of a room that we are in and in which answers can be read. */
  String openRoom(String room, CallContext call) throws ServiceFailure, InterruptedException {
    String id = room(room, call);
    boolean joined = false;
    for (JsonNode each :
        list(call, "list our rooms", room, "joined_rooms", "joined_rooms").path("joined_rooms")) {
      joined |= each.asText().equals(id);
    }
    if (!joined) {
      throw ServiceFailure.refused(
          "We are not in the Matrix room %s: invite our user there and accept for it."
              .formatted(room));
    }
    String path = "rooms/%s/state/m.room.encryption".formatted(Uris.encode(id));
    String purpose = "tell whether " + room + " is encrypted";
    if (ask(call, purpose, room, path, 404).status() != 404) {
      throw ServiceFailure.refused(
          "The Matrix room %s is encrypted, so answers there could not be read: choose another room."
              .formatted(room));
    }
    return id;
  }

  /** Our own user. */
  String self(String room, CallContext call) throws ServiceFailure, InterruptedException {
    String known = self.get();
    if (known == null) {
      known = name(call, "tell who we are", room, "account/whoami", "user_id");
      self.set(known);
    }
    return known;
  }

  Answer put(CallContext call, String purpose, String room, String path, ObjectNode content)
      throws ServiceFailure, InterruptedException {
    Ask ask = exchange.ask(call, purpose).change().accepting(401, 429);
    return understood(ask.putJson(address(room, path, call), content.toString()));
  }

  /**
   * What happened in a room, newest first, back to the first page that is the last one wanted.
   *
   * @throws ServiceFailure (unreadable) where none of the newest 2,000 events is on such a page or
   *     the room is encrypted
   */
  List<JsonNode> timeline(String room, CallContext call, Predicate<List<JsonNode>> last)
      throws ServiceFailure, InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    String path = "rooms/%s/messages?dir=b&limit=%d".formatted(Uris.encode(room(room, call)), PAGE);
    String from = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode json = list(call, "read what was said in " + room, room, path + from, "chunk");
      List<JsonNode> here = new ArrayList<>();
      json.path("chunk").forEach(here::add);
      if (here.stream().anyMatch(event -> event.path("type").asText().equals("m.room.encrypted"))) {
        throw ServiceFailure.unreadable(
            "The Matrix room %s is encrypted, so answers there cannot be read: ask in another room."
                .formatted(room),
            null);
      }
      events.addAll(here);
      if (last.test(here) || !json.path("end").isTextual()) {
        return events;
      }
      from = "&from=" + Uris.encode(json.path("end").asText());
    }
    throw ServiceFailure.unreadable(
        "More than %d events in the Matrix room %s would have to be read: look there by hand."
            .formatted(MOST_PAGES * PAGE, room),
        null);
  }

  private String room(String room, CallContext call) throws ServiceFailure, InterruptedException {
    if (room.startsWith("!")) {
      return room;
    }
    String known = rooms.get(room);
    if (known == null) {
      String path = "directory/room/" + Uris.encode(room);
      known = name(call, "find the room " + room, room, path, "room_id");
      rooms.put(room, known);
    }
    return known;
  }

  /** A field that the rest depends on: without it nothing is remembered and nothing concluded. */
  private String name(CallContext call, String purpose, String room, String path, String field)
      throws ServiceFailure, InterruptedException {
    Answer answer = ask(call, purpose, room, path);
    String name = answer.json().path(field).asText();
    if (name.isEmpty()) {
      throw answer.unusable("it has no " + field);
    }
    return name;
  }

  private JsonNode list(CallContext call, String purpose, String room, String path, String field)
      throws ServiceFailure, InterruptedException {
    Answer answer = ask(call, purpose, room, path);
    JsonNode json = answer.json();
    if (!json.path(field).isArray()) {
      throw answer.unusable("it has no " + field);
    }
    return json;
  }

  private Answer ask(
      CallContext call, String purpose, String room, String path, Integer... understood)
      throws ServiceFailure, InterruptedException {
    Ask ask = exchange.ask(call, purpose).accepting(401, 429).accepting(understood);
    return understood(ask.get(address(room, path, call)));
  }

  /** Matrix says some things in its own way, and beside the headers that others use. */
  private static Answer understood(Answer answer) throws ServiceFailure {
    JsonNode error = Json.readOrEmpty(answer.text());
    if (answer.status() == 429) {
      JsonNode wait = error.path("retry_after_ms");
      throw answer.patience("429", wait.isNumber() ? Duration.ofMillis(wait.asLong()) : null);
    }
    if (answer.status() == 401 && error.path("soft_logout").asBoolean()) {
      throw ServiceFailure.unauthorized(
          "Our Matrix token has expired: get a new one for the same device, and give it to this"
              + " service.");
    }
    if (answer.status() == 401) {
      throw answer.failure();
    }
    return answer;
  }

  private URI address(String room, String path, CallContext call)
      throws ServiceFailure, InterruptedException {
    return Uris.below(discovery.base(room, call), API + path);
  }
}
