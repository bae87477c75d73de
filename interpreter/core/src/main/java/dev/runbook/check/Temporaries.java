package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;

/** What is done for a time has to have a way back, as its action declares it. */
final class Temporaries {

  private Temporaries() {}

  static void check(Body body, Checking checking) {
    Walk.statements(
        body.block(),
        statement -> {
          if (statement instanceof Statement.Temporarily change) {
            undone(change.change(), body.module(), checking);
          }
        });
  }

  private static void undone(Expression change, Module module, Checking checking) {
    boolean undone =
        change instanceof Expression.Call call
            && checking.facts().target(call) instanceof Facts.Target.ToAction(Symbol.Action action)
            && action.syntax().part(ActionPart.Undo.class) != null;
    if (undone || checking.told().within(module, change.span())) {
      return;
    }
    String name = Checking.excerpt(module, Placement.named(change));
    checking.tell(
        Checking.at(Code.RB3018, module, change.span(), "`" + name + "` has no undo")
            .label("cannot be done for a time only")
            .note(
                "What is done `temporarily` is taken back by the undo that its action declares, and"
                    + " by nothing else.")
            .fix(
                "Name a change with `undo => ...`, or write an `ensure { ... }` that puts things"
                    + " right."));
  }
}
