package dev.runbook.stdlib.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs to its end. Its arguments are handed over one by one, so no shell ever reads
 * them; its output is kept up to {@value Output#LARGEST} bytes.
 */
public final class Subprocess {

  /** The program could not be started: it certainly did nothing. */
  public static final class NotStarted extends IOException {
    NotStarted(IOException cause) {
      super(cause);
    }
  }

  /**
   * How a program ended.
   *
   * @param complete false where the program was ended because it took too long or printed too much
   */
  public record Result(int exit, String output, String errors, boolean complete) {

    /** The last line that it printed as an error, which is where programs say what went wrong. */
    public String lastError() {
      String last = errors.strip().lines().reduce("", (_, line) -> line);
      return last.replaceAll("\\p{C}+", " ").strip();
    }
  }

  private Subprocess() {}

  /**
   * Runs a program.
   *
   * @param environment what differs from our own environment
   * @param unset variables of our own environment that the program must not see
   * @param limit on the wall's clock; then the program is killed
   */
  public static Result run(
      List<String> command,
      Map<String, String> environment,
      Set<String> unset,
      String input,
      Duration limit)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(unset);
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException missing) {
      throw new NotStarted(missing);
    }
    try {
      Output output = new Output(process.getInputStream());
      Output errors = new Output(process.getErrorStream());
      feed(process, input);
      boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
      boolean whole = ended && output.awaitEnd() && errors.awaitEnd();
      return ended
          ? new Result(process.exitValue(), output.text(), errors.text(), whole)
          : new Result(-1, output.text(), errors.text(), false);
    } finally {
      kill(process);
    }
  }

  /** Ends what is left of a program and of those that it started. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void feed(Process process, String input) {
    Thread.startVirtualThread(() -> {
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // A program may end without reading its input: its exit code tells how that went.
      }
    });
  }
}
