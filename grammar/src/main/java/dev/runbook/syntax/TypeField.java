package dev.runbook.syntax;

import dev.runbook.source.Span;
import org.jspecify.annotations.Nullable;

public record TypeField(Name name, TypeSyntax type, @Nullable Text text, Span span)
    implements Node {}
