package dev.runbook.syntax;

import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.List;

/** A whole file. */
public record SourceFile(Source source, List<Declaration> declarations, Span span) implements Node {
  public SourceFile {
    declarations = List.copyOf(declarations);
  }
}
