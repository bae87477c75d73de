package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Rule;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.TestLine;
import dev.runbook.type.Basic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an invariant or a test says of what happens: actions, whose missing arguments match
 * anything, and statements by their names. Nothing in a pattern is done; what its parts mean is
 * kept with the other facts.
 */
final class Patterns {

  private final Checking checking;
  private final Module module;
  private final ExpressionChecker expressions;
  private final Identity identity;
  private final Scope scope;

  /** The runbooks whose statements are meant by their bare names. */
  private final Set<Symbol.Runbook> runbooks = new LinkedHashSet<>();

  /** Found once for all tests of a file. */
  private final IdentityHashMap<Symbol, Map<String, Statement>> found;

  private Patterns(
      Module module, Checking checking, IdentityHashMap<Symbol, Map<String, Statement>> found) {
    this.module = module;
    this.checking = checking;
    this.expressions = new ExpressionChecker(checking.problems(), checking.facts());
    this.identity = new Identity(checking.effects());
    this.scope = new Scope(new Scope.Body(module, null, null, null));
    this.found = found;
  }

  static void check(Module module, Checking checking) {
    IdentityHashMap<Symbol, Map<String, Statement>> found = new IdentityHashMap<>();
    for (Symbol symbol : module.declared()) {
      if (symbol instanceof Symbol.Runbook runbook) {
        Patterns patterns = new Patterns(module, checking, found);
        patterns.runbooks.add(runbook);
        StatementChecker.declare(runbook.parameters, patterns.scope);
        runbook.syntax().invariants().forEach(invariant -> patterns.rule(invariant.rule()));
      }
    }
    for (Declaration declaration : module.tree().declarations()) {
      if (declaration instanceof Declaration.Test test) {
        new Patterns(module, checking, found).test(test);
      }
    }
  }

  private void rule(Rule rule) {
    switch (rule) {
      case Rule.NeverBefore never -> {
        pattern(never.what());
        pattern(never.before());
        looked(never.what());
        looked(never.before());
      }
      case Rule.AtMost most -> {
        expressions.check(most.times(), Basic.NUMBER, scope);
        pattern(most.what());
        looked(most.what());
        counted(most.what());
        per(most);
      }
      case Rule.Bad bad -> {}
    }
  }

  /** What only looks has no intent at which the rule could be tested. */
  private void looked(Expression pattern) {
    if (meaning(pattern) instanceof Facts.Meaning.Declared(Symbol symbol)
        && symbol instanceof Symbol.Action action
        && action.syntax().kind() == Declaration.ActionKind.READ) {
      checking.tell(
          Checking.at(
                  Code.RB2009,
                  module,
                  pattern.span(),
                  "`"
                      + action.qualifiedName()
                      + "` only looks, and an invariant is about what is done")
              .label("a read")
              .note("Invariants are tested right before each change and notice.")
              .fix("Name a change, a notice, or a statement such as a `watch` that looks."));
    }
  }

  private void counted(Expression pattern) {
    if (meaning(pattern) instanceof Facts.Meaning.NamedStatement) {
      checking.tell(
          Checking.at(Code.RB2009, module, pattern.span(), "only actions are counted")
              .label("a statement")
              .fix("Name the action, as in `at most 1 jenkins.start`."));
    }
  }

  private Facts.@Nullable Meaning meaning(Expression pattern) {
    return checking
        .facts()
        .meaning(pattern instanceof Expression.Call call ? call.target() : pattern);
  }

  /**
   * {@code at most 1 jobs.start per pipeline}: counted for each value of one of the action's
   * arguments.
   */
  private void per(Rule.AtMost rule) {
    if (!(rule.per() instanceof Expression.NameUse use)) {
      return;
    }
    if (meaning(rule.what()) instanceof Facts.Meaning.Declared(Symbol symbol)
        && symbol instanceof Symbol.Action action) {
      List<String> names = action.parameters().stream().map(Symbol.Param::name).toList();
      if (!names.contains(use.name().text())) {
        checking
            .problems()
            .unknown(
                Code.RB2006,
                module,
                use.span(),
                "parameter of `" + action.qualifiedName() + "` called",
                use.name().text(),
                names);
      }
    }
  }

  private void test(Declaration.Test test) {
    for (TestLine line : test.lines()) {
      if (line instanceof TestLine.RunBook run
          && module.lookUp(run.runbook().text()) instanceof Symbol.Runbook runbook) {
        runbooks.add(runbook);
      }
    }
    test.lines().forEach(this::line);
  }

