package dev.runbook.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Runs typical commands in one process, so that the build can record the classes which they need.
 *
 * <p>What a command answers does not matter here, only that it was run.
 */
final class Training {
  private Training() {}

  /** Takes the repository's root, where the runbooks to practise on are. */
  public static void main(String[] args) {
    Path root = Path.of(args[0]);
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false));
    String deploy = root.resolve("runbooks/deploy-prod.rb4").toString();
    Console silent = new Console(System.out, System.out);
    Main.run(silent, "--version");
    Main.run(silent, "check", deploy);
    Main.run(silent, "fmt", "--check", deploy);
    Main.run(silent, "run", deploy, "--help");
    Main.run(silent, "run", deploy, "--tag", "v3.20", "--yes");
    // A command may leave threads behind that would keep the build waiting.
    System.exit(0);
  }
}
