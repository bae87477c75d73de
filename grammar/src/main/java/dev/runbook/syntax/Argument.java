package dev.runbook.syntax;

import dev.runbook.source.Span;
import org.jspecify.annotations.Nullable;

public record Argument(@Nullable Name name, Expression value, Span span) implements Node {}