  private void line(TestLine line) {
    switch (line) {
      case TestLine.Given given -> {
        if (given.fails() != null) {
          pattern(given.what());
        } else {
          event(given.what());
        }
        optional(given.after());
      }
      case TestLine.Expect expect -> {
        if (!isCondition(expect, module)) {
          pattern(expect.what());
          optional(expect.before());
        }
      }
      case TestLine.ExpectNever never -> {
        pattern(never.what());
        optional(never.before());
      }
      case TestLine.ExpectUndone undone -> component(undone.component());
      case TestLine.RunBook run -> {
        environment(run.environment());
        if (run.answering() != null) {
          answer(run.answering());
        }
      }
      case TestLine.Answering answering -> answer(answering);
      case TestLine.About _, TestLine.Bad _ -> {}
    }
  }

  /** Whether an expectation is something that holds, and not something that happened. */
  static boolean isCondition(TestLine.Expect expect, Module module) {
    boolean action =
        expect.what() instanceof Expression.MemberUse use
            && use.target() instanceof Expression.NameUse owner
            && module.lookUp(owner.name().text()) instanceof Symbol.Service;
    return expect.before() == null && !(expect.what() instanceof Expression.Call) && !action;
  }

  private void answer(TestLine.Answering answering) {
    optional(answering.to());
    Statement to =
        switch (answering.to()) {
          case Expression.NameUse use -> bare().get(use.name().text());
          case Expression.MemberUse use when use.target() instanceof Expression.NameUse owner ->
              statements(module.lookUp(owner.name().text())).get(use.name().text());
          case null, default -> null;
        };
    boolean clear = answering.to() == null || to != null;
    if (clear) {
      new Answers(checking, module, scope).check(answering, to);
    }
  }

  private void environment(@Nullable Name name) {
    if (name != null && !(module.lookUp(name.text()) instanceof Symbol.Environment)) {
      unknown(name, "environment", known(Symbol.Environment.class));
    }
  }

  private void component(Name name) {
    if (!(module.lookUp(name.text()) instanceof Symbol.Component)) {
      unknown(name, "component", known(Symbol.Component.class));
    }
  }

  private void optional(@Nullable Expression expression) {
    if (expression != null) {
      pattern(expression);
    }
  }

  private void pattern(Expression expression) {
    switch (expression) {
      case Expression.Call call -> {
        Symbol.Action action = action(call.target());
        if (action != null) {
          arguments(call, action);
        } else if (checking.facts().meaning(call.target())
            instanceof Facts.Meaning.NamedStatement) {
          notAPattern(call);
        }
      }
      case Expression.MemberUse use -> action(use);
      case Expression.NameUse use -> bare(use);
      case Expression.Bad bad -> {}
      default -> notAPattern(expression);
    }
  }

  /** What a test lets happen: an event of a service, with all that it needs to be told. */
  private void event(Expression what) {
    if (!(what instanceof Expression.Call call)
        || !(call.target() instanceof Expression.MemberUse use)
        || !(use.target() instanceof Expression.NameUse owner)) {
      if (!(what instanceof Expression.Bad)) {
        notAnEvent(what);
      }
      return;
    }
    if (!(module.lookUp(owner.name().text()) instanceof Symbol.Service service)) {
      unknown(owner.name(), "service", known(Symbol.Service.class));
      return;
    }
    Symbol.Action event = service.events().get(use.name().text());
    if (event == null) {
      unknown(
          Code.RB2003,
          use.name(),
          "event of `" + service.name() + "` called",
          service.events().keySet());
      return;
    }
    means(use, new Facts.Meaning.Declared(event));
    checking.facts().targets.put(call, new Facts.Target.ToAction(event));
    expressions
        .calls()
        .bind(call, event.qualifiedName(), event.parameters(), call.arguments(), use.span(), scope);
  }

  private void notAnEvent(Expression expression) {
    checking.tell(
        Checking.at(Code.RB2009, module, expression.span(), "this is nothing that could happen")
            .label("no event of a service")
            .fix(
                "Name an event, as in `sentry.issue(\"shop\", \"KeyError\")`, or say with `fails`"
                    + " which action fails and why."));
  }

  private void notAPattern(Expression expression) {
    checking.tell(
        Checking.at(Code.RB2009, module, expression.span(), "this names nothing that happens")
            .label("neither an action nor a statement")
            .fix(
                "Name an action, as in `jenkins.start(pipeline: \"...\")`, or a statement, as in"
                    + " `public.canary-healthy`."));
  }

