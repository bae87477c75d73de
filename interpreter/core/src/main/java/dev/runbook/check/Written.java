package dev.runbook.check;

import dev.runbook.source.Span;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines as one text, in which each of their holes is a sign. */
final class Written {

  private static final char HOLE = '\uE000';

  private final List<Text> lines;
  private final String text;

  /** Where each sign of the text stands in the file; asked for only where there is something. */
  private int @Nullable [] offsets;

  private Written(List<Text> lines, String text) {
    this.lines = lines;
    this.text = text;
  }

  static Written of(List<Text> lines) {
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < lines.size(); number++) {
      if (number > 0) {
        text.append('\n');
      }
      for (Part part : lines.get(number).parts()) {
        if (part instanceof Part.Chars chars) {
          text.append(chars.value());
        } else {
          text.append(HOLE);
        }
      }
    }
    return new Written(lines, text.toString());
  }

  String text() {
    return text;
  }

  static boolean hasHole(String text) {
    return text.indexOf(HOLE) >= 0;
  }

  Span span(int offset, int length) {
    int[] places = offsets();
    int first = places[offset];
    int last = places[offset + Math.max(length, 1) - 1];
    return new Span(first, last - first + 1);
  }

  private int[] offsets() {
    if (offsets != null) {
      return offsets;
    }
    int[] places = new int[text.length()];
    int next = 0;
    for (int number = 0; number < lines.size(); number++) {
      Text line = lines.get(number);
      if (number > 0) {
        places[next++] = line.span().offset();
      }
      for (Part part : line.parts()) {
        int length = part instanceof Part.Chars chars ? chars.value().length() : 1;
        // An escape is longer in the file than what it stands for.
        for (int at = 0; at < length; at++) {
          places[next++] = part.span().offset() + Math.min(at, part.span().length() - 1);
        }
      }
    }
    offsets = places;
    return places;
  }
}
