package dev.runbook.check;

import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;

/** Whether control can get to the end of a block. It is decided by the syntax alone. */
final class Flow {

  private Flow() {}

  static boolean alwaysEnds(Block block) {
    return block.statements().stream().anyMatch(Flow::alwaysEnds);
  }

  /** Whether nothing that stands behind the statement in its block is ever reached. */
  static boolean alwaysEnds(Statement statement) {
    return switch (statement) {
      case Statement.Stop stop -> true;
      case Statement.Fail fail -> true;
      case Statement.Recovered recovered -> true;
      case Statement.Return returned -> true;
      case Statement.Step step -> !step.optional() && alwaysEnds(step.body());
      case Statement.If choice ->
          choice.otherwise() != null
              && alwaysEnds(choice.otherwise())
              && choice.branches().stream().allMatch(branch -> alwaysEnds(branch.body()));
      // A match that leaves a value out is a mistake of its own, so its arms are all there is.
      case Statement.Match match ->
          !match.arms().isEmpty() && match.arms().stream().allMatch(arm -> alwaysEnds(arm.body()));
      case Statement.Prose prose -> false;
      case Statement.Let let -> false;
      case Statement.Ask ask -> false;
      case Statement.Temporarily temporarily -> false;
      case Statement.ForEach loop -> false;
      case Statement.Parallel parallel -> false;
      case Statement.Run run -> false;
      case Statement.Deploy deploy -> false;
      case Statement.Confirm confirm -> false;
      case Statement.Do work -> false;
      case Statement.WaitFor wait -> false;
      case Statement.WaitUntil wait -> false;
      case Statement.Watch watch -> false;
      case Statement.Check check -> false;
      case Statement.Require require -> false;
      case Statement.Warn warn -> false;
      case Statement.Retry retry -> false;
      case Statement.Release release -> false;
      case Statement.Ensure ensure -> false;
      case Statement.On handler -> false;
      case Statement.Escalate escalate -> false;
      case Statement.Evidence evidence -> false;
      case Statement.CallStatement call -> false;
      case Statement.Bad bad -> false;
    };
  }
}
