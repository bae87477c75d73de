package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.diagnostic.Suggestions;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the passes of the checker tell what they find, and the sentences that several of them need.
 */
final class Problems {

  private record Line(Source source, int number) {}

  private record Word(Source source, String text) {}

  private final Diagnostics diagnostics = new Diagnostics();

  /** Lines that could not be read, so that what the tree has of them is a guess. */
  private final Set<Line> guessed = new HashSet<>();

  /** Their second words: where most statements have the name that they declare. */
  private final Set<Word> seconds = new HashSet<>();

  Diagnostics all() {
    return diagnostics;
  }

  /** Whether so much is wrong with a file that nothing more is told of it. */
  boolean isFull(Module module) {
    return diagnostics.isFull(module.source());
  }

  /** Tells nothing by itself: end with {@link #tell}. */
  static Diagnostic at(Code code, Module module, Span span, String title) {
    return Diagnostic.of(code, module.source(), span, title);
  }

  void tell(Diagnostic diagnostic) {
    if (!guessed.contains(new Line(diagnostic.source(), diagnostic.line()))) {
      diagnostics.add(diagnostic);
    }
  }

  /** The mistakes of a text. Where a line cannot be read, nothing else is told of it. */
  void read(List<Diagnostic> mistakes) {
    for (Diagnostic mistake : mistakes) {
      diagnostics.add(mistake);
      if (Told.isMisread(mistake)) {
        guess(mistake.source(), mistake.line());
        mistake
            .others()
            .forEach(other -> guess(other.source(), other.source().line(other.span().offset())));
      }
    }
  }

  private void guess(Source source, int line) {
    if (guessed.add(new Line(source, line))) {
      String[] words = source.lineText(line).strip().split("\\s+", 3);
      if (words.length > 1) {
        seconds.add(new Word(source, words[1]));
      }
    }
  }

  /** An unknown name of some kind, with the nearest known one. */
  void unknown(
      Code code, Module module, Span span, String kind, String name, Collection<String> known) {
    if (isFull(module) || module.missing.contains(name) || mayBeDeclared(name, module)) {
      return;
    }
    Diagnostic diagnostic = at(code, module, span, "there is no " + kind + " `" + name + "`");
    tell(
        Suggestions.nearest(name, known)
            .map(near ->
                diagnostic.label("did you mean `" + near + "`?").fix("Write `" + near + "`."))
            .orElseGet(() ->
                known.isEmpty() || known.size() > 12
                    ? diagnostic.label("unknown")
                    : diagnostic.label("unknown").note("There is " + list(known) + ".")));
  }

  /** Whether a line that could not be read has the name where most statements declare one. */
  private boolean mayBeDeclared(String name, Module module) {
    return seconds.contains(new Word(module.source(), name));
  }

  /** A service that is there, and that the file does not name in its {@code use}. */
  void notUsed(Module module, Span span, String service) {
    tell(
        at(Code.RB2018, module, span, "`" + service + "` is a service that this file does not use")
            .label("not named by `use`")
            .note("What a file uses says which services must be there before it runs.")
            .fix("Write `use " + service + "` at the top of the file."));
  }

  /**
   * A name that two of the same place have.
   *
   * @param first where the other one is, as far as that is known
   */
  void declaredTwice(Module module, Span span, String name, @Nullable Span first) {
    Diagnostic diagnostic =
        at(Code.RB2007, module, span, "`" + name + "` is declared twice").label("the second one");
    if (first != null) {
      diagnostic = diagnostic.also(module.source(), first, "the first one");
    }
    tell(diagnostic.fix("Give one of the two another name."));
  }

  static String list(Collection<String> names) {
    return names.stream()
        .map(name -> "`" + name + "`")
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
