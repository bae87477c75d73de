package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a test. */
public sealed interface TestLine extends Node {

  record About(Statement.Prose prose, Span span) implements TestLine {}

  /** {@code given x at 2m after y}, {@code given x fails "why"}. */
  record Given(
      Expression what,
      @Nullable Expression at,
      @Nullable Expression after,
      @Nullable Text fails,
      Span span)
      implements TestLine {}

  record RunBook(
      Name runbook,
      List<Argument> arguments,
      @Nullable Name environment,
      @Nullable Answering answering,
      Span span)
      implements TestLine {
    public RunBook {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code answering yes}, {@code answering admin-first to order}. */
  record Answering(Expression value, @Nullable Expression to, Span span) implements TestLine {}

  record Expect(Expression what, @Nullable Expression before, Span span) implements TestLine {}

  record ExpectNever(Expression what, @Nullable Expression before, Span span) implements TestLine {}

  record ExpectUndone(Name component, Expression to, Span span) implements TestLine {}

  record Bad(Span span) implements TestLine {}
}
