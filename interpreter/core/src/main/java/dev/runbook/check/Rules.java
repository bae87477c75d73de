package dev.runbook.check;

import java.util.List;

/** The rules over names and types that are known: what statements do, and where they may stand. */
final class Rules {

  private Rules() {}

  static void check(List<Module> all, Sources sources, Facts facts, Problems problems) {
    Told told = new Told(problems.all().sorted());
    Slots slots = new Slots();
    Checking checking = new Checking(all, facts, new Effects(all, facts), slots, told, problems);
    CallGraph graph = new CallGraph(facts, slots);
    Cycles cycles = new Cycles(graph, checking);
    List<Module> modules =
        all.stream().filter(module -> !sources.isSound(module.source())).toList();
    for (Module module : modules) {
      Patterns.check(module, checking);
      Titles.check(module, checking);
      Placement.check(module, checking);
      Limits.check(module, checking);
      Ranges.check(module, checking);
      Repeated.check(module, checking);
      Secrets.check(module, checking);
      Imports.check(module, checking);
      ProseRules.check(module, sources, checking);
      cycles.check(module);
      for (Body body : Body.of(module)) {
        Belonging.check(body, checking);
        Endings.check(body, checking);
        Polling.check(body, checking);
        Temporaries.check(body, checking);
        Through.check(body, checking);
        UniqueNames.check(body, checking);
      }
      for (Symbol symbol : module.declared()) {
        if (symbol instanceof Symbol.Service service) {
          ActionRules.check(service, checking);
        } else if (symbol instanceof Symbol.Runbook runbook) {
          GuardRules.check(runbook, checking);
          EnvironmentUse.check(runbook, graph, checking);
        }
      }
    }
    Unused.check(modules, checking);
  }
}
