package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Branch;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clause.Kind;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.type.Basic;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names and types of statements. What a step declares outlives it; what other blocks declare
 * ends with them.
 */
final class StatementChecker {

  private final Problems problems;
  private final Facts facts;
  private final ExpressionChecker expressions;
  private final MatchChecker matches;

  StatementChecker(Problems problems, Facts facts, ExpressionChecker expressions) {
    this.problems = problems;
    this.facts = facts;
    this.expressions = expressions;
    this.matches = new MatchChecker(problems, facts, expressions);
  }

  static void declare(List<Symbol.Param> parameters, Scope scope) {
    for (Symbol.Param parameter : parameters) {
      scope.declare(
          new Symbol.Local(
              parameter.syntax().name(),
              parameter.type(),
              Symbol.Local.Kind.PARAMETER,
              scope.module()));
    }
  }

  void block(Block block, Scope scope) {
    for (Statement statement : block.statements()) {
      statement(statement, scope);
    }
  }

  private void statement(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Prose prose -> prose.lines().forEach(line -> expressions.text(line, scope));
      case Statement.Step step -> {
        if (step.title() != null) {
          expressions.text(step.title(), scope);
        }
        block(step.body(), step.optional() ? scope.inner() : scope);
      }
      case Statement.Let let -> let(let, scope);
      case Statement.Ask ask -> ask(ask, scope);
      case Statement.Temporarily change -> {
        Type type = expressions.infer(change.change(), null, scope);
        clauses(change.clauses(), scope);
        local(change.name(), type == Basic.NOTHING ? Basic.UNKNOWN : type, scope);
      }
      case Statement.If choice -> conditional(choice, scope);
      case Statement.Match match -> {
        matches.check(match, scope);
        match.arms().forEach(arm -> block(arm.body(), scope.inner()));
      }
      case Statement.ForEach loop -> loop(loop, scope);
      case Statement.Parallel parallel -> {
        for (Statement branch : parallel.body().statements()) {
          statement(branch, scope.inner());
        }
      }
      case Statement.Run run -> run(run, scope);
      case Statement.Deploy deploy -> deploy(deploy, scope);
      case Statement.Confirm confirm -> {
        expressions.text(confirm.question(), scope);
        clauses(confirm.clauses(), scope);
      }
      case Statement.Do work -> {
        expressions.text(work.work(), scope);
        clauses(work.clauses(), scope);
        if (work.seen() != null) {
          block(work.seen(), scope.inner());
        }
      }
      case Statement.WaitFor wait -> {
        expressions.check(wait.condition(), Basic.BOOL, scope);
        clauses(wait.clauses(), scope);
      }
      case Statement.WaitUntil wait -> {
        Type type = expressions.check(wait.time(), scope);
        if (type != Basic.TIME && type != Basic.CLOCK && type != Basic.UNKNOWN) {
          expressions.check(wait.time(), Basic.TIME, scope);
        }
        clauses(wait.clauses(), scope);
      }
      case Statement.Watch watch -> {
        expressions.text(watch.title(), scope);
        clauses(watch.clauses(), scope);
        block(watch.body(), scope.inner());
      }
      case Statement.Check check -> condition(check.condition(), check.clauses(), scope);
      case Statement.Require require -> condition(require.condition(), require.clauses(), scope);
      case Statement.Warn warn -> {
        expressions.text(warn.warning(), scope);
        clauses(warn.clauses(), scope);
      }
      case Statement.Retry retry -> {
        expressions.check(retry.times(), Basic.NUMBER, scope);
        clauses(retry.clauses(), scope);
        block(retry.body(), scope.inner());
      }
      case Statement.Release release -> {
        if (scope.find(release.name().text()) == null && !release.name().isMissing()) {
          problems.unknown(
              Code.RB2001,
              scope.module(),
              release.name().span(),
              "name",
              release.name().text(),
              scope.names());
        }
      }
      case Statement.Ensure ensure -> block(ensure.body(), scope.inner());
      case Statement.On handler -> block(handler.body(), scope.inner());
      case Statement.Escalate escalate -> escalate(escalate, scope);
      case Statement.Evidence evidence -> {
        expressions.text(evidence.title(), scope);
        if (evidence.value() != null) {
          expressions.check(evidence.value(), scope);
        }
      }
      case Statement.Stop stop -> expressions.text(stop.reason(), scope);
      case Statement.Fail fail -> expressions.text(fail.reason(), scope);
      case Statement.Recovered recovered -> expressions.text(recovered.reason(), scope);
      case Statement.Return end -> {
        Type wanted = scope.body().result();
        if (wanted == null || wanted == Basic.NOTHING) {
          expressions.infer(end.value(), null, scope);
        } else {
          expressions.check(end.value(), wanted, scope);
        }
      }
      case Statement.CallStatement call -> {
        expressions.infer(call.call(), null, scope);
        clauses(call.clauses(), scope);
      }
      case Statement.Bad bad -> {}
    }
  }

  private void local(Name name, Type type, Scope scope) {
    if (name.isMissing()) {
      return;
    }
    Symbol.Local before = scope.find(name.text());
    Symbol.Component component = scope.body().component();
    Symbol known = before != null ? before : scope.module().lookUp(name.text());
    boolean field = component != null && component.fields.containsKey(name.text());
    if (known != null || field || NameChecker.BUILT_IN.contains(name.text())) {
      var diagnostic =
          Problems.at(
                  Code.RB2008,
                  scope.module(),
                  name.span(),
                  "`" + name + "` means something else here already")
              .label("a second meaning of this name")
              .note("A name that hides another is read wrongly by somebody in a hurry.")
              .fix("Choose another name.");
      problems.tell(
          known != null && known.module() == scope.module()
              ? diagnostic.also(scope.module().source(), known.span(), "the first meaning")
              : diagnostic);
    }
    scope.declare(new Symbol.Local(name, type, Symbol.Local.Kind.LET, scope.module()));
  }

  private void let(Statement.Let let, Scope scope) {
    clauses(let.clauses(), scope);
    Type type;
    if (let.type() == null) {
      type = expressions.check(let.value(), scope);
    } else {
      type = new TypeNames(problems).resolve(let.type(), scope.module(), scope.body().service());
      expressions.check(let.value(), type, scope);
    }
    local(let.name(), type, scope);
  }

  private void ask(Statement.Ask ask, Scope scope) {
    expressions.text(ask.question(), scope);
    Clause as = ask.clauses().get(Kind.AS);
    var written = as != null && as.type() != null ? as.type() : ask.type();
    Type type =
        written == null
            ? Basic.UNKNOWN
            : new TypeNames(problems).resolve(written, scope.module(), scope.body().service());
    boolean askable = type == Basic.UNKNOWN || ExpressionChecker.isPlain(type);
    if (!askable && written != null) {
      problems.tell(
          Problems.at(
                  Code.RB2009,
                  scope.module(),
                  written.span(),
                  "nobody can answer " + ExpressionChecker.article(type))
              .label("not a value that can be typed")
              .fix("Ask for a text, number, version, date, duration, bool or a value of an enum."));
    }
    facts.answerTypes.put(ask, type);
    Expression byDefault = ask.clauses().value(Kind.DEFAULT);
    if (byDefault != null) {
      expressions.check(byDefault, type.optional(), scope);
    }
    clauses(ask.clauses(), scope);
    local(ask.name(), type, scope);
  }

  private void condition(Expression condition, Clauses clauses, Scope scope) {
    expressions.check(condition, Basic.BOOL, scope);
    clauses(clauses, scope);
  }

  private void conditional(Statement.If choice, Scope scope) {
    Scope rest = scope.inner();
    for (Branch branch : choice.branches()) {
      expressions.check(branch.condition(), Basic.BOOL, rest);
      Scope then = rest.inner();
      then.narrow(Narrowing.of(branch.condition(), true, facts));
      block(branch.body(), then);
      rest.narrow(Narrowing.of(branch.condition(), false, facts));
    }
    if (choice.otherwise() != null) {
      block(choice.otherwise(), rest);
      return;
    }
    boolean allEnd = choice.branches().stream().allMatch(branch -> Flow.alwaysEnds(branch.body()));
    if (allEnd) {
      choice
          .branches()
          .forEach(branch -> scope.narrow(Narrowing.of(branch.condition(), false, facts)));
    }
  }

  private void loop(Statement.ForEach loop, Scope scope) {
    Type element = expressions.elements(loop.list(), scope);
    Scope inner = scope.inner();
    Clause by = loop.clauses().get(Kind.BY);
    Expression batches = loop.clauses().value(Kind.IN_BATCHES_OF);
    if (batches != null) {
      expressions.check(batches, Basic.NUMBER, scope);
    }
    local(loop.variable(), element, inner);
    Type key = element;
    Expression keyed = loop.list();
    if (by != null && !by.values().isEmpty()) {
      keyed = by.values().getFirst();
      key = expressions.check(keyed, inner);
    }
    if (!ExpressionChecker.isPlain(key) && key != Basic.UNKNOWN) {
      problems.tell(
          Problems.at(
                  Code.RB2009, scope.module(), keyed.span(), "the rounds of this loop need a key")
              .label(ExpressionChecker.article(key) + " cannot tell rounds apart")
              .note(
                  "A run that is resumed finds its place by the key of the round, and not by"
                      + " counting.")
              .fix(
                  "Name one: `for each "
                      + loop.variable()
                      + " in ... by "
                      + loop.variable()
                      + ".name { ... }`."));
    }
    block(loop.body(), inner);
  }

  private void run(Statement.Run run, Scope scope) {
    environment(run.clauses(), scope);
    if (scope.module().lookUp(run.runbook().text()) instanceof Symbol.Runbook runbook) {
      facts.statements.put(run, runbook);
      expressions
          .calls()
          .bind(
              run,
              runbook.name(),
              runbook.parameters,
              run.arguments(),
              run.runbook().span(),
              scope);
      return;
    }
    run.arguments().forEach(argument -> expressions.infer(argument.value(), null, scope));
    unknown(run.runbook(), "runbook", Symbol.Runbook.class, scope);
  }

  private void deploy(Statement.Deploy deploy, Scope scope) {
    expressions.check(deploy.version(), Basic.VERSION, scope);
    clauses(deploy.clauses(), scope);
    if (!(scope.module().lookUp(deploy.component().text()) instanceof Symbol.Component component)) {
      deploy.arguments().forEach(argument -> expressions.infer(argument.value(), null, scope));
      unknown(deploy.component(), "component", Symbol.Component.class, scope);
      return;
    }
    facts.statements.put(deploy, component);
    expressions
        .calls()
        .bind(
            deploy,
            component.name(),
            component.parameters,
            deploy.arguments(),
            deploy.component().span(),
            scope);
    if (component.syntax().deploy() == null) {
      problems.tell(
          Problems.at(
                  Code.RB2009,
                  scope.module(),
                  deploy.component().span(),
                  "`" + component.name() + "` does not say how it is deployed")
              .label("it has no `deploy(v: version) { ... }`")
              .fix("Write its deploy, or deploy another component."));
    }
    if (!component.fields.containsKey("running")) {
      problems.tell(
          Problems.at(
                  Code.RB2003,
                  scope.module(),
                  deploy.component().span(),
                  "`" + component.name() + "` does not say which version runs")
              .label("it has no field `running`")
              .note(
                  "A deploy remembers the version that ran before it, because that is the way"
                      + " back.")
              .fix("Write `running => ...` in the component."));
    } else {
      Symbol.Field running = component.fields.get("running");
      Type type =
          running == null ? Basic.UNKNOWN : expressions.names().fieldType(running, component);
      if (!type.required().fits(Basic.VERSION)) {
        problems.tell(
            Problems.at(
                    Code.RB2004,
                    scope.module(),
                    deploy.component().span(),
                    "what runs of `" + component.name() + "` is " + ExpressionChecker.article(type))
                .label("its field `running` is no version"));
      }
    }
  }

  private <S extends Symbol> void unknown(Name name, String kind, Class<S> type, Scope scope) {
    if (name.isMissing()) {
      return;
    }
    List<String> known = new ArrayList<>();
    scope
        .module()
        .known
        .forEach((candidate, symbol) -> {
          if (type.isInstance(symbol)) {
            known.add(candidate);
          }
        });
    problems.unknown(Code.RB2001, scope.module(), name.span(), kind, name.text(), known);
  }

  private void escalate(Statement.Escalate escalate, Scope scope) {
    if (scope.module().lookUp(escalate.ladder().text()) instanceof Symbol.Escalation ladder) {
      facts.statements.put(escalate, ladder);
    } else {
      unknown(escalate.ladder(), "escalation", Symbol.Escalation.class, scope);
    }
  }

  private void environment(Clauses clauses, Scope scope) {
    Clause in = clauses.get(Kind.IN);
    if (in != null
        && in.name() != null
        && !(scope.module().lookUp(in.name().text()) instanceof Symbol.Environment)) {
      unknown(in.name(), "environment", Symbol.Environment.class, scope);
    }
  }

  /** The clauses that mean the same wherever they stand. */
  private void clauses(Clauses clauses, Scope scope) {
    for (Clause clause : clauses.all()) {
      switch (clause.kind()) {
        case UP_TO, EVERY, USUALLY, FOR -> values(clause, Basic.DURATION, scope);
        case FAILS_IF, UNLESS -> values(clause, Basic.BOOL, scope);
        case BY -> {
          clause.values().forEach(value -> expressions.names().team(value, scope));
          if (clause.quorum() != null) {
            expressions.check(clause.quorum(), Basic.NUMBER, scope);
          }
        }
        case IN_REPLY_TO -> message(clause, scope);
        case IN -> environment(clauses, scope);
        case ELSE -> text(clause.text(), scope);
        case AS, DEFAULT, THROUGH, IN_PARALLEL, IN_BATCHES_OF, UNTIL_DONE -> {}
      }
    }
  }

  private void values(Clause clause, Basic type, Scope scope) {
    clause.values().forEach(value -> expressions.check(value, type, scope));
  }

  private void text(@Nullable Text text, Scope scope) {
    if (text != null) {
      expressions.text(text, scope);
    }
  }

  private void message(Clause clause, Scope scope) {
    for (Expression value : clause.values()) {
      Type type = expressions.check(value, scope);
      if (!(type instanceof RecordType) && type != Basic.UNKNOWN) {
        problems.tell(
            Problems.at(
                    Code.RB2004,
                    scope.module(),
                    value.span(),
                    "nobody can reply to " + ExpressionChecker.article(type))
                .label("not a message")
                .fix("Name what posting gave: `let asked = matrix.post(...)`."));
      }
    }
  }
}
