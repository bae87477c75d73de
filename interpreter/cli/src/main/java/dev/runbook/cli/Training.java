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
    Main.run("--version");
    Main.run("check", root.resolve("runbooks/deploy-prod.rb4").toString());
    // A command may leave threads behind that would keep the build waiting.
    System.exit(0);
  }
}
