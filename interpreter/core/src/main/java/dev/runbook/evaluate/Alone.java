package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run wants for itself while it is under way. */
public final class Alone {

  private Alone() {}

  /**
   * Its protected environments, those of the runbooks that it runs, and what it says with {@code
   * alone per}.
   */
  public static Set<String> of(
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment) {
    Set<String> resources = new LinkedHashSet<>();
    collect(runbook, environment, program.facts(), resources);
    runbook
        .syntax()
        .alone()
        .forEach(alone -> {
          String per = alone.per().text();
          Value value = parameters.get(per);
          if (value != null) {
            resources.add(runbook.name() + ", " + per + " " + Show.text(value));
          } else if (environment != null) {
            resources.add("environment " + environment.name());
          }
        });
    return resources;
  }

  private static void collect(
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      Facts facts,
      Set<String> resources) {
    if (environment != null && environment.isProtected()) {
      resources.add("environment " + environment.name());
    }
    Walk.statements(
        runbook.syntax().body(),
        statement -> {
          if (statement instanceof Statement.Run nested
              && facts.symbol(nested) instanceof Symbol.Runbook inner) {
            collect(
                inner,
                Statements.environment(nested, inner, runbook.module(), environment),
                facts,
                resources);
          }
        });
  }
}
