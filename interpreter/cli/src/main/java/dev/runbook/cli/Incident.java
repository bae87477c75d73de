package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.source.Source;
import java.util.Objects;
import java.util.TreeSet;

/** What is run where there is no runbook yet: one in which nothing stands, and that may use all. */
final class Incident {

  static final String FILE = "incident.rb4";

  private Incident() {}

  static Program program(Workspace workspace) {
    String services = String.join(", ", new TreeSet<>(workspace.services()));
    String text =
        "use "
            + services
            + "\n\nrunbook incident \"An incident\" {\n  needs "
            + services
            + "\n\n  | What is done here is kept in the record.\n}\n";
    return Objects.requireNonNull(
        workspace.check(new Source(FILE, text)).program(), "the empty runbook");
  }

  /** As if its file had been named. */
  static String[] arguments(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = FILE;
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }
}
