package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Branch;
import dev.runbook.syntax.Clause.Kind;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.MatchArm;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.syntax.TypeSyntax;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements and blocks. */
final class StatementBuilder {

  private final Building building;
  private final ExpressionBuilder expressions;
  private final ClauseBuilder clauses;
  private final ProseLines proseLines;

  StatementBuilder(Building building, ExpressionBuilder expressions, ClauseBuilder clauses) {
    this.building = building;
    this.expressions = expressions;
    this.clauses = clauses;
    this.proseLines = new ProseLines(building);
  }

  Block block(RunbookParser.@Nullable BlockContext context, Span where) {
    if (context == null) {
      return new Block(List.of(), where.after());
    }
    List<Statement> statements = new ArrayList<>();
    for (RunbookParser.StatementContext statement : context.statement()) {
      statements.add(statement(statement));
    }
    return new Block(proseLines.join(statements, prose -> prose), building.span(context));
  }

  Statement.Prose prose(RunbookParser.ProseContext context) {
    return new Statement.Prose(List.of(expressions.texts().prose(context)), building.span(context));
  }

  Statement statement(RunbookParser.StatementContext context) {
    Span span = building.span(context);
    return switch (context.getChildCount() == 0 ? null : context.getChild(0)) {
      case RunbookParser.ProseContext c -> prose(c);
      case RunbookParser.StepContext c ->
          new Statement.Step(
              building.declared(c.name(), span),
              optional(c.text()),
              c.OPTIONAL() != null,
              block(c.block(), span),
              span);
      case RunbookParser.LetContext c -> let(c, span);
      case RunbookParser.ConditionalContext c -> conditional(c, span);
      case RunbookParser.MatchingContext c -> matching(c, span);
      case RunbookParser.LoopContext c ->
          new Statement.ForEach(
              building.declared(c.name(), span),
              expressions.expression(c.expression()),
              clauses.clauses(
                  c.clause(), "for each", Kind.BY, Kind.IN_PARALLEL, Kind.IN_BATCHES_OF),
              block(c.block(), span),
              span);
      case RunbookParser.ParallelContext c -> new Statement.Parallel(block(c.block(), span), span);
      case RunbookParser.NestedRunContext c ->
          new Statement.Run(
              building.name(c.name(), span),
              expressions.arguments(c.arguments()),
              clauses.clauses(c.clause(), "run", Kind.IN, Kind.AS),
              span);
      case RunbookParser.DeploymentContext c ->
          new Statement.Deploy(
              c.ROLLBACK() != null,
              building.name(c.name(), span),
              expressions.arguments(c.arguments()),
              expressions.expression(c.expression()),
              clauses.clauses(
                  c.clause(), c.ROLLBACK() != null ? "rollback" : "deploy", Kind.THROUGH, Kind.AS),
              span);
      case RunbookParser.ConfirmContext c ->
          new Statement.Confirm(
              c.name() == null ? null : building.declared(c.name(), span),
              expressions.text(c.text(), span),
              clauses.clauses(
                  c.clause(), "confirm", Kind.BY, Kind.IN_REPLY_TO, Kind.UP_TO, Kind.USUALLY),
              span);
      case RunbookParser.DoWorkContext c ->
          new Statement.Do(
              c.name() == null ? null : building.declared(c.name(), span),
              expressions.text(c.text(), span),
              clauses.clauses(c.clause(), "do", Kind.BY, Kind.UP_TO, Kind.USUALLY),
              c.block() == null ? null : block(c.block(), span),
              span);
      case RunbookParser.WaitingContext c -> waiting(c, span);
      case RunbookParser.WatchContext c ->
          new Statement.Watch(
              c.name() == null ? null : building.declared(c.name(), span),
              expressions.text(c.text(), span),
              clauses.clauses(c.clause(), "watch", Kind.FOR, Kind.EVERY, Kind.UP_TO, Kind.USUALLY),
              block(c.block(), span),
              span);
      case RunbookParser.CheckingContext c ->
          c.WARN() != null
              ? new Statement.Warn(
                  expressions.text(c.text(), span),
                  clauses.clauses(c.clause(), "warn", Kind.UNLESS),
                  span)
              : new Statement.Check(
                  expressions.expression(c.expression()),
                  clauses.clauses(c.clause(), "check", Kind.ELSE),
                  span);
      case RunbookParser.RetryContext c ->
          new Statement.Retry(
              expressions.expression(c.expression()),
              clauses.clauses(c.clause(), "retry", Kind.EVERY),
              block(c.block(), span),
              span);
      case RunbookParser.ReleaseContext c ->
          new Statement.Release(building.name(c.name(), span), span);
      case RunbookParser.EnsureContext c -> new Statement.Ensure(block(c.block(), span), span);
      case RunbookParser.HandlerContext c ->
          new Statement.On(
              Building.all(c.name(), name -> building.name(name, span)),
              block(c.block(), span),
              span);
      case RunbookParser.EndingContext c -> ending(c, span);
      case RunbookParser.CallContext c ->
          new Statement.CallStatement(
              expressions.chain(c.operand(), c.operation(), span),
              clauses.clauses(c.clause(), "a call", Kind.AS, Kind.UP_TO, Kind.USUALLY, Kind.IN),
              span);
      case null, default -> new Statement.Bad(span);
    };
  }

