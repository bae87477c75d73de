package dev.runbook.check;

import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Branch;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.MatchArm;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What stands inside what, told once for all rules. Every rule passes here, mostly in code that is
 * not compiled yet, where a stream costs a multiple of a loop.
 */
public final class Walk {

  private Walk() {}

  /** The blocks of a statement, in the order of the text. */
  static List<Block> blocks(Statement statement) {
    return switch (statement) {
      case Statement.Step step -> List.of(step.body());
      case Statement.If choice -> {
        List<Block> blocks = new ArrayList<>();
        for (Branch branch : choice.branches()) {
          blocks.add(branch.body());
        }
        if (choice.otherwise() != null) {
          blocks.add(choice.otherwise());
        }
        yield blocks;
      }
      case Statement.Match match -> {
        List<Block> blocks = new ArrayList<>();
        for (MatchArm arm : match.arms()) {
          blocks.add(arm.body());
        }
        yield blocks;
      }
      case Statement.ForEach loop -> List.of(loop.body());
      case Statement.Parallel parallel -> List.of(parallel.body());
      case Statement.Do work -> work.seen() == null ? List.of() : List.of(work.seen());
      case Statement.Watch watch -> List.of(watch.body());
      case Statement.Retry retry -> List.of(retry.body());
      case Statement.Ensure ensure -> List.of(ensure.body());
      case Statement.On handler -> List.of(handler.body());
      case Statement.Prose _,
          Statement.Let _,
          Statement.Ask _,
          Statement.Temporarily _,
          Statement.Run _,
          Statement.Deploy _,
          Statement.Confirm _,
          Statement.WaitFor _,
          Statement.WaitUntil _,
          Statement.Check _,
          Statement.Require _,
          Statement.Warn _,
          Statement.Release _,
          Statement.Escalate _,
          Statement.Evidence _,
          Statement.Stop _,
          Statement.Fail _,
          Statement.Recovered _,
          Statement.Return _,
          Statement.CallStatement _,
          Statement.Bad _ ->
          List.of();
    };
  }

  static List<Expression> children(Expression expression) {
    return switch (expression) {
      case Expression.Literal _, Expression.NameUse _, Expression.TypeUse _, Expression.Bad _ ->
          List.of();
      case Expression.TextLiteral text -> {
        List<Expression> holes = new ArrayList<>();
        for (Part part : text.text().parts()) {
          if (part instanceof Part.Hole hole) {
            holes.add(hole.value());
          }
        }
        yield holes;
      }
      case Expression.MemberUse member -> List.of(member.target());
      case Expression.Call call -> {
        List<Expression> parts = new ArrayList<>();
        parts.add(call.target());
        for (Argument argument : call.arguments()) {
          parts.add(argument.value());
        }
        yield parts;
      }
      case Expression.Index index -> List.of(index.target(), index.index());
      case Expression.Unary unary -> List.of(unary.operand());
      case Expression.Binary binary -> List.of(binary.left(), binary.right());
      case Expression.Is is -> List.of(is.left(), is.right());
      case Expression.Within within -> List.of(within.left(), within.tolerance(), within.base());
      case Expression.IfElse choice ->
          List.of(choice.condition(), choice.then(), choice.otherwise());
      case Expression.ListLiteral list -> list.elements();
      case Expression.MapLiteral map -> {
        List<Expression> parts = new ArrayList<>();
        map.entries().forEach(entry -> parts.addAll(List.of(entry.key(), entry.value())));
        yield parts;
      }
      case Expression.Lambda lambda -> List.of(lambda.body());
    };
  }

  /** An expression and everything in it, outer ones first. */
  public static void expressions(Expression expression, Consumer<Expression> visit) {
    visit.accept(expression);
    for (Expression child : children(expression)) {
      expressions(child, visit);
    }
  }

  /** Every statement of a block, those of its inner blocks included. */
  public static void statements(Block block, Consumer<Statement> visit) {
    for (Statement statement : block.statements()) {
      visit.accept(statement);
      for (Block inner : blocks(statement)) {
        statements(inner, visit);
      }
    }
  }
}
