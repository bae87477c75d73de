package dev.runbook.check;

import dev.runbook.syntax.Block;
import dev.runbook.syntax.Declaration;
import java.util.ArrayList;
import java.util.List;

/** A block at the top: what a declaration does. */
record Body(Kind kind, Symbol owner, Module module, Block block) {

  enum Kind {
    RUNBOOK,
    PROCEDURE,
    DEPLOY,
    FUNCTION
  }

  static List<Body> of(Module module) {
    List<Body> bodies = new ArrayList<>();
    for (Symbol symbol : module.declared()) {
      switch (symbol) {
        case Symbol.Runbook runbook -> bodies.add(of(runbook));
        case Symbol.Procedure procedure -> bodies.add(of(procedure));
        case Symbol.Function function -> {
          Block block = function.syntax().body();
          if (block != null) {
            bodies.add(new Body(Kind.FUNCTION, function, module, block));
          }
        }
        case Symbol.Component component -> {
          Declaration.DeployBody deploy = component.syntax().deploy();
          if (deploy != null) {
            bodies.add(new Body(Kind.DEPLOY, component, module, deploy.body()));
          }
        }
        case Symbol.Local _,
            Symbol.Service _,
            Symbol.Action _,
            Symbol.Team _,
            Symbol.Escalation _,
            Symbol.Environment _,
            Symbol.DeclaredType _ -> {}
      }
    }
    return bodies;
  }

  static Body of(Symbol.Runbook runbook) {
    return new Body(Kind.RUNBOOK, runbook, runbook.module(), runbook.syntax().body());
  }

  static Body of(Symbol.Procedure procedure) {
    return new Body(Kind.PROCEDURE, procedure, procedure.module(), procedure.syntax().body());
  }
}
