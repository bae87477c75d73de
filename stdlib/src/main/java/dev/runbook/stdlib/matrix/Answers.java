package dev.runbook.stdlib.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which events of a room answer a question: replies to it, messages in its thread and reactions, by
 * anybody but us. What was withdrawn does not count. What its sender has edited says what the room
 * now shows, and was said when it was edited: nobody's old words are taken for an answer.
 */
final class Answers {

  private final String question;
  private final List<JsonNode> newestFirst;
  private final Set<String> withdrawn = new HashSet<>();

  private Answers(String question, List<JsonNode> newestFirst) {
    this.question = question;
    this.newestFirst = newestFirst;
    for (JsonNode event : newestFirst) {
      if (event.path("type").asText().equals("m.room.redaction")) {
        withdrawn.add(event.path("redacts").asText());
        withdrawn.add(event.path("content").path("redacts").asText());
      }
    }
  }

  static List<Map<String, Object>> to(String question, String self, List<JsonNode> newestFirst) {
    return new Answers(question, newestFirst).by(sender -> !sender.equals(self));
  }

  private List<Map<String, Object>> by(Predicate<String> others) {
    List<Map<String, Object>> answers = new ArrayList<>();
    for (JsonNode event : newestFirst.reversed()) {
      String sender = event.path("sender").asText();
      String original = words(event).orElse("");
      if (!original.isEmpty() && others.test(sender) && stands(event)) {
        JsonNode edit = newestEdit(event).orElse(null);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("sender", sender);
        answer.put("words", edit == null ? original : edited(edit));
        answer.put("sent", MatrixClient.sent(edit == null ? event : edit));
        answers.add(answer);
      }
    }
    return answers;
  }

  private boolean stands(JsonNode event) {
    return !withdrawn.contains(event.path("event_id").asText());
  }

  private Optional<JsonNode> newestEdit(JsonNode event) {
    return newestFirst.stream()
        .filter(other -> isEdit(other) && stands(other))
        .filter(edit -> edit.path("sender").equals(event.path("sender")))
        .filter(edit ->
            edit.path("content")
                .path("m.relates_to")
                .path("event_id")
                .equals(event.path("event_id")))
        .findFirst();
  }

  private static boolean isEdit(JsonNode event) {
    JsonNode relation = event.path("content").path("m.relates_to");
    return relation.path("rel_type").asText().equals("m.replace");
  }

  private static String edited(JsonNode edit) {
    return withoutQuotation(edit.path("content").path("m.new_content").path("body").asText());
  }

  private Optional<String> words(JsonNode event) {
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
        yield !isEdit(event) && (reply || inThread)
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
