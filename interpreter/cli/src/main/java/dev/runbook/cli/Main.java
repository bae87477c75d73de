package dev.runbook.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The program's entry. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    int exit = run(args);
    System.out.flush();
    System.err.flush();
    // Not System.exit: it looks for a logger in every jar first, which is a quarter of a short
    // command's time.
    Runtime.getRuntime().halt(exit);
  }

  static int run(String... args) {
    CommandSpec spec = CommandSpec.create().name("runbook").version("runbook " + version());
    spec.addOption(
        OptionSpec.builder("--version").versionHelp(true).description("Print the version").build());
    return new CommandLine(spec).execute(args);
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
