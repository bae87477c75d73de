package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a team, an environment or a component. */
public sealed interface Member extends Node
    permits Statement.Prose, Member.Field, Member.Attribute {

  /** {@code name = constant}, or {@code name => looked up at each mention}. */
  record Field(Name name, @Nullable TypeSyntax type, boolean lookedUp, Expression value, Span span)
      implements Member {}

  /**
   * A built-in word with its values: {@code protected}, {@code guarded by releng}, {@code contact
   * "https://..."}.
   */
  record Attribute(Name name, List<Expression> values, Span span) implements Member {
    public Attribute {
      values = List.copyOf(values);
    }
  }
}
