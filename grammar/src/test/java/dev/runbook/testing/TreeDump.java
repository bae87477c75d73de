package dev.runbook.testing;

import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Text;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree as text, without its spans: it is read from the records themselves, so that no field is
 * forgotten.
 */
public final class TreeDump {

  private final StringBuilder out = new StringBuilder();

  private TreeDump() {}

  public static String of(Record node) {
    TreeDump dump = new TreeDump();
    dump.value(node, "");
    return dump.out.append('\n').toString();
  }

  private void value(@Nullable Object value, String indentation) {
    switch (value) {
      case null -> out.append("null");
      case Name name -> out.append(name.isMissing() ? "(missing)" : name.text());
      case Text text -> text(text, indentation);
      case Part.Chars chars -> out.append(quoted(chars.value()));
      case List<?> list -> {
        for (Object element : list) {
          out.append('\n').append(indentation).append("- ");
          value(element, indentation + "  ");
        }
      }
      case Record node -> node(node, indentation);
      default -> out.append(value);
    }
  }

  private void text(Text text, String indentation) {
    if (text.isPlain()) {
      out.append(quoted(text.plain()));
    } else {
      value(text.parts(), indentation);
    }
  }

  private void node(Record node, String indentation) {
    out.append(node.getClass().getSimpleName());
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      Object value = read(component, node);
      boolean silent =
          value == null
              || value instanceof Span
              || value instanceof Source
              || value.equals(false)
              || (value instanceof List<?> list && list.isEmpty());
      if (!silent) {
        out.append('\n').append(indentation).append("  ").append(component.getName()).append(": ");
        value(value, indentation + "  ");
      }
    }
  }

  private static @Nullable Object read(RecordComponent component, Record node) {
    try {
      return component.getAccessor().invoke(node);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }
}
