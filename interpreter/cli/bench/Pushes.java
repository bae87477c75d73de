import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prints how many production pushes `runbook test` rehearses in a second; see README.md beside it.
 */
class Pushes {

  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path PROGRAM = ROOT.resolve("interpreter/cli/target/runbook/runbook.jar");
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  public static void main(String[] args) throws Exception {
    int pushes = args.length == 0 ? 3000 : Integer.parseInt(args[0]);
    if (!Files.exists(PROGRAM)) {
      System.err.println(
          "Build the program and start this from the repository's root: ./runbook --version");
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("runbook-pushes");
    try {
      measure(pushes, folder);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static void measure(int pushes, Path folder) throws Exception {
    Path book = runbook(pushes, folder);
    double before = hashes();
    List<Double> seconds = seconds(book);
    double after = hashes();
    List<Double> warm = seconds.subList(pushes / 2, pushes);
    double rate = CORES * warm.size() / warm.stream().mapToDouble(Double::doubleValue).sum();
    double hashes = (before + after) / 2;
    System.out.printf(
        Locale.ROOT,
        "%-34s %7.0f /s on %d cores%n%-34s %7.0f /s on %d cores%n%-34s %7.2f%n",
        "pushes, the later half of " + pushes,
        rate,
        CORES,
        "SHA-256 of a MiB, at the same time",
        hashes,
        CORES,
        "pushes for each of them",
        rate / hashes);
  }

  /** The runbook as it is, with a test for each push in the place of its own. */
  private static Path runbook(int pushes, Path folder) throws IOException {
    try (Stream<Path> all = Files.list(ROOT.resolve("runbooks"))) {
      for (Path file : all.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path book = folder.resolve("deploy-prod.rb4");
    String text = Files.readString(book);
    StringBuilder out = new StringBuilder(text.substring(0, text.indexOf("\ntest \"")));
    for (int push = 1; push <= pushes; push++) {
      out.append(
          """

          test "push %d" {
            run deploy-prod(tag: v3.20) answering yes
            expect outcome is done
          }
          """
              .formatted(push));
    }
    return Files.writeString(book, out);
  }

  private static List<Double> seconds(Path book) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    Process process =
        new ProcessBuilder(
                java, "-jar", PROGRAM.toString(), "test", "--format", "json", book.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a push failed");
    }
    Matcher each = Pattern.compile("\"passed\": true, \"seconds\": ([0-9.]+)").matcher(output);
    List<Double> seconds = new ArrayList<>();
    while (each.find()) {
      seconds.add(Double.parseDouble(each.group(1)));
    }
    return seconds;
  }

  /** What these cores can do just now, whoever else is at work on them. */
  private static double hashes() throws Exception {
    byte[] data = new byte[1 << 20];
    try (var cores = Executors.newFixedThreadPool(CORES)) {
      List<Future<Integer>> counts = new ArrayList<>();
      long end = System.nanoTime() + 3_000_000_000L;
      for (int core = 0; core < CORES; core++) {
        counts.add(
            cores.submit(() -> {
              MessageDigest digest = MessageDigest.getInstance("SHA-256");
              int count = 0;
              while (System.nanoTime() < end) {
                digest.digest(data);
                count++;
              }
              return count;
            }));
      }
      double sum = 0;
      for (Future<Integer> count : counts) {
        sum += count.get();
      }
      return sum / 3;
    }
  }
}
