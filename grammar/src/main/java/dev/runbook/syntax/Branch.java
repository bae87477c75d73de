package dev.runbook.syntax;

import dev.runbook.source.Span;

/** One condition of an {@code if} and what is done where it holds. */
public record Branch(Expression condition, Block body, Span span) implements Node {}
