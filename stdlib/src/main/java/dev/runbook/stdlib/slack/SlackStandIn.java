package dev.runbook.stdlib.slack;

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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Slack as the sandbox plays it: channels, our messages, people who answer and programs that
 * report.
 */
final class SlackStandIn implements StandIn {

  static final String USER = "U0RUNBOOK1";
  private static final String SCOPES =
      "chat:write,channels:read,channels:history,reactions:read,groups:read";
  private static final String BOT = "B0RUNBOOK1";
  private static final String TEAM = "T0SANDBOX1";
  private static final Pattern MEMBER = Pattern.compile("[UW][A-Z0-9]{8,}");
  private static final Duration BETWEEN_READS = Duration.ofMinutes(1);
  private static final Duration USUAL_ANSWER = Duration.ofMinutes(1);

  /**
   * Faults that are errors of Slack's, by their words: of every method, and of one for a channel.
   */
  private static final List<String> OF_ANY =
      List.of(
          "token-revoked",
          "invalid-auth",
          "account-inactive",
          "missing-scope",
          "restricted-action",
          "fatal-error",
          "ratelimited");

  private static final List<String> OF_A_CHANNEL =
      List.of("is-archived", "not-in-channel", "channel-not-found", "msg-too-long", "no-text");

  /**
   * @param reaction whether the words are a reaction
   */
  private record Person(
      SimulatedChannel channel, String by, Duration after, String words, boolean reaction) {}

  private final World world;
  private final Map<String, SimulatedChannel> channels = new LinkedHashMap<>();
  private final Map<String, ObjectNode> questions = new HashMap<>();
  private final List<Person> people = new ArrayList<>();
  private Instant newest = Instant.EPOCH;
  private boolean slow;
  private Instant readAgain = Instant.EPOCH;

  SlackStandIn(World world) {
    this.world = world;
    Facts facts = Facts.of("slack", world.facts(), "channels", "answers", "notices");
    for (String name : facts.texts("channels")) {
      if (!name.matches("#[^\\s#A-Z]{1,80}")) {
        throw facts.wrong(
            "channels", "`" + name + "` is no channel: write it as in `#deployments`");
      }
      String id = "C0SANDBOX%d".formatted(channels.size() + 1);
      channels.put(name, new SimulatedChannel(id, name.substring(1)));
    }
    for (Facts answer : facts.maps("answers", "channel", "by", "after", "says", "reacts")) {
      boolean reaction = answer.has("reacts");
      String by = answer.text("by");
      if (!MEMBER.matcher(by).matches()) {
        throw answer.wrong("by", "`" + by + "` is no member's ID: write it as in `U012AB3CD`");
      }
      people.add(
          new Person(
              channel(answer),
              by,
              answer.duration("after", USUAL_ANSWER),
              answer.text(reaction ? "reacts" : "says"),
              reaction));
    }
    for (Facts notice : facts.maps("notices", "channel", "by", "appears", "says")) {
      SimulatedChannel channel = channel(notice);
      String by = notice.text("by");
      String words = notice.text("says");
      world.after(notice.duration("appears", Duration.ZERO), () -> channel.add(report(by, words)));
    }
  }

  private SimulatedChannel channel(Facts facts) {
    SimulatedChannel channel = channels.get(facts.text("channel"));
    if (channel == null) {
      throw facts.wrong("channel", "`" + facts.text("channel") + "` is not among the channels");
    }
    return channel;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", "https://slack.com/");
  }

  @Override
  public List<String> hosts() {
    return List.of("slack.com", "hooks.slack.com");
  }

  @Override
  public Map<String, String> faults() {
    Map<String, String> faults = new TreeMap<>();
    for (String error : Stream.concat(OF_ANY.stream(), OF_A_CHANNEL.stream()).toList()) {
      faults.put(error, "200, and in the answer the error " + error.replace('-', '_'));
    }
    faults.put("one-a-minute", "429: from now on one history a minute is read, and no more");
    faults.put("renamed-channel", "somebody has renamed the channels");
    faults.put("act-then-internal-error", "a message is posted, and the answer is internal_error");
    faults.put("late-history", "a history lacks the newest message");
    faults.put("bare-history", "a history says of no message which effect it is");
    faults.put("answer-deleted", "a person's answer is deleted at once");
    faults.put("answer-edited", "a person's answer is edited at once, into: wait");
    return faults;
  }

