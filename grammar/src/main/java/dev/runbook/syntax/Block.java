package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;

public record Block(List<Statement> statements, Span span) implements Node {
  public Block {
    statements = List.copyOf(statements);
  }
}
