package dev.runbook.stdlib.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.sandbox.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Matrix homeserver as the sandbox plays it: rooms, our messages, and people who answer them. */
final class MatrixStandIn implements StandIn {

  private static final Duration STRANGER_COMES = Duration.ofSeconds(30);
  private static final String USER = "@runbook:sandbox.test";
  private static final String HOST = "matrix.test";
  private static final Duration USUAL_ANSWER = Duration.ofMinutes(1);
  private static final Duration LAG = Duration.ofMinutes(10);

  /**
   * @param reaction whether the words are a reaction
   */
  private record Person(
      String room, String sender, Duration after, String words, boolean reaction) {}

  /** What was posted in a room. */
  private record Question(String event, Instant posted) {}

  private final World world;
  private final Map<String, SimulatedRoom> rooms = new LinkedHashMap<>();
  private final List<Person> people = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>(List.of(HOST));
  private final Map<String, Question> questions = new HashMap<>();
  private final Map<String, String> sent = new HashMap<>();
  private int events;

  MatrixStandIn(World world) {
    this.world = world;
    Facts facts = Facts.of("matrix", world.facts(), "rooms", "answers");
    for (String alias : facts.texts("rooms")) {
      int colon = alias.indexOf(':');
      if (!alias.startsWith("#") || colon < 0) {
        throw facts.wrong("rooms", "`" + alias + "` is no room: write it as in `#room:server.org`");
      }
      String server = alias.substring(colon + 1);
      rooms.put(alias, new SimulatedRoom("!" + rooms.size() + ":" + server));
      hosts.add(server);
    }
    for (Facts answer : facts.maps("answers", "room", "by", "after", "says", "reacts")) {
      boolean reaction = answer.has("reacts");
      if (!rooms.containsKey(answer.text("room"))) {
        throw answer.wrong("room", "`" + answer.text("room") + "` is not among the rooms");
      }
      people.add(
          new Person(
              rooms.get(answer.text("room")).id(),
              answer.text("by"),
              answer.duration("after", USUAL_ANSWER),
              answer.text(reaction ? "reacts" : "says"),
              reaction));
    }
  }

  @Override
  public List<String> hosts() {
    return hosts;
  }

  @Override
  public Map<String, String> faults() {
    Map<String, String> faults = new TreeMap<>();
    faults.put(
        "stranger", "where an answer is waited for in the room, somebody whom nobody asked agrees");
    faults.put("federation-lag", "a person's answer arrives ten minutes after it was given");
    faults.putAll(
        Map.of(
            "limit-exceeded", "M_LIMIT_EXCEEDED: how long to wait stands in the answer alone",
            "soft-logout", "M_UNKNOWN_TOKEN: the token has expired",
            "not-joined", "our user is in no room",
            "encrypted", "the room is encrypted",
            "gap", "a page of the history is empty, and older ones follow",
            "late-history", "a history lacks the newest event",
            "forgotten-transaction", "a message that was sent before is posted again",
            "answer-withdrawn", "a person's answer is withdrawn at once",
            "answer-edited", "a person's answer is edited at once, into: wait",
            "answer-elsewhere", "a person's answer is one to another message"));
    return faults;
  }

  @Override
  public void happen(String event, Arguments arguments) {
    SimulatedRoom room = rooms.get(arguments.text("room"));
    Question question = room == null ? null : questions.get(room.id());
    if (room == null || question == null) {
      throw new IllegalArgumentException(
          "nothing was posted in `" + arguments.text("room") + "` that could be replied to");
    }
    answer(
        room,
        question.event(),
        new Person(room.id(), arguments.text("by"), Duration.ZERO, arguments.text("words"), false));
  }

  @Override
  public Reply handle(Request request) {
    List<String> path = Uris.segments(request.uri());
    if (String.join("/", path).equals(".well-known/matrix/client")) {
      return Reply.json(200, "{\"m.homeserver\":{\"base_url\":\"https://" + HOST + "\"}}");
    }
    if (path.size() < 4 || !String.join("/", path.subList(0, 3)).equals("_matrix/client/v3")) {
      return error(404, "M_UNRECOGNIZED", "Unrecognized request");
    }
    String authorization = request.header("Authorization").orElse("");
    if (authorization.isEmpty()) {
      return error(401, "M_MISSING_TOKEN", "Missing access token");
    }
    if (!authorization.equals("Bearer sandbox-token")) {
      return error(401, "M_UNKNOWN_TOKEN", "Unrecognised access token");
    }
    if (world.strikes("limit-exceeded")) {
      ObjectNode patience = Json.object().put("errcode", "M_LIMIT_EXCEEDED");
      return Reply.json(429, patience.put("retry_after_ms", 20_000).toString());
    }
    if (world.strikes("soft-logout")) {
      ObjectNode expired = Json.object().put("errcode", "M_UNKNOWN_TOKEN");
      return Reply.json(401, expired.put("soft_logout", true).toString());
    }
    return answer(request, path.subList(3, path.size()));
  }

