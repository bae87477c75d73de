package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code env} is handed on to everything that a runbook calls, so each of its environments has to
 * have what they use.
 */
final class EnvironmentUse {

  private final Checking checking;
  private final CallGraph graph;
  private final Symbol.Runbook runbook;
  private final Set<Visit> visited = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private boolean placeless;

  private record Visit(CallGraph.Node node, Symbol.@Nullable Environment elsewhere) {}

  private EnvironmentUse(Symbol.Runbook runbook, CallGraph graph, Checking checking) {
    this.runbook = runbook;
    this.graph = graph;
    this.checking = checking;
  }

  static void check(Symbol.Runbook runbook, CallGraph graph, Checking checking) {
    EnvironmentUse use = new EnvironmentUse(runbook, graph, checking);
    use.visit(new CallGraph.Node.Declared(runbook), null);
    Walk.statements(
        runbook.syntax().body(),
        statement -> {
          if (statement instanceof Statement.Run run) {
            use.nested(run);
          }
        });
  }

  /**
   * @param elsewhere the environment that is read instead of the run's own
   */
  private void visit(CallGraph.Node node, Symbol.@Nullable Environment elsewhere) {
    if (!visited.add(new Visit(node, elsewhere))) {
      return;
    }
    for (CallGraph.Use use : graph.uses(node)) {
      Symbol.Environment there = use.elsewhere() == null ? elsewhere : use.elsewhere();
      Expression expression = use.expression();
      if (expression != null) {
        uses(expression, use, there);
      }
      boolean ownRun =
          use.to() instanceof CallGraph.Node.Declared(Symbol symbol)
              && symbol instanceof Symbol.Runbook;
      if (use.to() != null && !ownRun) {
        visit(use.to(), there);
      }
    }
  }

  private void uses(Expression expression, CallGraph.Use use, Symbol.@Nullable Environment there) {
    boolean changes =
        expression instanceof Expression.Call call
            && checking.facts().target(call) instanceof Facts.Target.ToAction(Symbol.Action action)
            && action.changesEnvironment();
    if (changes) {
      placed(use);
    }
    if (!(checking.facts().meaning(expression)
        instanceof Facts.Meaning.EnvironmentField(String field))) {
      return;
    }
    if (there == null) {
      placed(use);
    }
    for (Symbol.Environment environment : there == null ? runbook.environments() : List.of(there)) {
      Symbol.Field declared = environment.fields().get(field);
      if (declared == null) {
        lacks(environment, field, use);
      } else {
        visit(new CallGraph.Node.Looked(declared), environment);
      }
    }
  }

  private void placed(CallGraph.Use use) {
    boolean says = !runbook.syntax().environments().isEmpty();
    if (says || placeless) {
      return;
    }
    placeless = true;
    String what = Checking.excerpt(use.module(), use.span());
    Diagnostic diagnostic =
        Checking.at(
                Code.RB2014,
                runbook.module(),
                runbook.span(),
                "`" + runbook.name() + "` does not say in which environment it runs")
            .label("and it acts on one")
            .note(
                "`"
                    + what
                    + "` depends on the environment; whether that is protected has to be known"
                    + " before.")
            .fix(
                "Write `runbook "
                    + runbook.name()
                    + " in NAME`, with an environment that is declared or imported here.");
    checking.tell(diagnostic.also(use.module().source(), use.span(), "here"));
  }

  private void lacks(Symbol.Environment environment, String field, CallGraph.Use use) {
    if (!missing.add(environment.name() + "." + field)) {
      return;
    }
    boolean here = use.module() == runbook.module();
    Diagnostic diagnostic =
        Checking.at(
                Code.RB2014,
                runbook.module(),
                here ? use.span() : header(environment),
                "`"
                    + environment.name()
                    + "` has no `"
                    + field
                    + "`, and `"
                    + runbook.name()
                    + "` uses it")
            .label(here ? "not there in `" + environment.name() + "`" : "lacks `" + field + "`")
            .note(
                "`"
                    + runbook.name()
                    + "` may run in each of its environments, so each has to have what it uses.")
            .fix(
                "Write `"
                    + field
                    + " = ...` in `environment "
                    + environment.name()
                    + "`, or do not run there.");
    checking.tell(
        here ? diagnostic : diagnostic.also(use.module().source(), use.span(), "used here"));
  }

  /** Where the runbook says that it runs in an environment. */
  private Span header(Symbol.Environment environment) {
    for (Name name : runbook.syntax().environments()) {
      if (name.text().equals(environment.name())) {
        return name.span();
      }
    }
    return runbook.span();
  }

  private void nested(Statement.Run run) {
    if (!(checking.facts().statements.get(run) instanceof Symbol.Runbook book)
        || book.environments().isEmpty()) {
      return;
    }
    Symbol.Environment named = CallGraph.named(run.clauses(), runbook.module());
    List<Symbol.Environment> here = named == null ? runbook.environments() : List.of(named);
    for (Symbol.Environment environment : here) {
      if (!book.environments().contains(environment)) {
        checking.tell(
            Checking.at(
                    Code.RB2014,
                    runbook.module(),
                    run.span(),
                    "`" + book.name() + "` does not run in `" + environment.name() + "`")
                .label("not written for that environment")
                .note(
                    "It runs in "
                        + Problems.list(
                            book.environments().stream().map(Symbol.Environment::name).toList())
                        + ".")
                .fix(
                    "Write `run "
                        + book.name()
                        + "(...) in NAME` with one of them, or let it run there too."));
        return;
      }
    }
  }
}
