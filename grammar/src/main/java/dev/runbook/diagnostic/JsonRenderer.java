package dev.runbook.diagnostic;

import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.List;

/**
 * Diagnostics as programs read them: a JSON array, one object each. Lines and columns count from 1,
 * columns in code points; offsets and lengths from 0 in UTF-16 units.
 */
public final class JsonRenderer {

  private JsonRenderer() {}

  public static String render(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder("[");
    String separator = "\n";
    for (Diagnostic diagnostic : diagnostics) {
      out.append(separator);
      separator = ",\n";
      out.append("  {\"code\": ").append(quoted(diagnostic.code().name()));
      out.append(", \"title\": ").append(quoted(diagnostic.title()));
      out.append(", \"place\": ");
      place(diagnostic.source(), diagnostic.span(), diagnostic.label(), out);
      out.append(", \"others\": [");
      String comma = "";
      for (Diagnostic.Place other : diagnostic.others()) {
        out.append(comma);
        comma = ", ";
        place(other.source(), other.span(), other.label(), out);
      }
      out.append("], \"notes\": [");
      comma = "";
      for (String note : diagnostic.notes()) {
        out.append(comma).append(quoted(note));
        comma = ", ";
      }
      String fix = diagnostic.fix();
      out.append("], \"fix\": ").append(fix == null ? "null" : quoted(fix)).append('}');
    }
    return out.append(diagnostics.isEmpty() ? "]" : "\n]").append('\n').toString();
  }

  private static void place(Source source, Span span, String label, StringBuilder out) {
    out.append("{\"file\": ").append(quoted(source.name()));
    out.append(", \"line\": ").append(source.line(span.offset()));
    out.append(", \"column\": ").append(source.column(span.offset()));
    out.append(", \"offset\": ").append(span.offset());
    out.append(", \"length\": ").append(span.length());
    out.append(", \"label\": ").append(quoted(label)).append('}');
  }

  /** A text as JSON writes it. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20
          || c == 0x7f
          || Character.isSurrogate(c)
          || (c >= 0x2028 && c <= 0x2029)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
