package dev.runbook.check;

import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Member;
import dev.runbook.syntax.Parameter;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.TestLine;
import dev.runbook.syntax.Text;
import java.util.List;

/** The expressions of a declaration that stand in none of its blocks. */
final class DeclarationSlots {

  private final Slot.Builder slots = new Slot.Builder();

  private DeclarationSlots() {}

  static List<Slot> of(Declaration declaration) {
    return in(declaration).slots.all();
  }

  /** The texts of a declaration that are Markdown, line by line. */
  static List<List<Text>> markdown(Declaration declaration) {
    return in(declaration).slots.markdown();
  }

  private static DeclarationSlots in(Declaration declaration) {
    DeclarationSlots collected = new DeclarationSlots();
    collected.declaration(declaration);
    return collected;
  }

  private void declaration(Declaration declaration) {
    switch (declaration) {
      case Declaration.FileProse prose -> prose(prose.prose());
      case Declaration.Team team -> members(team.members());
      case Declaration.Environment environment -> members(environment.members());
      case Declaration.Escalation escalation -> {
        escalation.prose().forEach(this::prose);
        escalation.rungs().forEach(rung -> slots.clauses(rung.clauses(), "a rung"));
      }
      case Declaration.Service service -> {
        service.prose().forEach(this::prose);
        service.actions().forEach(this::declaration);
      }
      case Declaration.Action action -> {
        parameters(action.parameters());
        slots.clauses(action.clauses(), "an action");
        action.parts().forEach(this::part);
      }
      case Declaration.Component component -> {
        members(component.members());
        parameters(component.parameters());
        if (component.deploy() != null) {
          parameters(component.deploy().parameters());
        }
      }
      case Declaration.Function function -> {
        parameters(function.parameters());
        slots.value(function.value(), "a function");
      }
      case Declaration.Procedure procedure -> {
        parameters(procedure.parameters());
        slots.plain(procedure.title(), "a title");
      }
      case Declaration.Runbook runbook -> {
        parameters(runbook.parameters());
        slots.plain(runbook.title(), "a title").plain(runbook.zone(), "`zone`");
        runbook.needs().forEach(needs -> slots.values(needs.values(), "`needs`"));
      }
      case Declaration.Test test -> test.lines().forEach(this::line);
      case Declaration.RecordType type -> type.prose().forEach(this::prose);
      case Declaration.Use _, Declaration.Enumeration _, Declaration.Bad _ -> {}
    }
  }

  private void prose(Statement.Prose prose) {
    slots.prose(prose);
  }

  private void parameters(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      slots.add(parameter.defaultValue(), Slot.Allows.CONSTANTS, "the default of a parameter");
      slots.plain(parameter.text(), "the text of a parameter");
    }
  }

  private void members(List<Member> members) {
    for (Member member : members) {
      switch (member) {
        case Statement.Prose prose -> prose(prose);
        case Member.Field field -> {
          if (field.lookedUp()) {
            slots.reads(field.value(), "a field");
          } else {
            slots.add(field.value(), Slot.Allows.CONSTANTS, "a constant field");
          }
        }
        case Member.Attribute attribute ->
            slots.values(attribute.values(), "`" + attribute.name() + "`");
      }
    }
  }

  private void part(ActionPart part) {
    switch (part) {
      case Statement.Prose prose -> prose(prose);
      case ActionPart.ByHand byHand -> slots.text(byHand.words(), "the words of `by hand`");
      case ActionPart.ByShell shell -> slots.plain(shell.command(), "the words of `by shell`");
      case ActionPart.Preview preview -> slots.plain(preview.command(), "the words of `preview`");
      case ActionPart.EnvironmentVariable variable -> slots.value(variable.value(), "`env`");
      case ActionPart.StandardInput input -> slots.value(input.value(), "`stdin`");
      case ActionPart.Before before -> slots.reads(before.read(), "`before`");
      case ActionPart.Observe observe -> slots.reads(observe.value(), "`observe`");
      case ActionPart.Undo undo -> slots.add(undo.change(), Slot.Allows.ACTIONS, "`undo`");
      case ActionPart.NoUndo reason -> slots.text(reason.reason(), "a reason");
      case ActionPart.Irreversible reason -> slots.text(reason.reason(), "a reason");
      case ActionPart.Scope scope -> {}
    }
  }

  /** What a test expects or gives is a pattern of what happens, and nothing that is computed. */
  private void line(TestLine line) {
    switch (line) {
      case TestLine.About about -> prose(about.prose());
      case TestLine.RunBook run -> {
        run.arguments().forEach(argument -> slots.value(argument.value(), "an argument of `run`"));
        if (run.answering() != null) {
          line(run.answering());
        }
      }
      case TestLine.Given given -> slots.plain(given.fails(), "the reason of `fails`");
      case TestLine.Answering answering -> slots.value(answering.value(), "an answer");
      case TestLine.Expect _, TestLine.ExpectNever _ -> {}
      case TestLine.ExpectUndone undone -> slots.value(undone.to(), "`expect undone`");
      case TestLine.Bad bad -> {}
    }
  }
}