  @Override
  public void happen(String event, Arguments arguments) {
    SimulatedChannel channel = channels.get(arguments.text("channel"));
    if (channel == null) {
      throw new IllegalArgumentException(
          "`" + arguments.text("channel") + "` is not among the channels");
    }
    String by = arguments.text("by");
    String words = arguments.text("words");
    if (event.equals("reported")) {
      channel.add(report(by, words));
      return;
    }
    ObjectNode question = questions.get(channel.id());
    if (question == null) {
      throw new IllegalArgumentException("nothing was posted that could be replied to");
    }
    answer(channel, question, new Person(channel, by, Duration.ZERO, words, false));
  }

  @Override
  public Reply handle(Request request) {
    if ("hooks.slack.com".equals(request.uri().getHost())) {
      return webhook(request);
    }
    List<String> path = Uris.segments(request.uri());
    if (path.size() != 2 || !path.getFirst().equals("api")) {
      return Reply.text(404, "Not found");
    }
    Map<String, List<String>> fields = new LinkedHashMap<>(Uris.query(request.uri()));
    fields.putAll(Uris.fields(request.bodyText()));
    Asked asked = new Asked(fields);
    String authorization = request.header("Authorization").orElse("Bearer " + asked.text("token"));
    if (authorization.equals("Bearer ")) {
      return error("not_authed");
    }
    return authorization.equals("Bearer sandbox-token")
        ? answer(path.get(1), asked)
        : error("invalid_auth");
  }

  private Reply answer(String method, Asked asked) {
    for (String error : OF_ANY) {
      if (world.strikes(error)) {
        return error(error.replace('-', '_'));
      }
    }
    return switch (method) {
      case "auth.test" ->
          ok(Json.object()
                  .put("url", "https://sandbox.slack.com/")
                  .put("team", "Sandbox")
                  .put("user", "runbook")
                  .put("team_id", TEAM)
                  .put("user_id", USER)
                  .put("bot_id", BOT))
              .with("X-OAuth-Scopes", SCOPES);
      case "conversations.list" ->
          ok(asked.page("channels", channels(world.strikes("renamed-channel"))));
      case "chat.postMessage", "conversations.history", "conversations.replies", "reactions.get" ->
          channels.values().stream()
              .filter(channel -> channel.id().equals(asked.text("channel")))
              .findFirst()
              .map(channel -> answer(method, channel, asked))
              .orElseGet(() -> error("channel_not_found"));
      default -> error("unknown_method");
    };
  }

  private List<ObjectNode> channels(boolean renamed) {
    List<ObjectNode> all = new ArrayList<>();
    for (SimulatedChannel channel : channels.values()) {
      ObjectNode json = channel.json();
      all.add(renamed ? json.put("name", "old-" + json.path("name").asText()) : json);
    }
    return all;
  }

  /** Programs that are in no marketplace read one page a minute. */
  private boolean mayRead() {
    slow |= world.strikes("one-a-minute");
    Instant now = world.now();
    boolean may = !slow || !now.isBefore(readAgain);
    readAgain = may ? now.plus(BETWEEN_READS) : readAgain;
    return may;
  }

  private Reply answer(String method, SimulatedChannel channel, Asked asked) {
    boolean reads =
        method.equals("conversations.history") || method.equals("conversations.replies");
    if (reads && !mayRead()) {
      long left = Duration.between(world.now(), readAgain).toSeconds();
      return Reply.json(429, "{\"ok\":false,\"error\":\"ratelimited\"}")
          .with("Retry-After", String.valueOf(left));
    }
    return switch (method) {
      case "chat.postMessage" -> post(channel, asked);
      case "conversations.history" -> history(channel, asked);
      case "conversations.replies" ->
          channel
              .message(asked.text("ts"))
              .map(parent -> ok(asked.page("messages", channel.thread(parent))))
              .orElseGet(() -> error("thread_not_found"));
      default ->
          channel
              .message(asked.text("timestamp"))
              .map(message -> {
                ObjectNode json = Json.object().put("type", "message").put("channel", channel.id());
                return ok(json.set("message", message));
              })
              .orElseGet(() -> error("message_not_found"));
    };
  }

