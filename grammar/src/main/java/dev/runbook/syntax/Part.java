package dev.runbook.syntax;

import dev.runbook.source.Span;

/** A part of a text: characters (escapes resolved), or a hole to be filled. */
public sealed interface Part extends Node {
  record Chars(String value, Span span) implements Part {}

  record Hole(Expression value, Span span) implements Part {}
}
