package dev.runbook.check;

import dev.runbook.source.Span;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines as one text, in which each of their holes is a sign.
 *
 * @param offsets where each sign of the text stands in the file
 */
record Written(String text, List<Integer> offsets) {

  private static final char HOLE = '\uE000';

  static Written of(List<Text> lines) {
    StringBuilder text = new StringBuilder();
    List<Integer> offsets = new ArrayList<>();
    for (int number = 0; number < lines.size(); number++) {
      Text line = lines.get(number);
      if (number > 0) {
        text.append('\n');
        offsets.add(line.span().offset());
      }
      for (Part part : line.parts()) {
        String value = part instanceof Part.Chars chars ? chars.value() : String.valueOf(HOLE);
        text.append(value);
        // An escape is longer in the file than what it stands for.
        for (int at = 0; at < value.length(); at++) {
          offsets.add(part.span().offset() + Math.min(at, part.span().length() - 1));
        }
      }
    }
    return new Written(text.toString(), offsets);
  }

  static boolean hasHole(String text) {
    return text.indexOf(HOLE) >= 0;
  }

  Span span(int offset, int length) {
    int first = offsets.get(offset);
    int last = offsets.get(offset + Math.max(length, 1) - 1);
    return new Span(first, last - first + 1);
  }
}
