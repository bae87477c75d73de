package dev.runbook.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A terminal with a command in it and a person's keys. */
@SuppressWarnings("try")
final class Pane implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path socket;

  /** Of 80 columns, and so many rows that nothing scrolls away. */
  Pane(Path folder, String command) throws IOException, InterruptedException {
    this(folder, command, 80, 200);
  }

  Pane(Path folder, String command, int columns, int rows)
      throws IOException, InterruptedException {
    this.socket = folder.resolve("tmux");
    String shown = command + "; echo \"exit $?\"; sleep 60";
    tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        String.valueOf(columns),
        "-y",
        String.valueOf(rows),
        "-c",
        Launched.ROOT.toString(),
        shown);
    tmux("pipe-pane", "cat > " + folder.resolve("written"));
  }

  /** All that was written to the terminal, with what it was told to do. */
  String written() throws IOException {
    return new String(Files.readAllBytes(socket.resolveSibling("written")), StandardCharsets.UTF_8);
  }

  static boolean isPossible() throws InterruptedException {
    try {
      return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /** Keys as tmux names them: `Enter`, `C-c`, or what is typed. */
  void type(String... keys) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("send-keys"));
    all.addAll(List.of(keys));
    tmux(all.toArray(String[]::new));
  }

  /** To the program in it, as another process sends one. */
  void signal(String name) throws IOException, InterruptedException {
    long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
    List<ProcessHandle> programs =
        ProcessHandle.of(shell).stream().flatMap(ProcessHandle::descendants).toList();
    for (ProcessHandle program : programs) {
      new ProcessBuilder("kill", "-" + name, String.valueOf(program.pid())).start().waitFor();
    }
  }

  void resize(int columns, int rows) throws IOException, InterruptedException {
    tmux("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows));
  }

  /** What comes from a clipboard, as it is. */
  void paste(byte[] text, boolean bracketed) throws IOException, InterruptedException {
    Path file = Files.write(socket.resolveSibling("clipboard"), text);
    tmux("load-buffer", file.toString());
    if (bracketed) {
      tmux("paste-buffer", "-p", "-r");
    } else {
      tmux("paste-buffer");
    }
  }

  void answer(String line) throws IOException, InterruptedException {
    type(line, "Enter");
  }

  /** What is on the screen once a text is there for the given time. */
  String screen(String awaited, int times) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      String screen = now();
      if (screen.split(java.util.regex.Pattern.quote(awaited), -1).length > times) {
        return screen;
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("no `" + awaited + "` came:\n" + screen);
      }
      Thread.sleep(100);
    }
  }

  /** What is on the screen at this moment. */
  String now() throws IOException, InterruptedException {
    return tmux("capture-pane", "-p", "-J");
  }

  /** What somebody sees once a line is the last one, and nothing changes any more. */
  String still(String last) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    String before = "";
    while (true) {
      String screen = tmux("capture-pane", "-p").stripTrailing();
      if (screen.equals(before) && screen.endsWith(last)) {
        return screen + "\n";
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("`" + last + "` was never its last line:\n" + screen);
      }
      before = screen;
      Thread.sleep(300);
    }
  }

  String screen(String awaited) throws IOException, InterruptedException {
    return screen(awaited, 1);
  }

  private String tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    tmux("kill-server");
  }
}
