package dev.runbook.state;

import dev.runbook.door.RealTimeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of its own that wants a run: it does what its lines say, and answers each with one. */
final class Contender implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;

  Contender(Path root, String person) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Contender.class.getName(),
                    root.toString(),
                    person))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    answer();
  }

  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  String answer() throws IOException {
    return String.valueOf(answers.readLine());
  }

  String ask(String line) throws IOException {
    tell(line);
    return answer();
  }

  long pid() {
    return process.pid();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  boolean isEnded() throws InterruptedException {
    return process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws IOException {
    StateFolder state = StateFolder.open(Path.of(args[0]), new RealTimeline());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    Run run = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 2);
      try {
        run = done(state, run, args[1], words[0], words.length > 1 ? words[1] : "");
      } catch (StateException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        continue;
      }
      System.out.println(run == null ? "none" : run.id());
    }
  }

  private static @Nullable Run done(
      StateFolder state, @Nullable Run run, String person, String verb, String rest) {
    if (run == null) {
      return verb.equals("begin")
          ? state.begin(rest, new RealTimeline().now(), person)
          : state.open(rest, person, verb.equals("take-over"));
    }
    switch (verb) {
      case "append" -> run.record().append(rest);
      case "hold" -> run.lease().hold(rest, false);
      case "check" -> run.lease().check();
      case "close" -> {
        run.close();
        return null;
      }
      default -> throw new IllegalArgumentException(verb);
    }
    return run;
  }
}
