package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What the builders of the tree share: the source, the diagnostics, spans and names. */
final class Building {

  private final Source source;
  private final Diagnostics diagnostics;
  private final List<Diagnostic> doubts = new ArrayList<>();

  Building(Source source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
  }

  Source source() {
    return source;
  }

  Diagnostic at(Code code, Span span, String title) {
    return Diagnostic.of(code, source, span, title);
  }

  void tell(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  /** Tells of what may follow from another mistake of its line only where there is no other. */
  void doubt(Diagnostic diagnostic) {
    doubts.add(diagnostic);
  }

  void tellDoubts() {
    if (doubts.isEmpty()) {
      return;
    }
    Set<Integer> told =
        diagnostics.sorted().stream().map(Diagnostic::line).collect(Collectors.toSet());
    doubts.stream().filter(doubt -> !told.contains(doubt.line())).forEach(diagnostics::add);
  }

  /** Streams would do it too, and take their time in a process that has just begun. */
  static <T, R> List<R> all(List<T> from, Function<? super T, ? extends R> into) {
    List<R> all = new ArrayList<>(from.size());
    for (T one : from) {
      all.add(into.apply(one));
    }
    return all;
  }

  String text(Span span) {
    return source.text(span);
  }

  Span span(Token token) {
    return new Span(
        token.getStartIndex(), Math.max(0, token.getStopIndex() + 1 - token.getStartIndex()));
  }

  /** The span of a rule's tokens; empty, at its start, where it has none. */
  Span span(ParserRuleContext context) {
    Token start = context.getStart();
    Token stop = context.getStop();
    if (start == null) {
      return new Span(0, 0);
    }
    int from = Math.min(Math.max(0, start.getStartIndex()), source.text().length());
    int to = stop == null ? from : Math.max(from, stop.getStopIndex() + 1);
    return new Span(from, to - from);
  }

  Name name(RunbookParser.@Nullable NameContext context, Span where) {
    if (context == null || context.getStart() == null || context.getChildCount() == 0) {
      return new Name("", where.after());
    }
    if (context.exception != null
        || context.getStart().getStopIndex() < context.getStart().getStartIndex()) {
      return new Name("", span(context));
    }
    return new Name(context.getStart().getText(), span(context.getStart()));
  }

  Name name(@Nullable Token token, Span where) {
    if (token == null
        || token.getStopIndex() < token.getStartIndex()
        || token.getTokenIndex() < 0) {
      return new Name("", where.after());
    }
    return new Name(token.getText(), span(token));
  }

  private static boolean isKebab(String name) {
    for (int at = 0; at < name.length(); at++) {
      if (name.charAt(at) == '_' || Character.isUpperCase(name.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  /** A name where it is declared: there its form is checked, once. */
  Name declared(RunbookParser.@Nullable NameContext context, Span where) {
    return declared(name(context, where));
  }

  Name declared(Name name) {
    if (!isKebab(name.text())) {
      String kebab =
          name.text()
              .replace('_', '-')
              .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
              .toLowerCase(Locale.ROOT);
      tell(
          at(Code.RB1009, name.span(), "`" + name.text() + "` is not in kebab-case")
              .label("write it in small letters with hyphens")
              .note(
                  "Names are read aloud and typed at 3 am: one form for all of them, `like-this`.")
              .fix("Rename it to `" + kebab + "`."));
    }
    return name;
  }

  /** Whether the second begins on the line below the one on which the first ends. */
  boolean adjacent(Span first, Span second) {
    return source.line(second.offset()) == source.line(first.end()) + 1;
  }
}
