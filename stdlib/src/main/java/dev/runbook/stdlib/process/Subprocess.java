package dev.runbook.stdlib.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that runs to its end. Its arguments are handed over one by one, so no shell ever reads
 * them; its output is kept up to {@value #LARGEST_OUTPUT} bytes.
 */
public final class Subprocess {

  private static final int LARGEST_OUTPUT = 32 << 20;

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

    private static final Result INCOMPLETE = new Result(-1, "", "", false);

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
      AtomicBoolean cut = new AtomicBoolean();
      CompletableFuture<String> output = drain(process, process.getInputStream(), cut);
      CompletableFuture<String> errors = drain(process, process.getErrorStream(), cut);
      feed(process, input);
      long end = System.nanoTime() + limit.toNanos();
      boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!ended || cut.get()) {
        return Result.INCOMPLETE;
      }
      // A program that it left running in the background may hold the output open for ever.
      long left = Math.max(TimeUnit.SECONDS.toNanos(1), end - System.nanoTime());
      CompletableFuture.allOf(output, errors).get(left, TimeUnit.NANOSECONDS);
      return new Result(process.exitValue(), output.join(), errors.join(), !cut.get());
    } catch (ExecutionException broken) {
      throw new IOException(broken.getCause());
    } catch (TimeoutException _) {
      return Result.INCOMPLETE;
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

  private static CompletableFuture<String> drain(
      Process process, InputStream stream, AtomicBoolean cut) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try (stream) {
        byte[] bytes = stream.readNBytes(LARGEST_OUTPUT);
        if (bytes.length == LARGEST_OUTPUT) {
          cut.set(true);
          process.destroyForcibly();
        }
        text.complete(new String(bytes, StandardCharsets.UTF_8));
      } catch (IOException broken) {
        text.completeExceptionally(broken);
      }
    });
    return text;
  }
}
