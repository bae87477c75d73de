package dev.runbook.cli;

import dev.runbook.door.RealTimeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

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
    Path root = Path.of(args[1]);
    Path runbooks = root.resolve("runbooks");
    String deploy = runbooks.resolve("deploy-prod.rb4").toString();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
    Console silent = new Console(nowhere, nowhere);
    switch (args[0]) {
      case "word" -> {
        Main.run(silent, "--version");
        Main.run(silent, "chekc");
      }
      case "check" -> {
        Main.run(silent, "check", runbooks.toString());
        Main.run(silent, "check", large(root));
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
      case "page" -> pages(root, silent, "md");
      case "docs" -> {
        Main.run(silent, "docs", deploy, "--in", "production", "--plugins=missing");
        Main.run(silent, "docs", "missing.rb4");
        Main.run(silent, "run", deploy, "--tag", "v3.20", "--dry-run", "--format", "md");
      }
      case "draw" -> pages(root, silent, "html");
      case "repl" -> {
        Typist typist = new Typist("help", "now", "values", "note trained", "undos");
        try (Scratch scratch = Scratch.open(silent)) {
          String state = scratch.folder().resolve("state").toString();
          Thread session =
              Thread.ofPlatform()
                  .daemon()
                  .start(() ->
                      Main.run(new Console(nowhere, nowhere, typist), "repl", "--state", state));
          // Where no terminal can be played, the build goes on.
          session.join(Duration.ofSeconds(20));
          if (Terminals.OWN.isThere()) {
            Thread seated =
                Thread.ofPlatform()
                    .daemon()
                    .start(() -> Main.run(silent, "repl", "--state", state));
            seated.join(Duration.ofSeconds(20));
          }
        }
      }
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

  /**
   * Of many kinds of runbooks: a class that a cache lacks is looked for among all of the program's,
   * and what stands for a lambda is made when it is first met, for about a millisecond each. A
   * class too many costs a start some microseconds.
   */
  private static void pages(Path root, Console silent, String format) {
    for (String runbook : Workspace.runbooks(List.of(root.resolve("runbooks").toString()))) {
      Main.run(silent, "docs", runbook, "--format", format);
    }
    Main.run(silent, "docs", large(root), "--format", format);
  }

  /** Has nearly everything that the language has. */
  private static String large(Path root) {
    return root.resolve("examples/fail-over.rb4").toString();
  }

  /** Somebody at a terminal, who types a line at each prompt, and in the end leaves. */
  private static final class Typist extends OutputStream implements Terminals {
    private static final String PROMPT = "end> ";

    private final PipedInputStream keys = new PipedInputStream();
    private final PipedOutputStream hand = new PipedOutputStream(keys);
    private final Deque<String> lines;
    private final StringBuilder seen = new StringBuilder();

    Typist(String... lines) throws IOException {
      this.lines = new ArrayDeque<>(List.of(lines));
    }

    @Override
    public boolean isThere() {
      return true;
    }

    @Override
    public TerminalBuilder opening(SystemOutput output) {
      return TerminalBuilder.builder()
          .system(false)
          .streams(keys, this)
          .type("xterm-256color")
          .size(Size.of(80, 24));
    }

    @Override
    public void write(int letter) throws IOException {
      seen.append((char) letter);
      if (seen.indexOf(PROMPT) >= 0) {
        seen.setLength(0);
        String line = lines.isEmpty() ? "stop" : lines.removeFirst();
        hand.write((line + "\r").getBytes(StandardCharsets.UTF_8));
        hand.flush();
      }
    }
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
