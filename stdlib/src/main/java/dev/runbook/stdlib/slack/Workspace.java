package dev.runbook.stdlib.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The workspace that our token belongs to: its methods, its channels, and who we are there. */
final class Workspace {

  private static final URI SLACK = URI.create("https://slack.com/");
  private static final String LIST = "conversations.list";
  private static final Map<String, String> KINDS =
      Map.of("types", "public_channel,private_channel");
  private static final List<String> NEEDED =
      List.of("chat:write", "channels:read", "channels:history", "reactions:read");
  private static final Pattern ID = Pattern.compile("[CGD][A-Z0-9]{8,}");

  /** Entries of a page: as many as Slack recommends at most. */
  private static final int PAGE = 200;

  /** Pages: who wants more of a channel, or has more channels, has to look by hand. */
  private static final int MOST_PAGES = 20;

  private final Connection connection;
  private final Exchange exchange;
  private final Map<String, String> channels = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable String> self = new AtomicReference<>();

  Workspace(Connection connection) {
    this.connection = connection;
    exchange = new Exchange("Slack", connection);
    connection.credential("token").ifPresent(exchange::bearer);
  }

  /** Our own user. */
  String self(CallContext call) throws ServiceFailure, InterruptedException {
    String known = self.get();
    if (known == null) {
      String purpose = "tell who we are";
      Answer answer = exchange.ask(call, purpose).get(method("auth.test", Map.of()));
      known = Envelope.success(answer, purpose).path("user_id").asText();
      if (known.isEmpty()) {
        throw answer.unusable("it names no user");
      }
      self.set(known);
    }
    return known;
  }

  /** What our token may not do although every action needs it; nothing where Slack does not say. */
  List<String> missingScopes(CallContext call) throws ServiceFailure, InterruptedException {
    String purpose = "tell what we may do";
    Answer answer = exchange.ask(call, purpose).get(method("auth.test", Map.of()));
    Envelope.success(answer, purpose);
    List<String> granted =
        List.of(answer.header("X-OAuth-Scopes").orElse("").replace(" ", "").split(",", -1));
    return granted.contains("")
        ? List.of()
        : NEEDED.stream().filter(scope -> !granted.contains(scope)).toList();
  }

  /** Whether we are a member of a channel: only then can we read it. */
  boolean isJoined(String channel, CallContext call) throws ServiceFailure, InterruptedException {
    for (JsonNode each : all(call, "find the channel " + channel, LIST, "channels", KINDS)) {
      if (List.of(each.path("id").asText(), "#" + each.path("name").asText()).contains(channel)) {
        return each.path("is_member").asBoolean();
      }
    }
    return false;
  }

  /** The ID of a channel that is named as people name it, or by its ID. */
  String channel(String channel, CallContext call) throws ServiceFailure, InterruptedException {
    if (ID.matcher(channel).matches()) {
      return channel;
    }
    if (!channels.containsKey(channel)) {
      String purpose = "find the channel " + channel;
      for (JsonNode each : all(call, purpose, LIST, "channels", KINDS)) {
        channels.put("#" + each.path("name").asText(), each.path("id").asText());
      }
    }
    String id = channels.get(channel);
    if (id == null) {
      throw ServiceFailure.refused(
          "There is no Slack channel %s that we can see: write it as in `#deployments`, or invite our app into it."
              .formatted(channel));
    }
    return id;
  }

  Answer post(CallContext call, String purpose, String method, Map<String, String> fields)
      throws ServiceFailure, InterruptedException {
    Answer answer = exchange.ask(call, purpose).change().postForm(method(method, Map.of()), fields);
    Envelope.success(answer, purpose);
    return answer;
  }

  /** The object that a method answers with in one of its fields. */
  JsonNode get(
      CallContext call, String purpose, String method, String field, Map<String, String> query)
      throws ServiceFailure, InterruptedException {
    Answer answer = exchange.ask(call, purpose).get(method(method, query));
    JsonNode json = Envelope.success(answer, purpose);
    if (!json.path(field).isContainerNode()) {
      throw answer.unusable("it has no " + field);
    }
    return json;
  }

  /**
   * What all pages of a method together hold in one of their fields.
   *
   * @throws ServiceFailure (unreadable) where that is too much to be read
   */
  List<JsonNode> all(
      CallContext call, String purpose, String method, String field, Map<String, String> query)
      throws ServiceFailure, InterruptedException {
    Map<String, String> asked = new LinkedHashMap<>(query);
    asked.put("limit", String.valueOf(PAGE));
    List<JsonNode> all = new ArrayList<>();
    for (int read = 0; read < MOST_PAGES; read++) {
      JsonNode json = get(call, purpose, method, field, asked);
      json.path(field).forEach(all::add);
      String next = json.path("response_metadata").path("next_cursor").asText();
      if (next.isEmpty()) {
        return all;
      }
      asked.put("cursor", next);
    }
    throw ServiceFailure.unreadable(
        "Slack was asked to %s, and more than %d pages would have to be read: look there by hand."
            .formatted(purpose, MOST_PAGES),
        null);
  }

  private URI method(String name, Map<String, String> query) {
    StringJoiner encoded = new StringJoiner("&", "?", "").setEmptyValue("");
    query.forEach((field, value) -> encoded.add(field + "=" + Uris.encode(value)));
    return Uris.below(connection.base().orElse(SLACK), "api/" + name + encoded);
  }
}
