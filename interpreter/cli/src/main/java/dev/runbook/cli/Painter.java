package dev.runbook.cli;

import dev.runbook.console.Line;
import dev.runbook.console.Tone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * What lines look like on a terminal: colours where they are wanted, and addresses that can be
 * clicked, whose text stays what it was.
 */
final class Painter {

  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s<>\"|`]*[^\\s<>\"|`.,;:!?)\\]'*]");
  private static final String LINK = "\033]8;;";
  private static final String END = "\033\\";

  private final boolean colours;

  /**
   * @param colours false where NO_COLOR is set
   */
  Painter(boolean colours) {
    this.colours = colours;
  }

  /** A line of a picture, in a window of some columns. */
  AttributedString paint(Line line, int columns) {
    AttributedStringBuilder left = new AttributedStringBuilder();
    line.left().forEach(piece -> left.append(piece.text(), style(piece.tone())));
    AttributedString right = new AttributedString(line.right().text(), style(line.right().tone()));
    // The last column stays free: terminals differ in what they do behind it.
    int width = columns - 1;
    int room = right.length() == 0 ? width : width - right.columnLength() - 2;
    if (room < width / 4) {
      return cut(left.toAttributedString(), width);
    }
    AttributedString begin = cut(left.toAttributedString(), room);
    if (right.length() == 0) {
      return begin;
    }
    return AttributedString.join(
        AttributedString.EMPTY,
        begin,
        new AttributedString(" ".repeat(width - right.columnLength() - begin.columnLength())),
        right);
  }

  private static AttributedString cut(AttributedString text, int width) {
    return text.columnLength() <= width
        ? text
        : AttributedString.join(
            AttributedString.EMPTY,
            text.columnSubSequence(0, Math.max(0, width - 1)),
            new AttributedString("…"));
  }

  private AttributedStyle style(Tone tone) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    if (!colours) {
      return tone == Tone.STRONG || tone == Tone.REAL ? plain.bold() : plain;
    }
    return switch (tone) {
      case PLAIN -> plain;
      case FAINT -> plain.faint();
      case STRONG -> plain.bold();
      case GOOD -> plain.foreground(AttributedStyle.GREEN);
      case BAD -> plain.foreground(AttributedStyle.RED).bold();
      case BUSY -> plain.foreground(AttributedStyle.CYAN);
      case REHEARSED -> plain.foreground(AttributedStyle.YELLOW);
      case REAL -> plain.foreground(AttributedStyle.RED).bold().inverse();
    };
  }

  /** A line that was made safe to show; addresses in it can be clicked. */
  static String linked(String line) {
    Matcher address = ADDRESS.matcher(line);
    return address.find()
        ? address.replaceAll(found ->
            Matcher.quoteReplacement(LINK + found.group() + END + found.group() + LINK + END))
        : line;
  }
}
