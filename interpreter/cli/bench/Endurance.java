import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Long runs: how long it takes to go on with one that has 10,000 steps behind it, and what 10,000
 * waits at once cost in memory; see README.md beside it.
 */
class Endurance {

  private static final String LAUNCHER = Path.of("runbook").toAbsolutePath().toString();
  private static final String HUNDRED =
      IntStream.rangeClosed(1, 100)
          .mapToObj(String::valueOf)
          .collect(Collectors.joining(", ", "[", "]"));

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("runbook-endurance");
    try {
      resume(folder);
      waits(folder);
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void resume(Path folder) throws Exception {
    Path world =
        Files.writeString(
            folder.resolve("world.yaml"),
            "now: 2026-11-26T10:00:00Z\nmatrix: { rooms: [\"#a:example.com\"] }\n");
    Path port = folder.resolve("port");
    Process sandbox =
        new ProcessBuilder(
                LAUNCHER,
                "sandbox",
                "--stepped",
                "--world",
                world.toString(),
                "--port-file",
                port.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sandbox.log").toFile())
            .start();
    try {
      while (!Files.exists(port)) {
        if (!sandbox.isAlive()) {
          throw new IllegalStateException(Files.readString(folder.resolve("sandbox.log")));
        }
        TimeUnit.MILLISECONDS.sleep(20);
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
      Path book =
          Files.writeString(
              folder.resolve("steps.rb4"),
              """
              use matrix
              runbook steps "Ten thousand steps" {
                for each a in %s {
                  for each b in %s {
                    step said "One of many" {
                      let n = a * 100 + b
                      check n > 0
                      do "See whether ${n} is a number." up to 1h
                    }
                  }
                }
                matrix.post("#a:example.com", "the end")
              }
              """
                  .formatted(HUNDRED, HUNDRED));
      String state = folder.resolve("state").toString();
      run(
          List.of(
              LAUNCHER, "run", book.toString(), "--profile", "play", "--state", state, "--yes"));
      Path record;
      try (var files = Files.walk(Path.of(state))) {
        record =
            files
                .filter(file -> file.getFileName().toString().equals("record.jsonl"))
                .findFirst()
                .orElseThrow();
      }
      List<String> lines = Files.readAllLines(record);
      double best = Double.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        // As if the process had been ended before the last call.
        int last = lines.size() - 1;
        while (!lines.get(last).contains("\"kind\":\"step-ended\"")) {
          last--;
        }
        Files.write(record, lines.subList(0, last + 1));
        long begun = System.nanoTime();
        run(List.of(LAUNCHER, "resume", "--state", state, "--yes"));
        best = Math.min(best, (System.nanoTime() - begun) / 1e6);
      }
      System.out.printf(
          Locale.ROOT,
          "resume with 10,000 steps done: %.0f ms of the whole command (target 1000 ms), a record"
              + " of %d entries, %d KiB%n",
          best,
          lines.size(),
          Files.size(record) / 1024);
    } finally {
      sandbox.destroy();
      sandbox.waitFor();
    }
  }

  private static void waits(Path folder) throws Exception {
    Files.writeString(folder.resolve("waits.world.yaml"), "now: 2026-11-26T10:00:00Z\n");
    int one = peak(waiting(folder, "[1]", "[1]"));
    int many = peak(waiting(folder, HUNDRED, HUNDRED));
    System.out.printf(
        "10,000 waits at once: %d MiB, beside %d MiB for one: %d MiB more (target 150 MiB)%n",
        many, one, many - one);
  }

  private static Path waiting(Path folder, String outer, String inner) throws IOException {
    return Files.writeString(
        folder.resolve("waits.rb4"),
        """
        runbook waits "Ten thousand waits" {
          for each a in %s in parallel {
            for each b in %s in parallel {
              check a * b > 0
              wait-until 11:00 up to 2h
            }
          }
        }
        """
            .formatted(outer, inner));
  }

  private static int peak(Path book) throws Exception {
    String told =
        run(List.of("/usr/bin/time", "-f", "%M KiB", LAUNCHER, "run", book.toString(), "--yes"));
    Matcher peak = Pattern.compile("(\\d+) KiB").matcher(told);
    if (!peak.find()) {
      throw new IllegalStateException(told);
    }
    return Integer.parseInt(peak.group(1)) / 1024;
  }

  private static String run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      List<String> lines = output.lines().filter(line -> !line.contains("See whether")).toList();
      throw new IllegalStateException(
          command
              + " failed:\n"
              + String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size())));
    }
    return output;
  }
}