  /** The action that a name means; null where it means a statement, or nothing. */
  private Symbol.@Nullable Action action(Expression target) {
    if (!(target instanceof Expression.MemberUse use)
        || !(use.target() instanceof Expression.NameUse owner)) {
      if (!(target instanceof Expression.Bad)) {
        notAPattern(target);
      }
      return null;
    }
    Symbol symbol = module.lookUp(owner.name().text());
    String name = use.name().text();
    switch (symbol) {
      case Symbol.Service service -> {
        Symbol.Action action = service.actions().get(name);
        if (action == null) {
          unknown(
              Code.RB2003,
              use.name(),
              "action of `" + service.name() + "` called",
              service.actions().keySet());
          return null;
        }
        means(use, new Facts.Meaning.Declared(action));
        return action;
      }
      case Symbol.Component component -> named(use, component);
      case Symbol.Procedure procedure -> named(use, procedure);
      case Symbol.Runbook runbook -> named(use, runbook);
      case null -> unknown(owner.name(), "name", module.known.keySet());
      default -> notAPattern(target);
    }
    return null;
  }

  private void named(Expression.MemberUse use, Symbol owner) {
    Set<String> statements = statements(owner).keySet();
    if (statements.contains(use.name().text())) {
      means(use, new Facts.Meaning.NamedStatement(owner.name() + "." + use.name()));
    } else {
      unknown(Code.RB2003, use.name(), "statement of `" + owner.name() + "` called", statements);
    }
  }

  private void bare(Expression.NameUse use) {
    Set<String> known = bare().keySet();
    if (known.contains(use.name().text())) {
      means(use, new Facts.Meaning.NamedStatement(use.name().text()));
    } else {
      unknown(use.name(), "statement", known);
    }
  }

  private void means(Expression expression, Facts.Meaning meaning) {
    checking.facts().meanings.put(expression, meaning);
  }

  private Map<String, Statement> bare() {
    Map<String, Statement> known = new LinkedHashMap<>();
    runbooks.forEach(runbook -> known.putAll(statements(runbook)));
    return known;
  }

  /** The statements of a body that have a name. */
  private Map<String, Statement> statements(@Nullable Symbol owner) {
    return owner == null ? Map.of() : found.computeIfAbsent(owner, this::named);
  }

  private Map<String, Statement> named(Symbol owner) {
    Block block =
        switch (owner) {
          case Symbol.Component component when component.syntax().deploy() != null ->
              component.syntax().deploy().body();
          case Symbol.Procedure procedure -> procedure.syntax().body();
          case Symbol.Runbook runbook -> runbook.syntax().body();
          default -> new Block(List.of(), new Span(0, 0));
        };
    Map<String, Statement> named = new LinkedHashMap<>();
    Walk.statements(
        block,
        statement -> {
          String name = identity.segment(statement);
          if (name != null) {
            named.put(name, statement);
          }
        });
    return named;
  }

  private void arguments(Expression.Call call, Symbol.Action action) {
    @Nullable Argument[] bound = new @Nullable Argument[action.parameters().size()];
    int place = 0;
    for (Argument argument : call.arguments()) {
      Symbol.Param parameter = parameter(argument, place++, action);
      if (parameter != null) {
        expressions.check(argument.value(), parameter.type(), scope);
        bound[parameter.index()] = argument;
      }
    }
    checking.facts().targets.put(call, new Facts.Target.ToAction(action));
    checking.facts().bindings.put(call, new ArrayList<>(Arrays.asList(bound)));
  }

  private Symbol.@Nullable Param parameter(Argument argument, int place, Symbol.Action action) {
    List<Symbol.Param> parameters = action.parameters();
    Name name = argument.name();
    if (name == null && place < parameters.size()) {
      return parameters.get(place);
    }
    if (name != null) {
      for (Symbol.Param parameter : parameters) {
        if (parameter.name().equals(name.text())) {
          return parameter;
        }
      }
    }
    String given = name == null ? "" : name.text();
    checking
        .problems()
        .unknown(
            Code.RB2006,
            module,
            argument.span(),
            "parameter of `" + action.qualifiedName() + "` called",
            given,
            parameters.stream().map(Symbol.Param::name).toList());
    return null;
  }

  private List<String> known(Class<? extends Symbol> kind) {
    return module.known.values().stream().filter(kind::isInstance).map(Symbol::name).toList();
  }

  private void unknown(Name name, String kind, java.util.Collection<String> known) {
    unknown(Code.RB2001, name, kind, known);
  }

  private void unknown(Code code, Name name, String kind, java.util.Collection<String> known) {
    if (!name.isMissing()) {
      checking.problems().unknown(code, module, name.span(), kind, name.text(), known);
    }
  }
}
