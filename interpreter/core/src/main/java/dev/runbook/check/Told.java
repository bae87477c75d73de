package dev.runbook.check;

import dev.runbook.diagnostic.Code;
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

  /** Whether its line could not be read, so that more may be missing there than it says. */
  static boolean isMisread(Diagnostic diagnostic) {
    return diagnostic.code() == Code.RB1001 || diagnostic.code() == Code.RB1002;
  }

  /** Whether a line of the file could not be read. */
  boolean misread(Module module) {
    return diagnostics.stream()
        .anyMatch(
            diagnostic -> isMisread(diagnostic) && diagnostic.source().equals(module.source()));
  }

  /** Whether a line of it could not be read: what seems to be missing may have stood there. */
  boolean misread(Module module, Span span) {
    return diagnostics.stream()
        .filter(Told::isMisread)
        .anyMatch(diagnostic -> isWithin(diagnostic, module, span));
  }

  boolean within(Module module, Span span) {
    for (Diagnostic diagnostic : diagnostics) {
      if (isWithin(diagnostic, module, span)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWithin(Diagnostic diagnostic, Module module, Span span) {
    return diagnostic.source().equals(module.source())
        && diagnostic.span().offset() >= span.offset()
        && diagnostic.span().offset() <= span.end();
  }
}