  private Statement let(RunbookParser.LetContext context, Span span) {
    Name name = building.declared(context.name(), span);
    TypeSyntax type = context.type() == null ? null : expressions.type(context.type(), span);
    if (context.ASK() != null) {
      return new Statement.Ask(
          name,
          type,
          expressions.text(context.text(), span),
          clauses.clauses(
              context.clause(), "ask", Kind.AS, Kind.DEFAULT, Kind.BY, Kind.UP_TO, Kind.USUALLY),
          span);
    }
    Expression value = expressions.expression(context.expression());
    if (context.TEMPORARILY() != null) {
      return new Statement.Temporarily(
          name,
          value,
          clauses.clauses(
              context.clause(), "temporarily", Kind.UP_TO, Kind.USUALLY, Kind.UNTIL_DONE),
          span);
    }
    return new Statement.Let(
        name,
        type,
        value,
        clauses.clauses(context.clause(), "a call", Kind.UP_TO, Kind.USUALLY, Kind.IN),
        span);
  }

  private Statement conditional(RunbookParser.ConditionalContext context, Span span) {
    List<Branch> branches = new ArrayList<>();
    branches.add(branch(context.expression(), context.block(), span));
    Block last = null;
    for (RunbookParser.OtherwiseContext otherwise : context.otherwise()) {
      Span at = building.span(otherwise);
      if (last != null) {
        building.tell(behindElse(at));
      } else if (otherwise.IF() != null) {
        branches.add(branch(otherwise.expression(), otherwise.block(), at));
      } else {
        last = block(otherwise.block(), at);
      }
    }
    return new Statement.If(branches, last, span);
  }

  private Branch branch(
      RunbookParser.@Nullable ExpressionContext expression,
      RunbookParser.@Nullable BlockContext block,
      Span where) {
    Expression condition =
        expression == null ? new Expression.Bad(where) : expressions.expression(expression);
    Block body = block(block, condition.span());
    return new Branch(condition, body, condition.span().to(body.span()));
  }

  private Diagnostic behindElse(Span span) {
    return building
        .at(Code.RB1001, span, "there is an `else` in front of this one")
        .label("never reached")
        .fix("Put the `else` that has no condition last.");
  }

  private Statement matching(RunbookParser.MatchingContext context, Span span) {
    List<MatchArm> arms = new ArrayList<>();
    for (RunbookParser.ArmContext arm : context.arm()) {
      Span at = building.span(arm);
      boolean whole = arm.block() != null && (arm.ELSE() != null || !arm.expression().isEmpty());
      if (whole) {
        List<Expression> patterns = Building.all(arm.expression(), expressions::expression);
        arms.add(new MatchArm(patterns, block(arm.block(), at), at));
      }
    }
    return new Statement.Match(expressions.expression(context.expression()), arms, span);
  }

  private Statement waiting(RunbookParser.WaitingContext context, Span span) {
    Expression value = expressions.expression(context.expression());
    if (context.WAIT_UNTIL() != null) {
      return new Statement.WaitUntil(
          value, clauses.clauses(context.clause(), "wait-until", Kind.UP_TO, Kind.USUALLY), span);
    }
    return new Statement.WaitFor(
        value,
        clauses.clauses(
            context.clause(), "wait-for", Kind.FAILS_IF, Kind.EVERY, Kind.UP_TO, Kind.USUALLY),
        span);
  }

  private Statement ending(RunbookParser.EndingContext context, Span span) {
    if (context.ESCALATE() != null) {
      return new Statement.Escalate(building.name(context.name(), span), span);
    }
    if (context.RETURN() != null) {
      return new Statement.Return(expressions.expression(context.expression()), span);
    }
    Text text = expressions.text(context.text(), span);
    if (context.EVIDENCE() != null) {
      Expression value =
          context.expression() == null ? null : expressions.expression(context.expression());
      return new Statement.Evidence(text, value, span);
    }
    if (context.STOP() != null) {
      return new Statement.Stop(text, span);
    }
    return context.FAIL() != null
        ? new Statement.Fail(text, span)
        : new Statement.Recovered(text, span);
  }

  private @Nullable Text optional(RunbookParser.@Nullable TextContext context) {
    return context == null ? null : expressions.text(context, building.span(context));
  }
}
