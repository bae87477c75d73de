package dev.runbook.stdlib.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events of a room answer a question: replies to it, messages in its thread and reactions, by
 * anybody but us. What was withdrawn does not count; an edit does not either, so nobody's old words
 * become another answer.
 */
final class Answers {

  private Answers() {}

  static List<Map<String, Object>> to(String question, String self, List<JsonNode> newestFirst) {
    Set<String> withdrawn = new HashSet<>();
    for (JsonNode event : newestFirst) {
      if (event.path("type").asText().equals("m.room.redaction")) {
        withdrawn.add(event.path("redacts").asText());
        withdrawn.add(event.path("content").path("redacts").asText());
      }
    }
    List<Map<String, Object>> answers = new ArrayList<>();
    for (JsonNode event : newestFirst.reversed()) {
      String sender = event.path("sender").asText();
      boolean counts = !sender.equals(self) && !withdrawn.contains(event.path("event_id").asText());
      words(event, question)
          .filter(words -> counts && !words.isEmpty())
          .ifPresent(words -> {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("sender", sender);
            answer.put("words", words);
            answer.put("sent", MatrixClient.sent(event));
            answers.add(answer);
          });
    }
    return answers;
  }

  private static Optional<String> words(JsonNode event, String question) {
    JsonNode content = event.path("content");
    JsonNode relation = content.path("m.relates_to");
    String kind = relation.path("rel_type").asText();
    boolean about = relation.path("event_id").asText().equals(question);
    return switch (event.path("type").asText()) {
      case "m.reaction" ->
          about && kind.equals("m.annotation")
              ? Optional.of(withoutVariation(relation.path("key").asText()))
              : Optional.empty();
      case "m.room.message" -> {
        boolean reply = relation.path("m.in_reply_to").path("event_id").asText().equals(question);
        boolean inThread = about && kind.equals("m.thread");
        yield !kind.equals("m.replace") && (reply || inThread)
            ? Optional.of(withoutQuotation(content.path("body").asText()))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** Keyboards put an invisible "show me in colour" behind an emoji or leave it out. */
  private static String withoutVariation(String emoji) {
    return emoji.replace("\uFE0F", "").strip();
  }

  /** Older clients put what they reply to before the reply, as lines that begin with {@code >}. */
  private static String withoutQuotation(String body) {
    return body.lines()
        .dropWhile(line -> line.startsWith(">"))
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
