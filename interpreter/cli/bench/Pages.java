import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Prints how fast pages are made; see README.md beside it. */
class Pages {

  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final String LAUNCHER = ROOT.resolve("runbook").toString();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();
  private static final int BOOKS = 1000;

  public static void main(String[] args) throws Exception {
    int runs = args.length == 0 ? 15 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("runbook-pages");
    try {
      measure(runs, folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void measure(int runs, Path folder) throws Exception {
    Path hello = hello(folder);
    Path steps = Files.writeString(folder.resolve("steps.rb4"), steps());
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put(
        "JVM hello world", List.of(JAVA, "-Xshare:auto", "-cp", hello.toString(), "Hello"));
    commands.put("runbook --version", List.of(LAUNCHER, "--version"));
    commands.put("check, one runbook", List.of(LAUNCHER, "check", "runbooks/deploy-prod.rb4"));
    for (String format : List.of("md", "rst", "html")) {
      commands.put(
          "docs --format " + format + ", one runbook",
          List.of(LAUNCHER, "docs", "runbooks/deploy-prod.rb4", "--format", format));
    }
    commands.put(
        "dry run, 500 steps",
        List.of(
            LAUNCHER, "run", steps.toString(), "--tag", "v3.20", "--dry-run", "--format", "md"));
    Map<String, double[]> times = new LinkedHashMap<>();
    commands.forEach((name, command) -> times.put(name, new double[runs]));
    for (int run = -1; run < runs; run++) {
      for (Map.Entry<String, List<String>> command : commands.entrySet()) {
        double took = time(command.getValue());
        if (run >= 0) {
          times.get(command.getKey())[run] = took;
        }
      }
    }
    double base = median(times.get("JVM hello world"));
    System.out.printf("%-34s %9s %9s %9s   %s%n", "", "median", "least", "ratio", "target");
    Map<String, String> targets =
        Map.of(
            "runbook --version", "1.7x",
            "docs --format md, one runbook", "4.0x",
            "dry run, 500 steps", "300 ms");
    times.forEach((name, took) ->
        System.out.printf(
            Locale.ROOT,
            "%-34s %6.0f ms %6.0f ms %8.1fx   %s%n",
            name,
            median(took),
            Arrays.stream(took).min().orElse(0),
            median(took) / base,
            targets.getOrDefault(name, "")));
    Path books = Files.createDirectory(folder.resolve("books"));
    for (int book = 0; book < BOOKS; book++) {
      Files.writeString(books.resolve("book-" + book + ".rb4"), book(book));
    }
    for (String format : List.of("md", "rst", "html")) {
      folder(books, folder.resolve(format), format);
    }
  }

  private static void folder(Path books, Path out, String format) throws Exception {
    List<String> command =
        List.of(LAUNCHER, "docs", books.toString(), "-o", out.toString(), "--format", format);
    List<String> measured = new ArrayList<>();
    Path gnuTime = Path.of("/usr/bin/time");
    if (Files.isExecutable(gnuTime)) {
      measured.addAll(List.of(gnuTime.toString(), "-f", "%M KiB"));
    }
    measured.addAll(command);
    long begun = System.nanoTime();
    Process process = new ProcessBuilder(measured).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    int exit = process.waitFor();
    double took = (System.nanoTime() - begun) / 1e9;
    if (exit != 0) {
      throw new IllegalStateException(command + " ended with " + exit + ": " + output);
    }
    Matcher peak = Pattern.compile("(\\d+) KiB").matcher(output);
    String memory = peak.find() ? Integer.parseInt(peak.group(1)) / 1024 + " MiB" : "not measured";
    System.out.printf(
        Locale.ROOT,
        "%-34s %7.1f s %20s   20 s, 1024 MiB%n",
        BOOKS + " runbooks of 300 lines, " + format,
        took,
        memory);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double time(List<String> command) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException(command + " ended with " + exit);
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static Path hello(Path folder) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Hello.java"),
            "class Hello { public static void main(String[] a) { System.out.println(1); } }");
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString());
    if (exit != 0) {
      throw new IllegalStateException(source + " does not compile");
    }
    return folder;
  }

  private static String steps() {
    StringBuilder text =
        new StringBuilder(
            """
            team ops "Operations" {
              contact "mailto:ops@example.com"
            }

            runbook steps "Five hundred" {
              param tag: version

            """);
    for (int step = 1; step <= 500; step++) {
      text.append(
          """
            step s%1$d "Step %1$d" {
              | What step %1$d of ${tag} is about.
              do "Turn wheel %1$d." by ops up to 1h
            }
          """
              .formatted(step));
    }
    return text.append("}\n").toString();
  }

  /** Three hundred lines of what runbooks have; each leads to the next. */
  private static String book(int number) {
    StringBuilder text =
        new StringBuilder(
            """
            use jenkins, matrix

            team ops "Operations" {
              contact "mailto:ops@example.com"
            }

            environment live "Live" {
              protected
              guarded by ops
              address = "https://example.com/"
            }

            runbook book-%1$d "The procedure number %1$d" in live {
              | Behind it comes [the next](book-%2$d.rb4), which begins with [its first step](book-%2$d.rb4#s1).
              param tag: version "the release"

            """
                .formatted(number, (number + 1) % BOOKS));
    for (int step = 1; text.toString().lines().count() < 290; step++) {
      text.append(
          """
            step s%1$d "Step %1$d of procedure %2$d" {
              | What step %1$d is about, for ${tag}, in a line of prose that is as long as they are.
              let asked = matrix.post("#room:example.org", "May step %1$d go on with ${tag}?") as asked-%1$d
              confirm c%1$d "Go on with step %1$d?" by ops in reply to asked up to 4h
              let started-%1$d = jenkins.start("shop/deploy-%2$d", ["Image": "${tag}"])
              wait-for jenkins.ended(started-%1$d) every 30s usually 2m up to 30m
              let state-%1$d = jenkins.state(started-%1$d)
              if state-%1$d is succeeded {
                | It is done.
              } else {
                do "Look at **the log** of step %1$d." by ops up to 1h
              }
              check jenkins.state(started-%1$d) is succeeded else "It did not work."
            }

          """
              .formatted(step, number)
              .replace("let asked =", "let asked-" + step + " =")
              .replace("to asked up", "to asked-" + step + " up")
              .replace(" as asked-" + step, ""));
    }
    return text.append("}\n").toString();
  }
}
