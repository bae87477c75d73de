package dev.runbook.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A named text with its table of lines. The name is what people are shown; it need not be a file.
 */
public final class Source {

  private final String name;
  private final String text;

  /** Made when it is first asked for: most texts have nothing to tell of. */
  private volatile int @Nullable [] lineStarts;

  public Source(String name, String text) {
    this.name = name;
    this.text = text;
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The text that a span covers; spans that reach past the end are cut. */
  public String text(Span span) {
    int start = Math.min(span.offset(), text.length());
    return text.substring(start, Math.min(span.end(), text.length()));
  }

  /** The line of an offset, from 1. */
  public int line(int offset) {
    int at = Arrays.binarySearch(lineStarts(), offset);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The column of an offset, from 1, in code points. */
  public int column(int offset) {
    int start = lineStarts()[line(offset) - 1];
    return text.codePointCount(start, Math.min(offset, text.length())) + 1;
  }

  public int lines() {
    return lineStarts().length;
  }

  /** A line's text without its line end. Lines count from 1. */
  public String lineText(int line) {
    int[] starts = lineStarts();
    int start = starts[line - 1];
    int end = line < starts.length ? starts[line] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  private int[] lineStarts() {
    int[] made = lineStarts;
    if (made == null) {
      made = lineStarts(text);
      lineStarts = made;
    }
    return made;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean ends =
          c == '\n' || (c == '\r' && !(at + 1 < text.length() && text.charAt(at + 1) == '\n'));
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = at + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  /** The same text under the same name is the same source, however often it was read. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Source source && name.equals(source.name) && text.equals(source.text);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + text.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
