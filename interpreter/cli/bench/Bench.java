import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Prints how fast the program is; see README.md beside it. */
class Bench {

  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path PROGRAM = ROOT.resolve("interpreter/cli/target/runbook/runbook.jar");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  public static void main(String[] args) throws Exception {
    int runs = args.length == 0 ? 15 : Integer.parseInt(args[0]);
    if (!Files.exists(PROGRAM)) {
      System.err.println(
          "Build the program and start this from the repository's root: ./runbook --version");
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("runbook-bench");
    try {
      measure(runs, folder);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static void measure(int runs, Path folder) throws Exception {
    Path long300 = runbook(folder);
    Path hello = hello(folder);
    String launcher = ROOT.resolve("runbook").toString();
    List<String> check = List.of(launcher, "check", long300.toString());
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("hello", List.of(JAVA, "-Xshare:auto", "-cp", hello.toString(), "Hello"));
    commands.put("version", List.of(launcher, "--version"));
    commands.put("check", check);
    commands.put(
        "push", List.of(launcher, "run", "runbooks/deploy-prod.rb4", "--tag", "v3.20", "--yes"));

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
    double base = median(times.get("hello"));
    System.out.printf("%-34s %9s %9s %9s   %s%n", "", "median", "least", "ratio", "target");
    row("JVM hello world", times.get("hello"), base, "");
    row("runbook --version", times.get("version"), base, "1.7x");
    row("runbook check, 300 lines, imports", times.get("check"), base, "3.0x");
    row("runbook run, the push with --yes", times.get("push"), base, "2000 ms");
    memory(check);
    parsing(long300, folder, runs);
  }

  private static void row(String what, double[] times, double base, String target) {
    double least = Arrays.stream(times).min().orElse(0);
    System.out.printf(
        Locale.ROOT,
        "%-34s %6.0f ms %6.0f ms %8.1fx   %s%n",
        what,
        median(times),
        least,
        median(times) / base,
        target);
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

  /** The peak as the operating system saw it, which is what a small machine has to have. */
  private static void memory(List<String> command) throws IOException, InterruptedException {
    Path gnuTime = Path.of("/usr/bin/time");
    String shown = "not measured: there is no " + gnuTime;
    if (Files.isExecutable(gnuTime)) {
      List<String> measured = new ArrayList<>(List.of(gnuTime.toString(), "-f", "%M KiB"));
      measured.addAll(command);
      Process process = new ProcessBuilder(measured).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      process.waitFor();
      Matcher peak = Pattern.compile("(\\d+) KiB").matcher(output);
      shown = peak.find() ? Integer.parseInt(peak.group(1)) / 1024 + " MiB" : output;
    }
    System.out.printf("%-34s %39s%n", "peak memory of check", shown + "   90 MiB");
  }

  /** In processes of their own, because only the first parse of a process is a first one. */
  private static void parsing(Path file, Path folder, int runs) throws Exception {
    compile(ROOT.resolve("interpreter/cli/bench/Parsing.java"), folder);
    String path = PROGRAM + java.io.File.pathSeparator + folder;
    double[] first = new double[runs];
    for (int run = 0; run < runs; run++) {
      first[run] =
          figure(
              List.of(
                  JAVA,
                  "@" + PROGRAM.resolveSibling("java-options"),
                  "-XX:AOTCache=" + cache(),
                  "-cp",
                  path,
                  "Parsing",
                  file.toString(),
                  "first"));
    }
    System.out.printf(
        Locale.ROOT,
        "%-34s %6.0f ms %6.0f ms %9s   %s%n",
        "first parse of 300 lines",
        median(first),
        Arrays.stream(first).min().orElse(0),
        "",
        "20 ms");
    double warm = figure(List.of(JAVA, "-cp", path, "Parsing", file.toString(), "warm"));
    System.out.printf(
        Locale.ROOT, "%-34s %4.0f MB/s %30s%n", "lexing and parsing, warm, best", warm, "20 MB/s");
  }

  private static double figure(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes()).strip();
    process.waitFor();
    return Double.parseDouble(output);
  }

  /** The one that the launcher takes for a check. */
  private static Path cache() throws IOException {
    try (var files = Files.list(PROGRAM.getParent())) {
      return files.filter(file -> file.toString().endsWith("-check.aot")).findFirst().orElseThrow();
    }
  }

  private static void compile(Path source, Path folder) {
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                PROGRAM.toString(),
                "-d",
                folder.toString(),
                source.toString());
    if (exit != 0) {
      throw new IllegalStateException(source + " does not compile");
    }
  }

  private static Path hello(Path folder) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Hello.java"),
            "class Hello { public static void main(String[] a) { System.out.println(1); } }");
    compile(source, folder);
    return folder;
  }

  /**
   * Three hundred lines of what runbooks have, beside copies of the runbooks, some of which it
   * imports.
   */
  private static Path runbook(Path folder) throws IOException {
    try (var files = Files.list(ROOT.resolve("runbooks"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    StringBuilder text =
        new StringBuilder(
            """
            use production, balrog-ladder, release-duty from "balrog.rb4"
            use admin, public from "backends.rb4"
            use matrix, grafana

            runbook bench "A long one" in production {
              param tag: version "the release to push"
              escalate to balrog-ladder

            """);
    for (int step = 1; text.toString().lines().count() < 290; step++) {
      text.append(
          """
            step s%1$d "Step %1$d" {
              | What step %1$d is about, for ${tag}, in a line of prose that is as long as they are.
              let ran-%1$d = public.running
              let charts-%1$d = grafana.charts("fRuT9IGZk")
              if ran-%1$d is none {
                fail "Nobody knows what runs."
              } else if ran-%1$d is tag {
                | It runs ${ran-%1$d} already.
              }
              let asked-%1$d = matrix.post("#room:example.org", "May step %1$d go on with ${tag}?")
              confirm "Go on with step %1$d?" by release-duty in reply to asked-%1$d up to 4h
              watch watched-%1$d "what step %1$d did" for 5m every 30s up to 30m {
                for each chart in charts-%1$d by chart.title {
                  check grafana.current(chart) within 20%% of 40
                }
              }
              wait-for public.running is tag every 30s usually 2m up to 30m
            }

          """
              .formatted(step));
    }
    text.append(
        """
          step last "The last" {
            deploy admin to tag
          }
        }
        """);
    return Files.writeString(folder.resolve("bench.rb4"), text);
  }
}
