package dev.runbook.diagnostic;

import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mistake: what it is, where, why it is one, and what to do. It carries texts and places only;
 * how they look is the renderers' business.
 *
 * @param title what is wrong, in one line, without a full stop
 * @param label what to say at the place itself; may be empty
 * @param others further places that belong to it
 * @param notes why it is a mistake, one sentence each
 * @param fix what to do, as an imperative; null where nothing general can be said
 */
public record Diagnostic(
    Code code,
    Source source,
    Span span,
    String title,
    String label,
    List<Place> others,
    List<String> notes,
    @Nullable String fix) {

  public record Place(Source source, Span span, String label) {}

  /** In the order of the text, so that the same file always gives the same list. */
  public static final Comparator<Diagnostic> ORDER = Diagnostic::compare;

  public Diagnostic {
    others = List.copyOf(others);
    notes = List.copyOf(notes);
  }

  public static Diagnostic of(Code code, Source source, Span span, String title) {
    return new Diagnostic(code, source, span, title, "", List.of(), List.of(), null);
  }

  public Diagnostic label(String text) {
    return new Diagnostic(code, source, span, title, text, others, notes, fix);
  }

  public Diagnostic also(Source where, Span at, String text) {
    List<Place> more = new ArrayList<>(others);
    more.add(new Place(where, at, text));
    return new Diagnostic(code, source, span, title, label, more, notes, fix);
  }

  public Diagnostic note(String text) {
    List<String> more = new ArrayList<>(notes);
    more.add(text);
    return new Diagnostic(code, source, span, title, label, others, more, fix);
  }

  public Diagnostic fix(@Nullable String text) {
    return new Diagnostic(code, source, span, title, label, others, notes, text);
  }

  // Comparator's own combinators are serialisable lambdas, which no class cache keeps.
  private static int compare(Diagnostic a, Diagnostic b) {
    int names = a.source.name().compareTo(b.source.name());
    if (names != 0) {
      return names;
    }
    int offsets = Integer.compare(a.span.offset(), b.span.offset());
    if (offsets != 0) {
      return offsets;
    }
    int codes = a.code.compareTo(b.code);
    return codes != 0 ? codes : a.title.compareTo(b.title);
  }

  public int line() {
    return source.line(span.offset());
  }

  public int column() {
    return source.column(span.offset());
  }
}
