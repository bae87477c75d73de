package dev.runbook.rehearsal;

import dev.runbook.check.Effects;
import dev.runbook.check.Facts;
import dev.runbook.check.Identity;
import dev.runbook.check.Module;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement that a test names, as it is found in the paths of a run.
 *
 * @param name the statement's own
 * @param owners the names under which the body that it stands in is entered; empty for the body of
 *     the runbook itself
 */
record Place(String name, Set<String> owners) {

  /**
   * @param path the bare name of a statement, or that of its owner, a dot and its own
   */
  static Place of(String path, Program program) {
    int dot = path.indexOf('.');
    return dot < 0
        ? new Place(path, Set.of())
        : new Place(path.substring(dot + 1), entrances(path.substring(0, dot), program));
  }

  /** How deep in a path the statement stands; negative where it does not. */
  int depth(String path) {
    List<String> segments = List.of(path.split("/", -1));
    boolean entered = owners.isEmpty();
    for (int at = 0; at < segments.size(); at++) {
      if (entered && segments.get(at).equals(name)) {
        return at;
      }
      entered |= owners.contains(segments.get(at));
    }
    return -1;
  }

  /** Whether the path is that of the statement itself, and not of a part of it. */
  boolean is(String path) {
    int depth = depth(path);
    return depth >= 0 && depth == path.chars().filter(c -> c == '/').count();
  }

  private static Set<String> entrances(String owner, Program program) {
    Identity identity = new Identity(new Effects(program.modules(), program.facts()));
    Set<String> names = new HashSet<>();
    for (Module module : program.modules()) {
      for (Symbol symbol : module.declared()) {
        Block body = body(symbol);
        if (body != null) {
          Walk.statements(
              body,
              statement -> {
                String segment = identity.segment(statement);
                if (segment != null && owner.equals(entered(statement, program.facts()))) {
                  names.add(segment);
                }
              });
        }
      }
    }
    return names;
  }

  private static @Nullable Block body(Symbol symbol) {
    return switch (symbol) {
      case Symbol.Runbook runbook -> runbook.syntax().body();
      case Symbol.Procedure procedure -> procedure.syntax().body();
      case Symbol.Component component -> {
        var deploy = component.syntax().deploy();
        yield deploy == null ? null : deploy.body();
      }
      default -> null;
    };
  }

  /** Whose body a statement leads into; null where it leads into none. */
  private static @Nullable String entered(Statement statement, Facts facts) {
    return switch (statement) {
      case Statement.Deploy _, Statement.Run _ -> facts.symbol(statement).name();
      case Statement.CallStatement call -> procedure(call.call(), facts);
      case Statement.Let let -> procedure(let.value(), facts);
      default -> null;
    };
  }

  private static @Nullable String procedure(Expression value, Facts facts) {
    return value instanceof Expression.Call call
            && facts.target(call) instanceof Facts.Target.ToProcedure(Symbol.Procedure procedure)
        ? procedure.name()
        : null;
  }
}
