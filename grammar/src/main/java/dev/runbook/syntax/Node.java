package dev.runbook.syntax;

import dev.runbook.source.Span;

/**
 * Anything in the tree. Nodes know what was written and where; what it means stands in the
 * checker's tables.
 */
public sealed interface Node
    permits Argument,
        Clause,
        Declaration,
        Expression,
        Member,
        Name,
        Statement,
        Text,
        TypeSyntax,
        Block,
        ActionPart,
        Part,
        Parameter,
        Rung,
        EnumValue,
        TypeField,
        MatchArm,
        Branch,
        Rule,
        TestLine,
        SourceFile {
  Span span();
}
