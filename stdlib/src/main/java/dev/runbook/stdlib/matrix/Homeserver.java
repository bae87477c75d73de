package dev.runbook.stdlib.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The homeserver that we are signed in at: where it is, who we are there, its rooms and what was
 * said in them.
 */
final class Homeserver {

  private static final String API = "_matrix/client/v3/";
  private static final int PAGE = 100;

  /**
   * Pages of a room's history; more than 2,000 events between a question and now are looked at by a
   * person.
   */
  private static final int MOST_PAGES = 20;

  private final Connection connection;
  private final Exchange exchange;
  private final AtomicReference<@Nullable URI> discovered = new AtomicReference<>();
  private final AtomicReference<@Nullable String> self = new AtomicReference<>();
  private final Map<String, String> rooms = new ConcurrentHashMap<>();

  Homeserver(Connection connection) {
    this.connection = connection;
    exchange = new Exchange("Matrix", connection);
    connection.credential("token").ifPresent(exchange::bearer);
  }

  /** The id of a room that we are in. */
  String joinedRoom(String room, CallContext call) throws ServiceFailure, InterruptedException {
    String id = room(room, call);
    JsonNode joined = get(call, "list our rooms", room, "joined_rooms").path("joined_rooms");
    for (JsonNode each : joined) {
      if (each.asText().equals(id)) {
        return id;
      }
    }
    throw ServiceFailure.refused(
        "We are not in the Matrix room %s: invite our user there and accept for it."
            .formatted(room));
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
    return exchange
        .ask(call, purpose)
        .change()
        .putJson(address(room, path, call), content.toString());
  }

  /**
   * What happened in a room, newest first, back to the first event that satisfies the condition;
   * that one is the last.
   *
   * @throws ServiceFailure (unreadable) where the condition is not met within 2,000 events or the
   *     room is encrypted
   */
  List<JsonNode> timeline(String room, CallContext call, Predicate<JsonNode> end)
      throws ServiceFailure, InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    String path = "rooms/%s/messages?dir=b&limit=%d".formatted(Uris.encode(room(room, call)), PAGE);
    String from = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode json = get(call, "read what was said in " + room, room, path + from);
      for (JsonNode event : json.path("chunk")) {
        if (event.path("type").asText().equals("m.room.encrypted")) {
          throw ServiceFailure.unreadable(
              "The Matrix room %s is encrypted, so answers there cannot be read: ask in another room."
                  .formatted(room),
              null);
        }
        events.add(event);
        if (end.test(event)) {
          return events;
        }
      }
      if (!json.path("end").isTextual()) {
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
    Answer answer = exchange.ask(call, purpose).get(address(room, path, call));
    String name = answer.json().path(field).asText();
    if (name.isEmpty()) {
      throw answer.unusable("it has no " + field);
    }
    return name;
  }

  private JsonNode get(CallContext call, String purpose, String room, String path)
      throws ServiceFailure, InterruptedException {
    return exchange.ask(call, purpose).get(address(room, path, call)).json();
  }

  private URI address(String room, String path, CallContext call)
      throws ServiceFailure, InterruptedException {
    URI base = connection.base().orElse(discovered.get());
    if (base == null) {
      base = discover(room, call);
      discovered.set(base);
    }
    return Uris.below(base, API + path);
  }

  /**
   * A server's name is not its host: the server says at a well-known place where its homeserver is.
   */
  private URI discover(String room, CallContext call) throws ServiceFailure, InterruptedException {
    int colon = room.indexOf(':');
    if (colon < 0) {
      throw ServiceFailure.refused(
          "`%s` is no Matrix room: write it as in `#room:server.org`.".formatted(room));
    }
    Answer answer =
        exchange
            .ask(call, "tell where the homeserver is")
            .get(URI.create("https://" + room.substring(colon + 1) + "/.well-known/matrix/client"));
    String base = answer.json().path("m.homeserver").path("base_url").asText();
    try {
      URI address = URI.create(base);
      if (address.getHost() != null) {
        return address;
      }
      throw answer.unusable("it names no homeserver");
    } catch (IllegalArgumentException nonsense) {
      throw answer.unusable("it names no homeserver");
    }
  }
}
