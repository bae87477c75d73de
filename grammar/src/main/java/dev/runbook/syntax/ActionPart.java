package dev.runbook.syntax;

import dev.runbook.source.Span;
import org.jspecify.annotations.Nullable;

/** One line of an action's declaration. */
public sealed interface ActionPart extends Node
    permits Statement.Prose,
        ActionPart.ByHand,
        ActionPart.ByShell,
        ActionPart.Preview,
        ActionPart.EnvironmentVariable,
        ActionPart.StandardInput,
        ActionPart.Before,
        ActionPart.Observe,
        ActionPart.Undo,
        ActionPart.NoUndo,
        ActionPart.Irreversible,
        ActionPart.Scope {

  record ByHand(Text words, Span span) implements ActionPart {}

  record ByShell(Text command, @Nullable TypeSyntax as, Span span) implements ActionPart {}

  record Preview(Text command, Span span) implements ActionPart {}

  record EnvironmentVariable(Name name, Expression value, Span span) implements ActionPart {}

  record StandardInput(Expression value, Span span) implements ActionPart {}

  record Before(Name name, Expression read, Span span) implements ActionPart {}

  record Observe(Expression value, Span span) implements ActionPart {}

  record Undo(Expression change, Span span) implements ActionPart {}

  record NoUndo(Text reason, Span span) implements ActionPart {}

  record Irreversible(Text reason, Span span) implements ActionPart {}

  record Scope(Name name, Span span) implements ActionPart {}
}