  private Reply answer(Request request, List<String> path) {
    String what = request.method() + " " + path.getFirst() + " " + path.size();
    return switch (what) {
      case "GET account 2" ->
          Reply.json(
              200, Json.object().put("user_id", USER).put("device_id", "SANDBOX").toString());
      case "GET joined_rooms 1" -> {
        ObjectNode json = Json.object();
        var joined = json.putArray("joined_rooms");
        if (!world.strikes("not-joined")) {
          rooms.values().forEach(room -> joined.add(room.id()));
        }
        yield Reply.json(200, json.toString());
      }
      case "GET directory 3" -> alias(path.get(2));
      case "GET rooms 3" -> messages(request, path.get(1));
      case "GET rooms 4" ->
          world.strikes("encrypted")
              ? Reply.json(200, "{\"algorithm\":\"m.megolm.v1.aes-sha2\"}")
              : error(404, "M_NOT_FOUND", "Event not found");
      case "PUT rooms 5" -> send(request, path);
      default -> error(404, "M_UNRECOGNIZED", "Unrecognized request");
    };
  }

  private Reply alias(String alias) {
    SimulatedRoom room = rooms.get(alias);
    if (room == null) {
      return error(404, "M_NOT_FOUND", "Room alias " + alias + " not found");
    }
    ObjectNode json = Json.object().put("room_id", room.id());
    json.putArray("servers").add(HOST);
    return Reply.json(200, json.toString());
  }

  private Reply messages(Request request, String id) {
    SimulatedRoom room = byId(id);
    if (room == null) {
      return error(403, "M_FORBIDDEN", "You are not in this room");
    }
    Map<String, List<String>> query = Uris.query(request.uri());
    int limit = Integer.parseInt(query.getOrDefault("limit", List.of("10")).getFirst());
    String from = query.getOrDefault("from", List.of("")).getFirst();
    agreeAsStranger(room);
    if (world.strikes("gap")) {
      return Reply.json(200, room.page(from, 0).toString());
    }
    boolean late = from.isEmpty() && world.strikes("late-history");
    return Reply.json(200, room.page(late ? room.beforeNewest() : from, limit).toString());
  }

  /** Only where somebody looks whether it was answered: nobody else would hear them. */
  private void agreeAsStranger(SimulatedRoom room) {
    Question question = questions.get(room.id());
    if (question == null) {
      return;
    }
    Instant comes = question.posted().plus(STRANGER_COMES);
    if (!world.now().isBefore(comes) && world.strikes("stranger")) {
      Person stranger =
          new Person(room.id(), "@stranger:elsewhere.invalid", Duration.ZERO, "\uD83D\uDC4D", true);
      answer(room, question.event(), stranger, comes);
    }
  }

  private Reply send(Request request, List<String> path) {
    SimulatedRoom room = byId(path.get(1));
    if (room == null) {
      return error(403, "M_FORBIDDEN", "You are not in this room");
    }
    String transaction = String.join("/", path);
    String known = sent.get(transaction);
    if (known == null || world.strikes("forgotten-transaction")) {
      JsonNode content = Json.readOrEmpty(request.bodyText());
      known = event(room, USER, world.now(), path.get(3), content);
      sent.put(transaction, known);
      answerLater(room, known);
    }
    return Reply.json(200, Json.object().put("event_id", known).toString());
  }

  private void answerLater(SimulatedRoom room, String question) {
    questions.put(room.id(), new Question(question, world.now()));
    for (Person person : people) {
      if (person.room().equals(room.id())) {
        world.after(person.after(), () -> answer(room, question, person));
      }
    }
  }

  private void answer(SimulatedRoom room, String asked, Person person) {
    Instant given = world.now();
    if (world.strikes("federation-lag")) {
      world.after(LAG, () -> answer(room, asked, person, given));
    } else {
      answer(room, asked, person, given);
    }
  }

  private void answer(SimulatedRoom room, String asked, Person person, Instant given) {
    String question = world.strikes("answer-elsewhere") ? "$another" : asked;
    ObjectNode content = Json.object();
    String answer;
    if (person.reaction()) {
      content
          .putObject("m.relates_to")
          .put("rel_type", "m.annotation")
          .put("event_id", question)
          .put("key", person.words());
      answer = event(room, person.sender(), given, "m.reaction", content);
    } else {
      content.put("msgtype", "m.text").put("body", person.words());
      content.putObject("m.relates_to").putObject("m.in_reply_to").put("event_id", question);
      answer = event(room, person.sender(), given, "m.room.message", content);
    }
    if (world.strikes("answer-edited")) {
      ObjectNode edit = Json.object().put("msgtype", "m.text").put("body", "* wait");
      edit.putObject("m.new_content").put("msgtype", "m.text").put("body", "wait");
      edit.putObject("m.relates_to").put("rel_type", "m.replace").put("event_id", answer);
      event(room, person.sender(), given, "m.room.message", edit);
    }
    if (world.strikes("answer-withdrawn")) {
      event(room, person.sender(), given, "m.room.redaction", Json.object().put("redacts", answer));
    }
  }

  private String event(
      SimulatedRoom room, String sender, Instant sent, String type, JsonNode content) {
    String id = "$event-" + ++events;
    ObjectNode event =
        Json.object()
            .put("type", type)
            .put("event_id", id)
            .put("room_id", room.id())
            .put("sender", sender)
            .put("origin_server_ts", sent.toEpochMilli());
    event.set("content", content);
    room.add(event);
    return id;
  }

  private @Nullable SimulatedRoom byId(String id) {
    return rooms.values().stream().filter(room -> room.id().equals(id)).findFirst().orElse(null);
  }

  private static Reply error(int status, String code, String words) {
    return Reply.json(status, Json.object().put("errcode", code).put("error", words).toString());
  }
}
