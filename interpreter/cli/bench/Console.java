import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;

/** Prints how fast the console answers; see README.md beside it. */
class Console {

  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();
  private static final String ASKS = "end> ";

  /** A program in a pseudo-terminal, as `script` of util-linux makes one. */
  private static final class Pty implements AutoCloseable {
    private final Process process;
    private final InputStream out;
    private final OutputStream in;
    private final StringBuilder seen = new StringBuilder();

    Pty(String command) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder("script", "-qfec", "stty cols 80 rows 24; " + command, "/dev/null")
              .redirectErrorStream(true);
      builder.environment().put("TERM", "xterm-256color");
      process = builder.start();
      out = process.getInputStream();
      in = process.getOutputStream();
    }

    /** Until a text was written that was not there before. */
    void await(String text) throws IOException {
      byte[] some = new byte[8192];
      while (seen.indexOf(text) < 0) {
        int count = out.read(some);
        if (count < 0) {
          throw new IOException("it ended: " + seen);
        }
        seen.append(new String(some, 0, count, StandardCharsets.UTF_8));
      }
      seen.delete(0, seen.indexOf(text) + text.length());
    }

    void type(String keys) throws IOException {
      in.write(keys.getBytes(StandardCharsets.UTF_8));
      in.flush();
    }

    /** How many bytes are drawn in so many milliseconds. */
    int drawn(long millis) throws Exception {
      byte[] some = new byte[8192];
      int bytes = 0;
      long end = System.nanoTime() + millis * 1_000_000;
      while (System.nanoTime() < end) {
        bytes += out.available() > 0 ? out.read(some) : 0;
        Thread.sleep(10);
      }
      return bytes;
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  public static void main(String[] args) throws Exception {
    int runs = args.length == 0 ? 9 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("runbook-console");
    Path source = folder.resolve("Hello.java");
    Files.writeString(
        source,
        "class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
    ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
    List<Double> hello = new ArrayList<>();
    List<Double> prompt = new ArrayList<>();
    String repl = ROOT.resolve("runbook") + " repl --state " + folder.resolve("state");
    for (int run = -1; run < runs; run++) {
      double base = first(JAVA + " -Xshare:auto -cp " + folder + " Hello", "hello");
      double asked = first(repl, ASKS);
      if (run >= 0) {
        hello.add(base);
        prompt.add(asked);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "first prompt of the repl     %6.0f ms   %.1fx a JVM hello world (%.0f ms)   target 6x%n",
        median(prompt),
        median(prompt) / median(hello),
        median(hello));
    keys(repl);
    view(folder);
    System.exit(0);
  }

  private static double first(String command, String text) throws IOException {
    long begun = System.nanoTime();
    try (Pty pty = new Pty(command)) {
      pty.await(text);
      return (System.nanoTime() - begun) / 1e6;
    }
  }

  /** From a key to its letter on the screen, while three expressions are looked at. */
  private static void keys(String repl) throws Exception {
    List<Double> took = new ArrayList<>();
    try (Pty pty = new Pty(repl)) {
      pty.await(ASKS);
      for (String watched : List.of("now", "today", "now.date")) {
        pty.type("watch " + watched + "\r");
        pty.await("watch: ");
        pty.await(ASKS);
      }
      Thread.sleep(500);
      for (int key = 0; key < 40; key++) {
        pty.drawn(30);
        pty.seen.setLength(0);
        String letter = String.valueOf((char) ('a' + key % 26));
        long begun = System.nanoTime();
        pty.type(letter);
        pty.await(letter);
        took.add((System.nanoTime() - begun) / 1e6);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "a key, with three watches    %6.1f ms   the slowest of 40: %.1f ms   target 50 ms%n",
        median(took),
        Collections.max(took));
  }

  /** What is drawn of a view in which only times change. */
  private static void view(Path folder) throws Exception {
    Files.writeString(
        folder.resolve("runbook.yaml"), "profiles: { real: { services: { shell: by hand } } }\n");
    Path book = folder.resolve("waits.rb4");
    Files.writeString(
        book,
        """
        runbook waits "Waiting" {
          step one "The first" {
            let begun = now
            wait-for now > begun + 1h every 30m up to 2h
          }
        }
        """);
    String run =
        ROOT.resolve("runbook") + " run " + book + " --profile real --state " + folder.resolve("s");
    try (Pty pty = new Pty(run)) {
      pty.await("The first");
      pty.drawn(3000);
      System.out.printf(
          Locale.ROOT,
          "a view whose clock goes on   %6d bytes a second, of %d that it has%n",
          pty.drawn(5000) / 5,
          4 * 80);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }
}
