package dev.runbook.syntax;

import dev.runbook.source.Span;
import org.jspecify.annotations.Nullable;

public record EnumValue(Name name, @Nullable Text text, Span span) implements Node {}
