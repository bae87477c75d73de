package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.diagnostic.Suggestions;
import dev.runbook.source.Span;
import java.util.Collection;

/**
 * Where the passes of the checker tell what they find, and the sentences that several of them need.
 */
final class Problems {

  private final Diagnostics diagnostics = new Diagnostics();

  Diagnostics all() {
    return diagnostics;
  }

  /** Tells nothing by itself: end with {@link #tell}. */
  static Diagnostic at(Code code, Module module, Span span, String title) {
    return Diagnostic.of(code, module.source(), span, title);
  }

  void tell(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  /** An unknown name of some kind, with the nearest known one. */
  void unknown(
      Code code, Module module, Span span, String kind, String name, Collection<String> known) {
    if (module.missing.contains(name)) {
      return;
    }
    Diagnostic diagnostic = at(code, module, span, "there is no " + kind + " `" + name + "`");
    diagnostics.add(
        Suggestions.nearest(name, known)
            .map(near ->
                diagnostic.label("did you mean `" + near + "`?").fix("Write `" + near + "`."))
            .orElseGet(() ->
                known.isEmpty() || known.size() > 12
                    ? diagnostic.label("unknown")
                    : diagnostic.label("unknown").note("There is " + list(known) + ".")));
  }

  /** A service that is there, and that the file does not name in its {@code use}. */
  void notUsed(Module module, Span span, String service) {
    tell(
        at(Code.RB2018, module, span, "`" + service + "` is a service that this file does not use")
            .label("not named by `use`")
            .note("What a file uses says which services must be there before it runs.")
            .fix("Write `use " + service + "` at the top of the file."));
  }

  static String list(Collection<String> names) {
    return names.stream()
        .map(name -> "`" + name + "`")
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
