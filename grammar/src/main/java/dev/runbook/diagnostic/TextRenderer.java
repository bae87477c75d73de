package dev.runbook.diagnostic;

import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.List;

/**
 * Diagnostics as people read them: the place with its line and a caret, then why, then what to do.
 */
public final class TextRenderer {

  /**
   * Longer lines are cut around the caret, so that a file of one line does not flood the screen.
   */
  private static final int WIDEST = 160;

  /** A word of a file that is no runbook may be as long as the file. */
  private static final int LONGEST = 400;

  private TextRenderer() {}

  public static String render(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      render(diagnostic, out);
    }
    return out.toString();
  }

  /** A place with its line and a caret, for what goes wrong when a runbook runs. */
  public static String excerpt(Source source, Span span) {
    StringBuilder out = new StringBuilder();
    place(source, span, "", '^', out);
    return out.toString();
  }

  private static void render(Diagnostic diagnostic, StringBuilder out) {
    out.append("error[").append(diagnostic.code()).append("]: ");
    out.append(line(diagnostic.title())).append('\n');
    place(diagnostic.source(), diagnostic.span(), diagnostic.label(), '^', out);
    for (Diagnostic.Place other : diagnostic.others()) {
      place(other.source(), other.span(), other.label(), '-', out);
    }
    for (String note : diagnostic.notes()) {
      out.append("  = why: ").append(line(note)).append('\n');
    }
    String fix = diagnostic.fix();
    if (fix != null) {
      out.append("  = fix: ").append(line(fix)).append('\n');
    }
  }

  private static String line(String text) {
    int cut = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    return Printable.line(cut < text.length() ? text.substring(0, cut) + "…" : text);
  }

  private static void place(Source source, Span span, String label, char mark, StringBuilder out) {
    int line = source.line(span.offset());
    int column = source.column(span.offset());
    String text = source.lineText(line);
    int start =
        text.offsetByCodePoints(0, Math.min(column - 1, text.codePointCount(0, text.length())));
    int length = Math.max(1, Math.min(span.length(), text.length() - start));
    if (text.length() > WIDEST) {
      int from = Math.max(0, start - WIDEST / 2);
      text = text.substring(from, Math.min(text.length(), from + WIDEST));
      start -= from;
      length = Math.max(1, Math.min(length, text.length() - start));
    }
    String number = String.valueOf(line);
    String gutter = " ".repeat(number.length());
    out.append(gutter).append("--> ").append(Printable.line(source.name()));
    if (source.text().isEmpty()) {
      // Of a file that could not be read there is nothing to show.
      out.append('\n');
      return;
    }
    out.append(':').append(line).append(':').append(column).append('\n');
    out.append(gutter).append(" |\n");
    out.append(number).append(" | ").append(Printable.line(text)).append('\n');
    out.append(gutter).append(" | ").append(" ".repeat(Math.max(0, start)));
    out.append(String.valueOf(mark).repeat(length));
    if (!label.isEmpty()) {
      out.append(' ').append(line(label));
    }
    out.append('\n');
  }
}
