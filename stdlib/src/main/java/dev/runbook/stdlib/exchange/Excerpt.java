package dev.runbook.stdlib.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Redaction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is worth showing of an error's body: one short line without markup and without characters
 * that move a cursor.
 */
public final class Excerpt {

  /** Characters: enough for a sentence, and a message stays on two lines of a terminal. */
  private static final int LONGEST = 160;

  private static final List<String> TELLING = List.of("error", "message", "detail", "errcode");
  private static final List<String> DETAILS = List.of("field", "code", "message");
  private static final Pattern UNSEEN_PARTS =
      Pattern.compile("(?is)<(script|style|head)\\b.*?</\\1>|<[^>]*>");
  private static final Pattern ESCAPE = Pattern.compile("\\u001B\\[[0-9;?]*[A-Za-z]");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\s\\p{Zl}\\p{Zp}]+");

  private Excerpt() {}

  /** What an error's JSON says, with the first of its details: these tell what was wrong. */
  private static Optional<String> telling(JsonNode whole) {
    JsonNode json = whole.path("error").isObject() ? whole.path("error") : whole;
    Set<String> words = new LinkedHashSet<>();
    TELLING.stream()
        .map(field -> json.path(field).asText(""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .ifPresent(words::add);
    JsonNode detail = json.path("errors").path(0);
    for (String field : DETAILS) {
      if (detail.path(field).isTextual()) {
        words.add(detail.path(field).asText());
      }
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(": ", words));
  }

  static String of(Answer answer, Redaction redaction) {
    String text = answer.text();
    if (answer.isHtml() || text.toLowerCase(Locale.ROOT).contains("<html")) {
      text = UNSEEN_PARTS.matcher(text).replaceAll(" ");
    } else {
      text = telling(Json.readOrEmpty(text)).orElse(text);
    }
    return line(text, redaction);
  }

  /** Words of a service as one short line. */
  public static String line(String text) {
    return line(text, new Redaction());
  }

  /** Words of a service, on as many lines as they are, and nothing else in them. */
  public static String lines(String text) {
    return ESCAPE.matcher(text).replaceAll("").replaceAll("[\\p{C}&&[^\\n\\t]]", "");
  }

  /** Words of a service as one short line, without our secrets. */
  static String line(String text, Redaction redaction) {
    String line = UNPRINTABLE.matcher(redaction.apply(text)).replaceAll(" ").strip();
    if (line.codePointCount(0, line.length()) <= LONGEST) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LONGEST)).strip() + "...";
  }
}