  private Reply post(SimulatedChannel channel, Asked asked) {
    if (asked.text("text").isEmpty()) {
      return error("no_text");
    }
    for (String error : OF_A_CHANNEL) {
      if (world.strikes(error)) {
        return error(error.replace('-', '_'));
      }
    }
    ObjectNode message = message(USER, asked.text("text")).put("bot_id", BOT).put("team", TEAM);
    JsonNode metadata = Json.readOrEmpty(asked.text("metadata"));
    if (!metadata.isEmpty()) {
      message.set("metadata", metadata);
    }
    channel.add(message);
    questions.put(channel.id(), message);
    for (Person person : people) {
      if (person.channel() == channel) {
        world.after(person.after(), () -> answer(channel, message, person));
      }
    }
    if (world.strikes("act-then-internal-error")) {
      return error("internal_error");
    }
    ObjectNode json =
        Json.object().put("channel", channel.id()).put("ts", message.path("ts").asText());
    return ok(json.set("message", message));
  }

  private void answer(SimulatedChannel channel, ObjectNode question, Person person) {
    if (person.reaction()) {
      SimulatedChannel.react(question, person.by(), Words.emojiName(person.words()));
    } else {
      ObjectNode reply = message(person.by(), Words.escaped(person.words()));
      channel.reply(question, reply);
      if (world.strikes("answer-edited")) {
        reply.put("text", "wait").putObject("edited").put("user", person.by());
        reply.withObject("/edited").put("ts", Timestamp.of(world.now()));
      }
      if (world.strikes("answer-deleted")) {
        channel.remove(reply);
      }
    }
  }

  private Reply history(SimulatedChannel channel, Asked asked) {
    List<ObjectNode> found =
        channel.history(asked.text("oldest"), asked.flag("inclusive")).stream()
            .map(ObjectNode::deepCopy)
            .skip(world.strikes("late-history") ? 1 : 0)
            .toList();
    if (!asked.flag("include_all_metadata") || world.strikes("bare-history")) {
      found.forEach(message -> message.remove("metadata"));
    }
    ObjectNode json = asked.page("messages", found);
    return ok(
        json.put("pin_count", 0).put("channel_actions_count", 0).putNull("channel_actions_ts"));
  }

  private Reply webhook(Request request) {
    String text = Json.readOrEmpty(request.bodyText()).path("text").asText();
    if (channels.isEmpty()) {
      return Reply.text(404, "channel_not_found");
    }
    if (text.isEmpty()) {
      return Reply.text(400, "no_text");
    }
    channels.values().iterator().next().add(report("incoming-webhook", text));
    return Reply.text(200, "ok");
  }

  private ObjectNode report(String by, String words) {
    return message("", Words.escaped(words))
        .put("subtype", "bot_message")
        .put("username", by)
        .put("bot_id", "B0REPORTS1")
        .without(List.of("user"));
  }

  private ObjectNode message(String user, String text) {
    Instant now = world.now().truncatedTo(ChronoUnit.MICROS);
    newest = now.isAfter(newest) ? now : newest.plus(1, ChronoUnit.MICROS);
    return Json.object()
        .put("type", "message")
        .put("user", user)
        .put("text", text)
        .put("ts", Timestamp.of(newest));
  }

  private static Reply ok(JsonNode json) {
    ObjectNode whole = Json.object().put("ok", true);
    json.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
    return Reply.json(200, whole.toString());
  }

  private static Reply error(String error) {
    return Reply.json(200, Json.object().put("ok", false).put("error", error).toString());
  }
}
