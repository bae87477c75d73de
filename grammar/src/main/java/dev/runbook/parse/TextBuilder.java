package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Texts and prose: escapes are resolved here, and the indentation of texts of several lines is
 * taken away.
 */
final class TextBuilder {

  private final Building building;
  private final Function<RunbookParser.ExpressionContext, Expression> expressions;
  private final List<Span> unclosedHoles = new ArrayList<>();

  TextBuilder(
      Building building, Function<RunbookParser.ExpressionContext, Expression> expressions) {
    this.building = building;
    this.expressions = expressions;
  }

  Text text(RunbookParser.@Nullable TextContext context, Span where) {
    if (context == null) {
      return new Text(List.of(), where.after());
    }
    Span span = building.span(context);
    TerminalNode raw = context.RAW_TEXT();
    if (raw != null) {
      String spelling = raw.getText();
      return new Text(
          List.of(new Part.Chars(spelling.substring(1, spelling.length() - 1), span)), span);
    }
    TerminalNode unclosed = context.RAW_UNCLOSED();
    if (unclosed != null) {
      unclosed(span, "'");
      return new Text(List.of(new Part.Chars(unclosed.getText().substring(1), span)), span);
    }
    boolean block = context.BLOCK_OPEN() != null;
    if (!block && context.TEXT_OPEN() == null) {
      return new Text(List.of(), where.after());
    }
    TerminalNode close = context.TEXT_CLOSE();
    List<Part> parts = parts(context.part(), true);
    boolean closed =
        close != null && close.getSymbol().getStopIndex() >= close.getSymbol().getStartIndex();
    if (!closed && parts.stream().noneMatch(this::isUnclosedHole)) {
      unclosed(
          new Span(span.offset(), block ? 3 : Math.max(1, span.length())), block ? "\"\"\"" : "\"");
    }
    return new Text(merged(block ? Indentation.strip(parts) : parts), span);
  }

  /** The mistake of an unclosed hole, which takes its text's end with it, is told already. */
  private boolean isUnclosedHole(Part part) {
    return part instanceof Part.Hole hole && unclosedHoles.contains(hole.span());
  }

  private void unclosed(Span span, String quote) {
    building.tell(
        building
            .at(Code.RB1002, span, "this text is not closed")
            .label("opened here, and not closed on this line")
            .note(
                "A text ends on its line, so that one missing quote spoils one line only; `\"\"\"`"
                    + " may span lines.")
            .fix("Add the closing `" + quote + "`."));
  }

  /**
   * One line of prose; the blank behind the bar belongs to the bar, and blanks alone are an empty
   * line.
   */
  Text prose(RunbookParser.ProseContext context) {
    List<Part> parts = new ArrayList<>(merged(parts(context.part(), false)));
    if (!parts.isEmpty() && parts.getFirst() instanceof Part.Chars(String value, Span span)) {
      boolean bar = value.equals(" ") || (parts.size() == 1 && value.isBlank());
      if (bar) {
        parts.removeFirst();
      } else if (value.startsWith(" ")) {
        parts.set(
            0, new Part.Chars(value.substring(1), new Span(span.offset() + 1, span.length() - 1)));
      }
    }
    return new Text(parts, building.span(context));
  }

  private List<Part> parts(List<RunbookParser.PartContext> contexts, boolean escapes) {
    List<Part> parts = new ArrayList<>();
    for (RunbookParser.PartContext context : contexts) {
      ParseTree first = context.getChild(0);
      if (!(first instanceof TerminalNode terminal)) {
        continue;
      }
      Token token = terminal.getSymbol();
      Span span = building.span(context);
      switch (token.getType()) {
        case RunbookParser.CHARS -> parts.add(new Part.Chars(token.getText(), span));
        case RunbookParser.ESCAPE ->
            parts.add(new Part.Chars(escapes ? escape(token) : "${", span));
        default -> parts.add(hole(context, span));
      }
    }
    return parts;
  }

  private static List<Part> merged(List<Part> parts) {
    List<Part> merged = new ArrayList<>();
    int at = 0;
    while (at < parts.size()) {
      int end = at;
      StringBuilder value = new StringBuilder();
      while (end < parts.size() && parts.get(end) instanceof Part.Chars chars) {
        value.append(chars.value());
        end++;
      }
      if (end == at) {
        merged.add(parts.get(at++));
      } else {
        merged.add(
            new Part.Chars(value.toString(), parts.get(at).span().to(parts.get(end - 1).span())));
        at = end;
      }
    }
    return merged;
  }

  private Part.Hole hole(RunbookParser.PartContext context, Span span) {
    TerminalNode close = context.INTERPOLATION_CLOSE();
    boolean closed =
        close != null && close.getSymbol().getStopIndex() >= close.getSymbol().getStartIndex();
    if (!closed) {
      unclosedHoles.add(span);
      if (context.exception == null) {
        building.tell(unclosedHole(building, span));
      }
    }
    if (context.expression() == null) {
      if (closed && context.exception == null) {
        building.tell(
            building
                .at(Code.RB1011, span, "there is nothing in this hole")
                .label("a value belongs here")
                .fix("Name a value, as in `${tag}`, or write `\\${` where no hole is meant."));
      }
      return new Part.Hole(new Expression.Bad(span), span);
    }
    return new Part.Hole(expressions.apply(context.expression()), span);
  }

  static Diagnostic unclosedHole(Building building, Span span) {
    return building
        .at(Code.RB1002, span, "this `${` is not closed")
        .label("opened here, and not closed on this line")
        .note("A hole ends on its line, so that one missing brace spoils one line only.")
        .fix("Add the closing `}`, or write `\\${` where no hole is meant.");
  }

  private String escape(Token token) {
    String spelling = token.getText();
    return switch (spelling.charAt(1)) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case '"' -> "\"";
      case '\\' -> "\\";
      case '$' -> "$";
      default -> {
        building.tell(
            building
                .at(Code.RB1008, building.span(token), "`" + spelling + "` is no escape")
                .label("unknown")
                .note("A text knows `\\n`, `\\t`, `\\\"`, `\\\\` and `\\$`.")
                .fix(
                    "Write `\\\\` for a backslash, or put the text in single quotes, where nothing"
                        + " is escaped."));
        yield spelling;
      }
    };
  }
}
