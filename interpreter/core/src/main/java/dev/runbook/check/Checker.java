package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Member;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.TestLine;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a text to a program, or to everything that is wrong with it. */
public final class Checker {

  private final Problems problems = new Problems();
  private final Facts facts = new Facts();
  private final ExpressionChecker expressions = new ExpressionChecker(problems, facts);
  private final StatementChecker statements = new StatementChecker(problems, facts, expressions);

  private Checker() {}

  /**
   * What checking gives: a program, or why there is none.
   *
   * @param program null exactly where there are diagnostics
   */
  public record Checked(@Nullable Program program, List<Diagnostic> diagnostics) {
    public Checked {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** All mistakes of a file and of what it uses, at once. */
  public static Checked check(Source source, Sources sources) {
    return new Checker().run(source, sources);
  }

  private Checked run(Source source, Sources sources) {
    Loader loader = new Loader(sources, problems);
    Module main = loader.load(source);
    List<Module> modules = loader.modules();
    Declarations declarations = new Declarations(problems);
    modules.forEach(declarations::fill);
    modules.forEach(this::module);
    Rules.check(modules, sources, facts, problems);
    List<Diagnostic> found = problems.all().sorted();
    return new Checked(found.isEmpty() ? new Program(main, modules, facts) : null, found);
  }

  private void module(Module module) {
    for (Symbol symbol : module.declared()) {
      switch (symbol) {
        case Symbol.Service service -> service.actions.values().forEach(this::action);
        case Symbol.Environment environment ->
            environment
                .fields
                .values()
                .forEach(field -> expressions.names().fieldType(field, null));
        case Symbol.Component component -> component(component);
        case Symbol.Function function -> function(function);
        case Symbol.Procedure procedure -> {
          Scope scope = new Scope(new Scope.Body(module, null, null, procedure.result));
          parameters(procedure.parameters, scope);
          if (procedure.syntax().title() != null) {
            expressions.text(procedure.syntax().title(), scope);
          }
          statements.block(procedure.syntax().body(), scope);
        }
        case Symbol.Runbook runbook -> runbook(runbook);
        case Symbol.Escalation escalation -> {
          Scope scope = new Scope(new Scope.Body(module, null, null, null));
          escalation.syntax().rungs().stream()
              .flatMap(rung -> rung.clauses().all().stream())
              .flatMap(clause -> clause.values().stream())
              .forEach(value -> expressions.check(value, Basic.DURATION, scope));
        }
        case Symbol.Team team -> {}
        case Symbol.DeclaredType type -> {}
        case Symbol.Local local -> {}
        case Symbol.Action action -> {}
      }
    }
    for (Declaration declaration : module.tree().declarations()) {
      Scope scope = new Scope(new Scope.Body(module, null, null, null));
      switch (declaration) {
        case Declaration.Test test -> test(test, module);
        case Declaration.FileProse prose -> prose(prose.prose(), scope);
        case Declaration.Team team -> members(team.members(), scope);
        case Declaration.Environment environment -> environment(environment, scope);
        case Declaration.Escalation escalation -> prose(escalation.prose(), scope);
        case Declaration.Service service -> {
          prose(service.prose(), scope);
          service.types().forEach(type -> prose(type.prose(), scope));
        }
        case Declaration.RecordType type -> prose(type.prose(), scope);
        case Declaration.Component _,
            Declaration.Action _,
            Declaration.Function _,
            Declaration.Procedure _,
            Declaration.Runbook _,
            Declaration.Enumeration _,
            Declaration.Use _,
            Declaration.Bad _ -> {}
      }
    }
  }

  /** What an environment says of itself may name its own fields. */
  private void environment(Declaration.Environment syntax, Scope scope) {
    if (scope.module().lookUp(syntax.name().text()) instanceof Symbol.Environment environment) {
      environment
          .fields
          .values()
          .forEach(field -> {
            Type type = expressions.names().fieldType(field, null);
            scope.declare(
                new Symbol.Local(
                    field.syntax().name(), type, Symbol.Local.Kind.LET, scope.module()));
          });
    }
    members(syntax.members(), scope);
  }

  private void members(List<Member> members, Scope scope) {
    for (Member member : members) {
      if (member instanceof Statement.Prose prose) {
        prose(prose, scope);
      }
    }
  }

  private void prose(List<Statement.Prose> all, Scope scope) {
    all.forEach(prose -> prose(prose, scope));
  }

  private void prose(Statement.Prose prose, Scope scope) {
    prose.lines().forEach(line -> expressions.text(line, scope));
  }

  private void parameters(List<Symbol.Param> parameters, Scope scope) {
    for (Symbol.Param parameter : parameters) {
      var byDefault = parameter.syntax().defaultValue();
      if (byDefault != null) {
        expressions.check(byDefault, parameter.type(), new Scope(scope.body()));
      }
    }
    StatementChecker.declare(parameters, scope);
  }

  private void action(Symbol.Action action) {
    Scope scope =
        new Scope(new Scope.Body(action.service().module(), null, action.service(), null));
    parameters(action.parameters(), scope);
    for (var clause : action.syntax().clauses().all()) {
      clause.values().forEach(value -> expressions.check(value, Basic.DURATION, scope));
    }
    for (ActionPart part : action.syntax().parts()) {
      if (part instanceof ActionPart.Before before) {
        Type type = expressions.check(before.read(), scope);
        scope.declare(new Symbol.Local(before.name(), type, Symbol.Local.Kind.LET, scope.module()));
      }
    }
    Scope after = scope.inner();
    if (action.result() != Basic.NOTHING) {
      Name result = new Name("result", action.syntax().name().span());
      after.declare(
          new Symbol.Local(result, action.result(), Symbol.Local.Kind.RESULT, scope.module()));
    }
    action.syntax().parts().forEach(part -> part(part, action, scope, after));
  }

  private void part(ActionPart part, Symbol.Action action, Scope scope, Scope after) {
    switch (part) {
      case Statement.Prose prose -> prose(prose, scope);
      case ActionPart.ByHand byHand -> expressions.text(byHand.words(), scope);
      case ActionPart.ByShell shell -> {
        expressions.text(shell.command(), scope);
        shellFormat(shell, action);
      }
      case ActionPart.Preview preview -> expressions.text(preview.command(), scope);
      case ActionPart.EnvironmentVariable variable ->
          expressions.infer(variable.value(), null, scope);
      case ActionPart.StandardInput input -> expressions.infer(input.value(), null, scope);
      case ActionPart.Before before -> {}
      case ActionPart.Observe observe ->
          expressions.check(
              observe.value(),
              action.result() == Basic.NOTHING ? Basic.BOOL : action.result().optional(),
              scope);
      case ActionPart.Undo undo -> expressions.infer(undo.change(), null, after);
      case ActionPart.NoUndo reason -> expressions.text(reason.reason(), scope);
      case ActionPart.Irreversible reason -> expressions.text(reason.reason(), scope);
      case ActionPart.Scope where -> {}
    }
  }

  private void shellFormat(ActionPart.ByShell shell, Symbol.Action action) {
    var as = shell.as();
    if (as == null) {
      return;
    }
    String format = action.service().module().source().text(as.span());
    List<String> formats = List.of("text", "lines", "json");
    if (!formats.contains(format)) {
      problems.unknown(
          Code.RB2002, action.service().module(), as.span(), "form of output", format, formats);
    }
  }

  private void component(Symbol.Component component) {
    Scope scope = new Scope(new Scope.Body(component.module(), component, null, null));
    parameters(component.parameters, scope);
    component.fields.values().forEach(field -> expressions.names().fieldType(field, component));
    members(component.syntax().members(), scope);
    Declaration.DeployBody deploy = component.syntax().deploy();
    if (deploy != null) {
      parameters(component.deployParameters, scope);
      statements.block(deploy.body(), scope);
    }
  }

  private void function(Symbol.Function function) {
    Scope scope = new Scope(new Scope.Body(function.module(), null, null, function.result));
    parameters(function.parameters, scope);
    if (function.syntax().value() != null) {
      expressions.check(function.syntax().value(), function.result, scope);
    }
    if (function.syntax().body() != null) {
      statements.block(function.syntax().body(), scope);
    }
  }

  private void runbook(Symbol.Runbook runbook) {
    Module module = runbook.module();
    Scope scope = new Scope(new Scope.Body(module, null, null, null));
    parameters(runbook.parameters, scope);
    for (Declaration.Needs needs : runbook.syntax().needs()) {
      for (Expression value : needs.values()) {
        need(value, scope);
      }
    }
    runbook.syntax().alone().forEach(alone -> alone(alone.per(), runbook));
    statements.block(runbook.syntax().body(), scope);
  }

  /** A name that means nothing would let any number of runs act at the same time. */
  private void alone(Name per, Symbol.Runbook runbook) {
    List<String> known = new ArrayList<>();
    if (!runbook.syntax().environments().isEmpty()) {
      known.add("env");
    }
    runbook.parameters.forEach(parameter -> known.add(parameter.name()));
    if (!known.contains(per.text()) && !per.isMissing()) {
      String kind = "parameter or environment that a run could be alone in, called";
      problems.unknown(Code.RB2001, runbook.module(), per.span(), kind, per.text(), known);
    }
  }

  /** What a runbook needs is a service, or a text for people. */
  private void need(Expression value, Scope scope) {
    if (value instanceof Expression.NameUse use
        && !(scope.module().lookUp(use.name().text()) instanceof Symbol.Service)) {
      if (scope.module().couldUse(use.name().text())) {
        problems.notUsed(scope.module(), use.span(), use.name().text());
        return;
      }
      List<String> services =
          scope.module().known.values().stream()
              .filter(Symbol.Service.class::isInstance)
              .map(Symbol::name)
              .toList();
      problems.unknown(
          Code.RB2001, scope.module(), use.span(), "service", use.name().text(), services);
      return;
    }
    expressions.infer(value, null, scope);
  }

  private void test(Declaration.Test test, Module module) {
    Scope scope = new Scope(new Scope.Body(module, null, null, null));
    scope.declare(
        new Symbol.Local(
            new Name("outcome", test.title().span()),
            EnumType.OUTCOME,
            Symbol.Local.Kind.LET,
            module));
    for (TestLine line : test.lines()) {
      switch (line) {
        case TestLine.RunBook run -> testRun(run, scope);
        case TestLine.Expect expect when Patterns.isCondition(expect, module) ->
            expressions.check(expect.what(), Basic.BOOL, scope);
        case TestLine.Given given when given.at() != null ->
            expressions.check(given.at(), Basic.DURATION, scope);
        case TestLine.ExpectUndone undone -> expressions.check(undone.to(), Basic.VERSION, scope);
        case TestLine.Given given -> {}
        case TestLine.Expect expect -> {}
        case TestLine.ExpectNever never -> {}
        case TestLine.About about -> prose(about.prose(), scope);
        case TestLine.Answering answering -> {}
        case TestLine.Bad bad -> {}
      }
    }
  }

  private void testRun(TestLine.RunBook run, Scope scope) {
    if (scope.module().lookUp(run.runbook().text()) instanceof Symbol.Runbook runbook) {
      expressions
          .calls()
          .bind(
              run,
              runbook.name(),
              runbook.parameters,
              run.arguments(),
              run.runbook().span(),
              scope);
    } else if (!run.runbook().isMissing()) {
      List<String> known =
          scope.module().known.values().stream()
              .filter(Symbol.Runbook.class::isInstance)
              .map(Symbol::name)
              .toList();
      problems.unknown(
          Code.RB2001,
          scope.module(),
          run.runbook().span(),
          "runbook",
          run.runbook().text(),
          known);
    }
  }
}
