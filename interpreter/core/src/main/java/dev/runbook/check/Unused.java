package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Parameter;
import dev.runbook.syntax.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that nobody uses: most of them were meant to be used. */
final class Unused {

  private record Place(Module module, Span span) {}

  private final Checking checking;
  private final Module module;
  private final Set<Place> used;

  private Unused(Module module, Set<Place> used, Checking checking) {
    this.module = module;
    this.used = used;
    this.checking = checking;
  }

  static void check(List<Module> modules, Checking checking) {
    Set<Place> used = new HashSet<>();
    for (Facts.Meaning meaning : checking.facts().meanings.values()) {
      if (meaning instanceof Facts.Meaning.LocalValue(Symbol.Local local)) {
        used.add(new Place(local.module(), local.span()));
      }
    }
    for (Module module : modules) {
      Unused unused = new Unused(module, used, checking);
      module.tree().declarations().forEach(unused::declaration);
    }
  }

  private void declaration(Declaration declaration) {
    // A misspelt use is a mistake of its own, and leaves the name that it meant unused.
    boolean told = checking.told().within(module, declaration.span());
    switch (declaration) {
      case Declaration.Service service -> {
        for (Declaration.Action action : service.actions()) {
          action.parts().forEach(this::before);
        }
      }
      case Declaration.Runbook runbook when !told -> {
        Set<String> named = new HashSet<>();
        runbook.alone().forEach(alone -> named.add(alone.per().text()));
        runbook.parameters().stream()
            .filter(p -> !named.contains(p.name().text()))
            .forEach(this::parameter);
        block(runbook.body());
      }
      case Declaration.Procedure procedure when !told -> {
        procedure.parameters().forEach(this::parameter);
        block(procedure.body());
      }
      case Declaration.Function function when !told -> {
        function.parameters().forEach(this::parameter);
        if (function.body() != null) {
          block(function.body());
        }
      }
      case Declaration.Component component when !told -> {
        component.parameters().forEach(this::parameter);
        if (component.deploy() != null) {
          component.deploy().parameters().forEach(this::parameter);
          block(component.deploy().body());
        }
      }
      default -> {}
    }
  }

  private void before(ActionPart part) {
    if (part instanceof ActionPart.Before before
        && !checking.told().within(module, before.span())) {
      name(
          before.name(),
          "is read before and used by nobody",
          "Use it in `observe` or `undo`, or remove the line.");
    }
  }

  private void parameter(Parameter parameter) {
    name(
        parameter.name(),
        "is a parameter that nobody uses",
        "Use it, or remove it here and where it is handed in.");
  }

  private void block(Block block) {
    Walk.statements(block, this::statement);
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Let let -> {
        boolean acts =
            let.value() instanceof Expression.Call call
                && (checking.effects().direct(call).atLeast(Effect.NOTICE)
                    || checking.facts().target(call) instanceof Facts.Target.ToProcedure);
        name(
            let.name(),
            "is used by nobody",
            acts ? "Write the call alone, without `let`." : "Remove the line.");
      }
      case Statement.Ask ask ->
          name(
              ask.name(),
              "is asked for and used by nobody",
              "Use the answer, or ask with `confirm` or `do`.");
      case Statement.ForEach loop ->
          name(
              loop.variable(),
              "is used by nobody in its loop",
              "Use it in the loop, or write `retry` to repeat.");
      case Statement.Prose _,
          Statement.Step _,
          Statement.Temporarily _,
          Statement.If _,
          Statement.Match _,
          Statement.Parallel _,
          Statement.Run _,
          Statement.Deploy _,
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
          Statement.Escalate _,
          Statement.Evidence _,
          Statement.Stop _,
          Statement.Fail _,
          Statement.Recovered _,
          Statement.Return _,
          Statement.CallStatement _,
          Statement.Bad _ -> {}
    }
  }

  private void name(Name name, String how, String fix) {
    if (name.isMissing() || used.contains(new Place(module, name.span()))) {
      return;
    }
    Diagnostic diagnostic =
        Checking.at(Code.RB3009, module, name.span(), "`" + name + "` " + how)
            .label("never used")
            .fix(fix);
    checking.tell(diagnostic);
  }
}
