package dev.runbook.parse;

import dev.runbook.syntax.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * The indentation of a text of several lines: what all its lines have in common belongs to the
 * source, not to it. A line break that is written as an escape begins no line of the source.
 */
final class Indentation {

  private Indentation() {}

  static List<Part> strip(List<Part> parts) {
    int common = common(parts);
    List<Part> stripped = new ArrayList<>();
    for (int at = 0; at < parts.size(); at++) {
      if (!(parts.get(at) instanceof Part.Chars chars) || isEscape(chars)) {
        stripped.add(parts.get(at));
        continue;
      }
      String value = source(chars).replaceAll("\n[ \t]{0," + common + "}", "\n");
      if (at == 0 && value.startsWith("\n")) {
        value = value.substring(1);
      }
      if (at == parts.size() - 1) {
        value = value.replaceAll("\n[ \t]*$", "\n");
      }
      stripped.add(new Part.Chars(value, chars.span()));
    }
    return stripped;
  }

  private static int common(List<Part> parts) {
    int common = Integer.MAX_VALUE;
    for (int at = 0; at < parts.size(); at++) {
      if (!(parts.get(at) instanceof Part.Chars chars) || isEscape(chars)) {
        continue;
      }
      String[] lines = source(chars).split("\n", -1);
      for (int line = 1; line < lines.length; line++) {
        // The last line goes on in the next part, or is the one with the closing quotes.
        boolean counts = line == lines.length - 1 || !lines[line].isBlank();
        if (counts) {
          common = Math.min(common, lines[line].length() - lines[line].stripLeading().length());
        }
      }
    }
    return common == Integer.MAX_VALUE ? 0 : common;
  }

  /** An escape is longer in the source than what it stands for. */
  private static boolean isEscape(Part.Chars chars) {
    return chars.value().length() < chars.span().length();
  }

  private static String source(Part.Chars chars) {
    return chars.value().replaceAll("\r\n?", "\n");
  }
}
