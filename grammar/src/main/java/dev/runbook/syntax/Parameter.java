package dev.runbook.syntax;

import dev.runbook.source.Span;
import org.jspecify.annotations.Nullable;

public record Parameter(
    Name name, TypeSyntax type, @Nullable Expression defaultValue, @Nullable Text text, Span span)
    implements Node {}
