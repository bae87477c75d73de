package dev.runbook.cli;

import dev.runbook.door.RealTimeline;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

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
  public static void main(String[] args) throws Exception {
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
        try (Scratch scratch = Scratch.open(silent)) {
          outside(silent, scratch.folder());
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    // A command may leave threads behind that would keep the build waiting.
    Runtime.getRuntime().exit(0);
  }

  /** A run that is kept, against services of another process, as far as this one can play it. */
  private static void outside(Console silent, Path folder) throws Exception {
    Path world = folder.resolve("world.yaml");
    Files.writeString(world, SandboxRun.EMPTY_WORLD + "matrix: { rooms: [\"#a:example.com\"] }\n");
    Path port = folder.resolve("port");
    Thread.ofPlatform()
        .daemon()
        .start(() ->
            Main.run(
                silent,
                "sandbox",
                "--stepped",
                "--world",
                world.toString(),
                "--port-file",
                port.toString()));
    for (int waits = 0; waits < 100 && !Files.exists(port); waits++) {
      new RealTimeline().sleep(Duration.ofMillis(50));
    }
    Files.writeString(
        folder.resolve("runbook.yaml"),
        """
        profiles:
          play:
            sandbox: http://127.0.0.1:%s
            services:
              matrix: { hosts: [example.com, matrix.test] }
        """
            .formatted(Files.readString(port).strip()));
    Path book = folder.resolve("said.rb4");
    Files.writeString(
        book,
        """
        use matrix
        runbook said "Said" { step one "One" { matrix.post("#a:example.com", "hello") } }
        """);
    String state = folder.resolve("state").toString();
    Main.run(silent, "run", book.toString(), "--profile", "play", "--state", state, "--yes");
    Main.run(silent, "show", "said", "--state", state);
    Main.run(silent, "resume", "said", "--state", state);
  }
}
