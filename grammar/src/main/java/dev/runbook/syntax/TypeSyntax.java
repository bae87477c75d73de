package dev.runbook.syntax;

import dev.runbook.source.Span;
import org.jspecify.annotations.Nullable;

/** A type as it was written. */
public sealed interface TypeSyntax extends Node {

  /** {@code text}, {@code Order}, {@code jenkins.Run}. */
  record Named(@Nullable Name service, Name name, Span span) implements TypeSyntax {}

  record ListOf(TypeSyntax element, Span span) implements TypeSyntax {}

  record MapOf(TypeSyntax key, TypeSyntax value, Span span) implements TypeSyntax {}

  record OptionalOf(TypeSyntax type, Span span) implements TypeSyntax {}

  record SecretOf(TypeSyntax type, Span span) implements TypeSyntax {}

  record Bad(Span span) implements TypeSyntax {}
}
