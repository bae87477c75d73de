package dev.runbook.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How text is laid out for a terminal of 80 columns: what is longer is wrapped, because a terminal
 * cuts words and loses the indentation. Output is UTF-8 whatever the locale says, as terminals show
 * it even where the locale is C.
 */
final class Layout {

  static final int WIDTH = 80;

  /** What stands in front of a line that begins something of its own, and is not joined. */
  private static final Pattern OWN_LINE =
      Pattern.compile("\\s*([-*+>]\\s|[|#]|\\d+[.)]\\s|```).*|\\s{4,}.*");

  /** An address whose last two parts tell it from its like. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https?://[^\\s/,)]+/[^\\s,)]*?((?:/[^\\s/,)?]+){2}/?)(?=[\\s,)?]|$)[^\\s,)]*");

  private Layout() {}

  /** A text in lines, the first behind one margin and the others behind another. */
  static String wrapped(String first, String others, String text) {
    StringBuilder out = new StringBuilder(first);
    int column = first.length();
    boolean begun = false;
    for (String word : text.strip().split("\\s+", -1)) {
      if (begun && column + 1 + word.length() > WIDTH) {
        out.append('\n').append(others);
        column = others.length();
        begun = false;
      }
      if (begun) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
      begun = true;
    }
    return out.toString();
  }

  /** Prose, each paragraph wrapped; lists, tables and headings keep their lines. */
  static List<String> paragraphs(String margin, String prose) {
    List<String> out = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : prose.lines().toList()) {
      boolean apart = line.isBlank() || OWN_LINE.matcher(line).matches();
      if (apart) {
        flush(margin, paragraph, out);
        out.add((margin + line).stripTrailing());
      } else {
        paragraph.append(line.strip()).append(' ');
      }
    }
    flush(margin, paragraph, out);
    return out;
  }

  private static void flush(String margin, StringBuilder paragraph, List<String> out) {
    if (!paragraph.isEmpty()) {
      out.add(wrapped(margin, margin, paragraph.toString()));
      paragraph.setLength(0);
    }
  }

  /** Long addresses by their ends, which tell one run or page from another. */
  static String shortened(String text) {
    return ADDRESS
        .matcher(text)
        .replaceAll(match ->
            match.group().length() > 40
                ? "…" + java.util.regex.Matcher.quoteReplacement(match.group(1))
                : java.util.regex.Matcher.quoteReplacement(match.group()));
  }
}
