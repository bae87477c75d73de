package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.syntax.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Nothing touches a protected environment without a named person. */
final class GuardRules {

  private final Checking checking;
  private final Symbol.Runbook runbook;
  private final Set<Statement> told = Collections.newSetFromMap(new IdentityHashMap<>());

  private GuardRules(Symbol.Runbook runbook, Checking checking) {
    this.runbook = runbook;
    this.checking = checking;
  }

  static void check(Symbol.Runbook runbook, Checking checking) {
    if (checking.told().misread(runbook.module(), runbook.syntax().span())) {
      return;
    }
    GuardRules rules = new GuardRules(runbook, checking);
    for (Symbol.Environment environment : runbook.environments()) {
      if (environment.isProtected()) {
        new Guards(environment, checking.facts())
            .check(
                Body.of(runbook),
                (statement, need) -> rules.unguarded(statement, need, environment));
      }
    }
  }

  private void unguarded(Statement statement, Guards.Need need, Symbol.Environment environment) {
    Guards.Wrong wrong = need.wrong();
    boolean first = told.add(wrong == null ? statement : wrong.confirm());
    if (!first) {
      return;
    }
    Diagnostic diagnostic =
        wrong == null ? missing(statement, need, environment) : refused(wrong, need, environment);
    if (!need.through().isEmpty()) {
      String chain =
          "`" + String.join("` calls `", need.through()) + "`, which calls `" + need.name() + "`.";
      diagnostic = diagnostic.note(chain);
    }
    checking.tell(diagnostic);
  }

  private Diagnostic missing(
      Statement statement, Guards.Need need, Symbol.Environment environment) {
    Module module = runbook.module();
    Diagnostic diagnostic =
        Checking.at(
                Code.RB3005,
                module,
                statement.span(),
                "`"
                    + need.name()
                    + "` changes `"
                    + environment.name()
                    + "`, which is protected, and nobody confirms it")
            .label("reached without a confirm")
            .note(
                "On every path to a change of a protected environment a named person has said yes.")
            .fix("Write `confirm \"...\" by " + guard(environment) + " up to 4h` in front of it.");
    return need.through().isEmpty()
        ? diagnostic
        : diagnostic.also(need.module().source(), need.change(), "the change itself");
  }

  private Diagnostic refused(Guards.Wrong wrong, Guards.Need need, Symbol.Environment environment) {
    return Checking.at(
            Code.RB3014,
            wrong.module(),
            wrong.confirm().span(),
            "`" + wrong.team().name() + "` may not guard `" + environment.name() + "`")
        .label("this confirm does not count there")
        .also(need.module().source(), need.change(), "this change has no other guard")
        .note(
            "Who may guard is the environment's to say: " + Problems.list(names(environment)) + ".")
        .fix(
            "Ask `"
                + guard(environment)
                + "` instead, or let `"
                + environment.name()
                + "` be guarded by `"
                + wrong.team().name()
                + "` too.");
  }

  private static java.util.List<String> names(Symbol.Environment environment) {
    return environment.guards().stream().map(Symbol.Team::name).toList();
  }

  /** A team whose confirm counts: one that the environment names, else any that the file knows. */
  private String guard(Symbol.Environment environment) {
    if (!environment.guards().isEmpty()) {
      return environment.guards().getFirst().name();
    }
    return runbook.module().known.values().stream()
        .filter(Symbol.Team.class::isInstance)
        .map(Symbol::name)
        .findFirst()
        .orElse("team");
  }
}
