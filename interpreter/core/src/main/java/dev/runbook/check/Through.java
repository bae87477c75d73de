package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far a deploy goes that stops behind one of its own statements. */
public final class Through {

  private Through() {}

  static void check(Body body, Checking checking) {
    Identity identity = new Identity(checking.effects());
    Walk.statements(
        body.block(),
        statement -> {
          if (statement instanceof Statement.Deploy deploy
              && body.module().lookUp(deploy.component().text())
                  instanceof Symbol.Component component) {
            deploy(deploy, component, identity, body.module(), checking);
          }
        });
  }

  private static void deploy(
      Statement.Deploy deploy,
      Symbol.Component component,
      Identity identity,
      Module module,
      Checking checking) {
    Name last = deploy.clauses().name(Clause.Kind.THROUGH);
    var whole = component.syntax().deploy();
    if (last == null || whole == null || last.isMissing()) {
      return;
    }
    if (of(whole.body(), last, identity) == null) {
      List<String> known =
          whole.body().statements().stream()
              .map(identity::segment)
              .filter(Objects::nonNull)
              .toList();
      String kind = "statement directly in the deploy of `" + component.name() + "` called";
      checking.problems().unknown(Code.RB2003, module, last.span(), kind, last.text(), known);
    }
  }

  /**
   * The body of a deploy up to and with the statement of this name; null where none is called so.
   * Handlers that stand behind it still belong to what stands in front.
   */
  public static @Nullable Block of(Block body, Name last, Identity identity) {
    List<Statement> kept = new ArrayList<>();
    boolean found = false;
    for (Statement statement : body.statements()) {
      boolean waits = statement instanceof Statement.On || statement instanceof Statement.Ensure;
      if (!found || waits) {
        kept.add(statement);
      }
      found |= !waits && last.text().equals(identity.segment(statement));
    }
    return found ? new Block(kept, body.span()) : null;
  }
}
