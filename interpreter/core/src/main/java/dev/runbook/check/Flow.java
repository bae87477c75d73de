package dev.runbook.check;

import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;

/** Whether control can get to the end of a block. It is decided by the syntax alone. */
final class Flow {

  private Flow() {}

  static boolean alwaysEnds(Block block) {
    for (Statement statement : block.statements()) {
      if (alwaysEnds(statement)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing that stands behind the statement in its block is ever reached. */
  static boolean alwaysEnds(Statement statement) {
    return switch (statement) {
      case Statement.Stop _, Statement.Fail _, Statement.Recovered _, Statement.Return _ -> true;
      case Statement.Step step -> !step.optional() && alwaysEnds(step.body());
      case Statement.If choice ->
          choice.otherwise() != null
              && alwaysEnds(choice.otherwise())
              && choice.branches().stream().allMatch(branch -> alwaysEnds(branch.body()));
      // A match that leaves a value out is a mistake of its own, so its arms are all there is.
      case Statement.Match match ->
          !match.arms().isEmpty() && match.arms().stream().allMatch(arm -> alwaysEnds(arm.body()));
      case Statement.Prose _,
          Statement.Let _,
          Statement.Ask _,
          Statement.Temporarily _,
          Statement.ForEach _,
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
          Statement.CallStatement _,
          Statement.Bad _ ->
          false;
    };
  }
}
