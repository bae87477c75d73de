package dev.runbook.stdlib.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words as people see them, and as Slack wants and gives them. */
final class Words {

  /** A link, a mention, a channel, or a command such as a call to everybody. */
  private static final Pattern MARKED = Pattern.compile("<([@#!]?)([^<>|]*)(?:\\|([^<>]*))?>");

  /** The ones that people agree or disagree with; Slack spells emoji out, and others do not. */
  private static final Map<String, String> EMOJI =
      Map.of(
          "+1", "👍",
          "thumbsup", "👍",
          "-1", "👎",
          "thumbsdown", "👎",
          "white_check_mark", "✅",
          "heavy_check_mark", "✔",
          "ok", "🆗",
          "ok_hand", "👌",
          "x", "❌",
          "no_entry", "⛔");

  private Words() {}

  /** A text that Slack shows as it is: nobody is called by a name that happens to stand in it. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** What a message says: its text, and what stands in its blocks and attachments instead. */
  static String of(JsonNode message) {
    String text = message.path("text").asText();
    if (!text.isBlank()) {
      return plain(text);
    }
    List<String> parts = new ArrayList<>();
    message.path("blocks").forEach(block -> parts.add(block.path("text").path("text").asText()));
    for (JsonNode attachment : message.path("attachments")) {
      for (String field : List.of("pretext", "title", "text")) {
        parts.add(attachment.path(field).asText());
      }
      if (parts.stream().allMatch(String::isBlank)) {
        parts.add(attachment.path("fallback").asText());
      }
    }
    parts.removeIf(String::isBlank);
    return plain(String.join("\n", parts));
  }

  private static String plain(String text) {
    String shown = MARKED.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(shown(mark)));
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip();
  }

  private static String shown(MatchResult mark) {
    String label = mark.group(3);
    String kind = mark.group(1).equals("!") ? "@" : mark.group(1);
    return kind + (label == null ? mark.group(2) : label);
  }

  /** A reaction's emoji, whatever the colour of its hand. */
  static String emoji(String name) {
    String plain = name.split("::", 2)[0];
    return EMOJI.getOrDefault(plain, ":" + plain + ":");
  }

  /** The name by which Slack knows an emoji. */
  static String emojiName(String emoji) {
    return EMOJI.entrySet().stream()
        .filter(entry -> entry.getValue().equals(emoji))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .orElse(emoji.replace(":", ""));
  }
}
