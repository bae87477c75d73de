package dev.runbook.parse;

import dev.runbook.source.Span;
import dev.runbook.syntax.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * The indentation of a text of several lines: what all its lines have in common belongs to the
 * source, not to it.
 */
final class Indentation {

  private Indentation() {}

  static List<Part> strip(List<Part> written) {
    List<Part> parts = written.stream().map(Indentation::withLineFeeds).toList();
    int common = common(parts);
    List<Part> stripped = new ArrayList<>();
    for (int at = 0; at < parts.size(); at++) {
      if (!(parts.get(at) instanceof Part.Chars chars)) {
        stripped.add(parts.get(at));
        continue;
      }
      String value = chars.value().replaceAll("\n[ \t]{0," + common + "}", "\n");
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

  private static Part withLineFeeds(Part part) {
    return part instanceof Part.Chars(String value, Span span)
        ? new Part.Chars(value.replaceAll("\r\n?", "\n"), span)
        : part;
  }

  private static int common(List<Part> parts) {
    int common = Integer.MAX_VALUE;
    for (int at = 0; at < parts.size(); at++) {
      if (!(parts.get(at) instanceof Part.Chars chars)) {
        continue;
      }
      String[] lines = chars.value().split("\n", -1);
      for (int line = 1; line < lines.length; line++) {
        boolean endsInHole = line == lines.length - 1 && at < parts.size() - 1;
        boolean closing = line == lines.length - 1 && at == parts.size() - 1;
        if (!lines[line].isBlank() || endsInHole || closing) {
          common = Math.min(common, lines[line].length() - lines[line].stripLeading().length());
        }
      }
    }
    return common == Integer.MAX_VALUE ? 0 : common;
  }
}
