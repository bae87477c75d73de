package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;

/**
 * Statements that are never reached, and ends that are reached without the value that was promised.
 */
final class Endings {

  private Endings() {}

  static void check(Body body, Checking checking) {
    reached(body.block(), false, body.module(), checking);
    boolean gives =
        switch (body.kind()) {
          case FUNCTION -> true;
          case PROCEDURE ->
              body.owner() instanceof Symbol.Procedure procedure
                  && procedure.syntax().result() != null;
          case RUNBOOK, DEPLOY -> false;
        };
    boolean told = checking.told().within(body.module(), body.block().span());
    if (gives && !told && !Flow.alwaysEnds(body.block())) {
      checking.tell(
          Checking.at(
                  Code.RB3013,
                  body.module(),
                  body.owner().span(),
                  "`" + body.owner().name() + "` may end without its value")
              .label("says that it gives one")
              .note("Not every way through it comes to a `return`.")
              .fix(
                  "End every branch with `return ...`, or with `fail \"...\"` where there is no"
                      + " value."));
    }
  }

  /**
   * @param together whether its statements are branches: they begin together, and none ends another
   */
  private static void reached(Block block, boolean together, Module module, Checking checking) {
    Statement last = null;
    for (Statement statement : block.statements()) {
      // A handler is not reached by going on: it waits for what happens in its block.
      boolean waits = statement instanceof Statement.On || statement instanceof Statement.Ensure;
      if (last != null && !waits && !together) {
        checking.tell(
            Checking.at(Code.RB3010, module, statement.span(), "this is never reached")
                .label("nothing comes here")
                .also(module.source(), last.span(), "the block ends here in every case")
                .fix("Remove it, or move it in front."));
        break;
      }
      if (Flow.alwaysEnds(statement)) {
        last = statement;
      }
    }
    for (Statement statement : block.statements()) {
      boolean branches = statement instanceof Statement.Parallel;
      Walk.blocks(statement).forEach(inner -> reached(inner, branches, module, checking));
    }
  }
}
