package dev.runbook.cli;

import dev.runbook.check.Module;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.syntax.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is not the same in two texts of a runbook: steps and declarations, by their names. */
final class TextChanges {

  private TextChanges() {}

  static List<String> between(Program then, Program now) {
    Map<String, String> before = parts(then);
    Map<String, String> after = parts(now);
    List<String> changes = new ArrayList<>();
    before.forEach((name, text) -> {
      String other = after.get(name);
      if (other == null) {
        changes.add("gone: " + name);
      } else if (!other.equals(text)) {
        changes.add("changed: " + name);
      }
    });
    after.keySet().stream()
        .filter(name -> !before.containsKey(name))
        .forEach(name -> changes.add("new: " + name));
    return changes;
  }

  private static Map<String, String> parts(Program program) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (Module module : program.modules()) {
      if (!Workspace.isService(module.source())) {
        module.declared().forEach(symbol -> part(symbol, module, parts));
      }
    }
    return parts;
  }

  /** A step is told by itself, and so is what stands around the steps. */
  private static void part(Symbol symbol, Module module, Map<String, String> parts) {
    String file = String.valueOf(Path.of(module.source().name()).getFileName());
    String name = symbol.name() + " in " + file;
    String text = module.source().text(symbol.span());
    if (symbol instanceof Symbol.Runbook runbook) {
      StringBuilder around = new StringBuilder(module.source().text(runbook.syntax().span()));
      Walk.statements(
          runbook.syntax().body(),
          statement -> {
            if (statement instanceof Statement.Step step) {
              String own = module.source().text(step.span());
              parts.put("step " + step.name().text() + " of " + name, own);
              int at = around.indexOf(own);
              if (at >= 0) {
                around.delete(at, at + own.length());
              }
            }
          });
      text = around.toString();
    }
    parts.put(name, text);
  }
}
