package dev.runbook.syntax;

import dev.runbook.source.Span;

/** One rung of an escalation ladder: who is asked, and for how long at most. */
public record Rung(Name team, Clauses clauses, Span span) implements Node {}
