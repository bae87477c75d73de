package dev.runbook.cli;

import dev.runbook.check.Symbol;
import dev.runbook.spi.RunClock;
import dev.runbook.syntax.Statement;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run as it is shown to somebody.
 *
 * @param mark where it takes place
 * @param real whether that is no rehearsal
 * @param log its lines
 * @param steps the titles of the runbook's own steps by their names, in their order
 */
record Shown(
    String mark,
    boolean real,
    RunClock clock,
    LineLog log,
    ZoneId zone,
    Map<String, String> steps) {

  static Shown of(Surroundings around, Symbol.Runbook runbook) {
    return new Shown(
        around.mark(),
        around.isReal(),
        around.clock(),
        around.log(),
        Zones.of(runbook),
        steps(runbook));
  }

  static Map<String, String> steps(Symbol.Runbook runbook) {
    Map<String, String> steps = new LinkedHashMap<>();
    for (Statement statement : runbook.syntax().body().statements()) {
      if (statement instanceof Statement.Step step) {
        String name = step.name().text();
        steps.put(name, step.title() == null ? name : step.title().plain());
      }
    }
    return steps;
  }
}
