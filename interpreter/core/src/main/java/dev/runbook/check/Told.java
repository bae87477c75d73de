package dev.runbook.check;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import java.util.List;

/**
 * The mistakes that were told before the rules: where one lies, a rule would only tell its
 * consequences.
 */
record Told(List<Diagnostic> diagnostics) {

  boolean anywhere(Module module) {
    return diagnostics.stream().anyMatch(diagnostic -> diagnostic.source().equals(module.source()));
  }

  boolean within(Module module, Span span) {
    for (Diagnostic diagnostic : diagnostics) {
      boolean here = diagnostic.source().equals(module.source());
      if (here
          && diagnostic.span().offset() >= span.offset()
          && diagnostic.span().offset() <= span.end()) {
        return true;
      }
    }
    return false;
  }
}
