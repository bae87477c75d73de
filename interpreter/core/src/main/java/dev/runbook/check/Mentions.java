package dev.runbook.check;

import dev.runbook.syntax.Block;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Member;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Parameter;
import dev.runbook.syntax.Rule;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.TestLine;
import dev.runbook.syntax.TypeSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The declared names that a file mentions. No name hides another, so a name's text says what it
 * means.
 */
final class Mentions {

  private final Set<String> names = new HashSet<>();

  private final Slots slots;

  private Mentions(Slots slots) {
    this.slots = slots;
  }

  static Set<String> of(Module module, Slots slots) {
    Mentions mentions = new Mentions(slots);
    module.tree().declarations().forEach(mentions::declaration);
    return mentions.names;
  }

  private void declaration(Declaration declaration) {
    DeclarationSlots.of(declaration).forEach(slot -> expression(slot.expression()));
    switch (declaration) {
      case Declaration.Escalation escalation ->
          escalation.rungs().forEach(rung -> name(rung.team()));
      case Declaration.Environment environment -> members(environment.members());
      case Declaration.RecordType record -> record.fields().forEach(field -> type(field.type()));
      case Declaration.Service service -> {
        service.types().forEach(this::declaration);
        service.actions().forEach(this::declaration);
      }
      case Declaration.Action action -> {
        parameters(action.parameters());
        type(action.result());
      }
      case Declaration.Component component -> {
        members(component.members());
        parameters(component.parameters());
        if (component.deploy() != null) {
          parameters(component.deploy().parameters());
          block(component.deploy().body());
        }
      }
      case Declaration.Function function -> {
        parameters(function.parameters());
        type(function.result());
        if (function.body() != null) {
          block(function.body());
        }
      }
      case Declaration.Procedure procedure -> {
        parameters(procedure.parameters());
        type(procedure.result());
        block(procedure.body());
      }
      case Declaration.Runbook runbook -> {
        runbook.environments().forEach(this::name);
        parameters(runbook.parameters());
        runbook.invariants().forEach(invariant -> rule(invariant.rule()));
        block(runbook.body());
      }
      case Declaration.Test test -> test.lines().forEach(this::line);
      case Declaration.Team _,
          Declaration.FileProse _,
          Declaration.Use _,
          Declaration.Enumeration _,
          Declaration.Bad _ -> {}
    }
  }

  private void name(@Nullable Name name) {
    if (name != null) {
      names.add(name.text());
    }
  }

  private void expression(@Nullable Expression expression) {
    if (expression != null) {
      Walk.expressions(
          expression,
          part -> {
            if (part instanceof Expression.NameUse use) {
              name(use.name());
            } else if (part instanceof Expression.TypeUse use) {
              name(use.name());
            }
          });
    }
  }

  private void members(List<Member> members) {
    for (Member member : members) {
      if (member instanceof Member.Field field) {
        type(field.type());
      }
    }
  }

  private void parameters(List<Parameter> parameters) {
    parameters.forEach(parameter -> type(parameter.type()));
  }

  private void type(@Nullable TypeSyntax type) {
    switch (type) {
      case TypeSyntax.Named named -> name(named.service() == null ? named.name() : named.service());
      case TypeSyntax.ListOf list -> type(list.element());
      case TypeSyntax.MapOf map -> {
        type(map.key());
        type(map.value());
      }
      case TypeSyntax.OptionalOf optional -> type(optional.type());
      case TypeSyntax.SecretOf secret -> type(secret.type());
      case TypeSyntax.Bad bad -> {}
      case null -> {}
    }
  }

  private void block(Block block) {
    Walk.statements(
        block,
        statement -> {
          for (Slot slot : slots.of(statement)) {
            expression(slot.expression());
          }
          statement(statement);
        });
  }

  private void statement(Statement statement) {
    clauses(statement.clauses());
    switch (statement) {
      case Statement.Let let -> type(let.type());
      case Statement.Ask ask -> type(ask.type());
      case Statement.Run run -> name(run.runbook());
      case Statement.Deploy deploy -> name(deploy.component());
      case Statement.Escalate escalate -> name(escalate.ladder());
      case Statement.Prose _,
          Statement.Step _,
          Statement.CallStatement _,
          Statement.Temporarily _,
          Statement.If _,
          Statement.Match _,
          Statement.ForEach _,
          Statement.Parallel _,
          Statement.Confirm _,
          Statement.Do _,
          Statement.WaitFor _,
          Statement.WaitUntil _,
          Statement.Watch _,
          Statement.Check _,
          Statement.Require _,
          Statement.Warn _,
          Statement.Retry _,
          Statement.Release _,
          Statement.Ensure _,
          Statement.On _,
          Statement.Evidence _,
          Statement.Stop _,
          Statement.Fail _,
          Statement.Recovered _,
          Statement.Return _,
          Statement.Bad _ -> {}
    }
  }

  private void clauses(Clauses clauses) {
    for (Clause clause : clauses.all()) {
      type(clause.type());
      name(clause.kind() == Clause.Kind.IN ? clause.name() : null);
    }
  }

  private void rule(Rule rule) {
    switch (rule) {
      case Rule.NeverBefore never -> {
        expression(never.what());
        expression(never.before());
      }
      case Rule.AtMost most -> {
        expression(most.times());
        expression(most.what());
      }
      case Rule.Bad bad -> {}
    }
  }

  private void line(@Nullable TestLine line) {
    switch (line) {
      case TestLine.Given given -> {
        expression(given.what());
        expression(given.at());
        expression(given.after());
      }
      case TestLine.RunBook run -> {
        name(run.runbook());
        name(run.environment());
        line(run.answering());
      }
      case TestLine.Answering answering -> {
        expression(answering.value());
        expression(answering.to());
      }
      case TestLine.Expect expect -> {
        expression(expect.what());
        expression(expect.before());
      }
      case TestLine.ExpectNever never -> {
        expression(never.what());
        expression(never.before());
      }
      case TestLine.ExpectUndone undone -> name(undone.component());
      case TestLine.About _, TestLine.Bad _ -> {}
      case null -> {}
    }
  }
}
