package dev.runbook.syntax;

import dev.runbook.source.Span;

/** A name where it stands. A missing one (the parser went on without it) has no text. */
public record Name(String text, Span span) implements Node {

  public boolean isMissing() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }
}
