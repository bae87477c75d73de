package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done or said, in order. */
public sealed interface Statement extends Node {

  /** What stands behind it; nothing where a statement takes no clauses. */
  default Clauses clauses() {
    return Clauses.NONE;
  }

  /** Lines that the reader sees: Markdown with holes. Lines that follow each other are one. */
  record Prose(List<Text> lines, Span span) implements Statement, Member, ActionPart {
    public Prose {
      lines = List.copyOf(lines);
    }
  }

  record Step(Name name, @Nullable Text title, boolean optional, Block body, Span span)
      implements Statement {}

  /** {@code let x = value}. */
  record Let(Name name, @Nullable TypeSyntax type, Expression value, Clauses clauses, Span span)
      implements Statement {}

  /** {@code let x = ask "..." as type}. */
  record Ask(Name name, @Nullable TypeSyntax type, Text question, Clauses clauses, Span span)
      implements Statement {}

  /** {@code let x = temporarily change(...)}. */
  record Temporarily(Name name, Expression change, Clauses clauses, Span span)
      implements Statement {}

  record If(List<Branch> branches, @Nullable Block otherwise, Span span) implements Statement {
    public If {
      branches = List.copyOf(branches);
    }
  }

  record Match(Expression subject, List<MatchArm> arms, Span span) implements Statement {
    public Match {
      arms = List.copyOf(arms);
    }
  }

  record ForEach(Name variable, Expression list, Clauses clauses, Block body, Span span)
      implements Statement {}

  record Parallel(Block body, Span span) implements Statement {}

  record Run(Name runbook, List<Argument> arguments, Clauses clauses, Span span)
      implements Statement {
    public Run {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code deploy component to version} or {@code rollback component to version}. */
  record Deploy(
      boolean rollback,
      Name component,
      List<Argument> arguments,
      Expression version,
      Clauses clauses,
      Span span)
      implements Statement {
    public Deploy {
      arguments = List.copyOf(arguments);
    }
  }

  record Confirm(@Nullable Name name, Text question, Clauses clauses, Span span)
      implements Statement {}

  record Do(@Nullable Name name, Text work, Clauses clauses, @Nullable Block seen, Span span)
      implements Statement {}

  record WaitFor(Expression condition, Clauses clauses, Span span) implements Statement {}

  record WaitUntil(Expression time, Clauses clauses, Span span) implements Statement {}

  record Watch(@Nullable Name name, Text title, Clauses clauses, Block body, Span span)
      implements Statement {}

  record Check(Expression condition, Clauses clauses, Span span) implements Statement {}

  record Require(Expression condition, Clauses clauses, Span span) implements Statement {}

  record Warn(Text warning, Clauses clauses, Span span) implements Statement {}

  record Retry(Expression times, Clauses clauses, Block body, Span span) implements Statement {}

  record Release(Name name, Span span) implements Statement {}

  record Ensure(Block body, Span span) implements Statement {}

  record On(List<Name> outcomes, Block body, Span span) implements Statement {
    public On {
      outcomes = List.copyOf(outcomes);
    }
  }

  record Escalate(Name ladder, Span span) implements Statement {}

  record Evidence(Text title, @Nullable Expression value, Span span) implements Statement {}

  record Stop(Text reason, Span span) implements Statement {}

  record Fail(Text reason, Span span) implements Statement {}

  record Recovered(Text reason, Span span) implements Statement {}

  record Return(Expression value, Span span) implements Statement {}

  record CallStatement(Expression call, Clauses clauses, Span span) implements Statement {}

  /** What could not be read; told already. */
  record Bad(Span span) implements Statement {}
}
