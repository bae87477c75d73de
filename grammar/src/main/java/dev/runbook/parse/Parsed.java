package dev.runbook.parse;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import dev.runbook.syntax.SourceFile;
import java.util.List;

/** A file's tree, which is always there, and what was wrong with its text. */
public record Parsed(SourceFile tree, List<Diagnostic> diagnostics) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
  }

  /** The text that was read. */
  public Source source() {
    return tree.source();
  }
}
