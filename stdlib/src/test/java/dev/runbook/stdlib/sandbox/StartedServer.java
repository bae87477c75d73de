package dev.runbook.stdlib.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real server in a process of its own, which is up. */
public final class StartedServer {

  private final Process process;
  private final MatchResult said;

  private StartedServer(Process process, MatchResult said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts a server.
   *
   * @param up what it says when it is up
   * @throws IOException where there is no such program, or it ends without having said so
   */
  public static StartedServer start(Pattern up, List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader log = process.inputReader();
    StringBuilder all = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      all.append(line).append('\n');
      Matcher found = up.matcher(all);
      if (found.find()) {
        Thread.ofVirtual().start(() -> readOn(log));
        return new StartedServer(process, found.toMatchResult());
      }
    }
    throw new IOException(command.getFirst() + " did not start:\n" + all);
  }

  /** It would wait for a reader as soon as it has said much. */
  private static void readOn(BufferedReader log) {
    try {
      log.lines().forEach(_ -> {});
    } catch (UncheckedIOException _) {
      // It was stopped.
    }
  }

  /** What it said when it was up, by the groups of the pattern. */
  public MatchResult said() {
    return said;
  }

  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
