package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;

/** A text with holes: {@code "Promote ${v}"}, or one line of prose. */
public record Text(List<Part> parts, Span span) implements Node {

  public Text {
    parts = List.copyOf(parts);
  }

  /**
   * The text where nothing in it is computed, else its fixed parts with the holes as they were not.
   */
  public String plain() {
    StringBuilder plain = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Chars chars) {
        plain.append(chars.value());
      }
    }
    return plain.toString();
  }

  public boolean isPlain() {
    for (Part part : parts) {
      if (!(part instanceof Part.Chars)) {
        return false;
      }
    }
    return true;
  }
}
