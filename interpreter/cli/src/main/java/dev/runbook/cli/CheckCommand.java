package dev.runbook.cli;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.diagnostic.JsonRenderer;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.file.Loaded;
import java.util.List;

/** {@code runbook check}: everything that is wrong with some files, at once. */
final class CheckCommand {

  private CheckCommand() {}

  static int run(List<String> names, boolean json, Workspace workspace, Console console) {
    List<String> files = Workspace.runbooks(names);
    Diagnostics all = new Diagnostics();
    for (String file : files) {
      Loaded loaded = Workspace.read(file);
      all.addAll(loaded.diagnostics());
      if (loaded.source() != null) {
        all.addAll(workspace.check(loaded.source()).diagnostics());
      }
    }
    List<Diagnostic> found = all.sorted();
    if (json) {
      console.out().print(JsonRenderer.render(found));
    } else if (!found.isEmpty()) {
      console.out().println(TextRenderer.render(found));
      String more = all.isCutShort() ? ", and there may be more" : "";
      console.tell((found.size() == 1 ? "1 mistake" : found.size() + " mistakes") + more);
    }
    return found.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
  }
}
