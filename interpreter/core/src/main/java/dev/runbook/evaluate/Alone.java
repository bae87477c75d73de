package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run wants for itself while it is under way. */
public final class Alone {

  private static final String ENVIRONMENT = "env";

  private Alone() {}

  /**
   * Its protected environments and what it says with {@code alone per}, and both of the runbooks
   * that it runs, as far as their parameters are its own ones handed on: what is computed on the
   * way is not known before.
   */
  public static Set<String> of(
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment) {
    Set<String> resources = new LinkedHashSet<>();
    collect(runbook, parameters, environment, program.facts(), resources);
    return resources;
  }

  private static void collect(
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment,
      Facts facts,
      Set<String> resources) {
    if (environment != null && environment.isProtected()) {
      resources.add("environment " + environment.name());
    }
    for (Declaration.Alone alone : runbook.syntax().alone()) {
      String per = alone.per().text();
      Value value = parameters.get(per);
      if (value != null) {
        resources.add(runbook.name() + ", " + per + " " + Show.text(value));
      } else if (environment != null && per.equals(ENVIRONMENT)) {
        resources.add("environment " + environment.name());
      }
    }
    Walk.statements(
        runbook.syntax().body(),
        statement -> {
          if (statement instanceof Statement.Run nested
              && facts.symbol(nested) instanceof Symbol.Runbook inner) {
            collect(
                inner,
                handedOn(nested, inner, parameters, facts),
                Statements.environment(nested, inner, runbook.module(), environment),
                facts,
                resources);
          }
        });
  }

  private static Map<String, Value> handedOn(
      Statement.Run nested, Symbol.Runbook inner, Map<String, Value> parameters, Facts facts) {
    List<@Nullable Argument> arguments = facts.arguments(nested);
    Map<String, Value> known = new HashMap<>();
    for (Symbol.Param parameter : inner.parameters()) {
      Argument argument =
          parameter.index() < arguments.size() ? arguments.get(parameter.index()) : null;
      if (argument != null
          && argument.value() instanceof Expression.NameUse use
          && parameters.containsKey(use.name().text())) {
        known.put(parameter.name(), parameters.get(use.name().text()));
      }
    }
    return known;
  }
}
