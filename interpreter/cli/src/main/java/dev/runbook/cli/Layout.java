package dev.runbook.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How text is laid out for a terminal, of 80 columns where its width is not known: what is longer
 * is wrapped, because a terminal cuts words and loses the indentation. Output is UTF-8 whatever the
 * locale says, as terminals show it even where the locale is C.
 */
final class Layout {

  static final int WIDTH = 80;

  /** Below this a wide margin would leave no room for what stands behind it. */
  private static final int NARROW = 56;

  /** What stands in front of a line that begins something of its own, and is not joined. */
  private static final Pattern OWN_LINE =
      Pattern.compile("\\s*([-*+>]\\s|[|#]|\\d+[.)]\\s|```).*|\\s{4,}.*");

  /** What is in a list, behind its sign. */
  private static final Pattern ITEM = Pattern.compile("(\\s*(?:[-*+]|\\d+[.)])\\s+)(.*)");

  /** An address whose last two parts tell it from its like. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https?://[^\\s/,)]+/[^\\s,)]*?((?:/[^\\s/,)?]+){2}/?)(?=[\\s,)?]|$)[^\\s,)]*");

  private Layout() {}

  /** A text in lines, the first behind one margin and the others behind another. */
  static String wrapped(String first, String others, String text) {
    return wrapped(WIDTH, first, others, text);
  }

  /** The same in a window of some columns. What fits into a line keeps its spaces. */
  static String wrapped(int width, String first, String others, String text) {
    String words = text.strip();
    String head = narrowed(width, first, 0);
    if (head.length() + words.length() <= width && words.lines().count() <= 1) {
      return head + words;
    }
    String margin = narrowed(width, others, blanks(others) - blanks(first));
    StringBuilder out = new StringBuilder(head);
    int column = head.length();
    boolean begun = false;
    for (String word : words.split("\\s+", -1)) {
      if (begun && column + 1 + word.length() > width) {
        out.append('\n').append(margin);
        column = margin.length();
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

  /** Where there is little room, a margin is as small as may be; what is further in stays so. */
  private static String narrowed(int width, String margin, int further) {
    int most = Math.clamp(2 + further, 2, 4);
    return width < NARROW
        ? " ".repeat(Math.min(blanks(margin), most)) + margin.stripLeading()
        : margin;
  }

  private static int blanks(String margin) {
    return margin.length() - margin.stripLeading().length();
  }

  /** Prose, each paragraph wrapped; tables and headings keep their lines. */
  static List<String> paragraphs(int width, String margin, String prose) {
    List<String> out = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : prose.lines().toList()) {
      boolean apart = line.isBlank() || OWN_LINE.matcher(line).matches();
      if (apart) {
        flush(width, margin, paragraph, out);
        out.add(own(width, margin, line));
      } else {
        paragraph.append(line.strip()).append(' ');
      }
    }
    flush(width, margin, paragraph, out);
    return out;
  }

  private static String own(int width, String margin, String line) {
    Matcher item = ITEM.matcher(line);
    return item.matches()
        ? wrapped(
            width,
            margin + item.group(1),
            margin + " ".repeat(item.group(1).length()),
            item.group(2))
        : (narrowed(width, margin, 0) + line).stripTrailing();
  }

  private static void flush(int width, String margin, StringBuilder paragraph, List<String> out) {
    if (!paragraph.isEmpty()) {
      out.add(wrapped(width, margin, margin, paragraph.toString()));
      paragraph.setLength(0);
    }
  }

  /** Long addresses by their ends, which tell one run or page from another. */
  static String shortened(String text) {
    return ADDRESS
        .matcher(text)
        .replaceAll(match ->
            match.group().length() > 40
                ? "…" + Matcher.quoteReplacement(match.group(1))
                : Matcher.quoteReplacement(match.group()));
  }
}
