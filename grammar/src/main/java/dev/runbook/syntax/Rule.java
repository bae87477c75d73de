package dev.runbook.syntax;

import dev.runbook.source.Span;
import org.jspecify.annotations.Nullable;

/** A safety rule over what a run does. */
public sealed interface Rule extends Node {

  record NeverBefore(Expression what, Expression before, Span span) implements Rule {}

  record AtMost(Expression times, Expression what, @Nullable Expression per, Span span)
      implements Rule {}

  record Bad(Span span) implements Rule {}
}
