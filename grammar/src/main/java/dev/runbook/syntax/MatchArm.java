package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;

/** One arm of a {@code match}; without patterns it is the {@code else}. */
public record MatchArm(List<Expression> patterns, Block body, Span span) implements Node {
  public MatchArm {
    patterns = List.copyOf(patterns);
  }

  public boolean isElse() {
    return patterns.isEmpty();
  }
}
