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

  /**
   * Takes the kind of commands, and the repository's root, where the runbooks to practise on are.
   */
  public static void main(String[] args) {
    String deploy = Path.of(args[1]).resolve("runbooks/deploy-prod.rb4").toString();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
    Console silent = new Console(nowhere, nowhere);
    switch (args[0]) {
      case "word" -> {
        Main.run(silent, "--version");
        Main.run(silent, "chekc");
      }
      case "check" -> {
        Main.run(silent, "check", deploy);
        Main.run(silent, "check", "missing.rb4");
      }
      case "text" -> {
        Main.run(silent, "check", deploy);
        Main.run(silent, "check", "missing.rb4");
        Main.run(silent, "check", "--format", "json", deploy);
        Main.run(silent, "check", deploy, "--fromat");
        Main.run(silent, "fmt", "--check", deploy);
        Main.run(silent, "help", "run");
      }
      case "docs" -> {
        Main.run(silent, "docs", deploy);
        Main.run(silent, "docs", deploy, "--format", "md");
        Main.run(silent, "docs", "missing.rb4");
        Main.run(silent, "run", deploy, "--tag", "v3.20", "--dry-run", "--format", "md");
      }
      case "draw" -> Main.run(silent, "docs", deploy, "--format", "html");
      case "run" -> {
        Main.run(silent, "run", deploy, "--help");
        Main.run(silent, "run", deploy, "--tag", "v3.20.1");
        Main.run(silent, "run", deploy, "--tag", "v3.20");
        Main.run(silent, "run", deploy, "--tag", "v3.20", "--yes");
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    // A command may leave threads behind that would keep the build waiting.
    Runtime.getRuntime().exit(0);
  }
}
