import dev.runbook.spi.RunClock;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Appends entries of a usual length, each of them durable, and in turn the same bytes to a plain
 * file with an fsync each. Prints both rates and their ratio; see README.md beside it.
 */
class Recording {

  private static final int BATCH = 200;
  private static final int ROUNDS = 40;

  private static final RunClock CLOCK =
      new RunClock() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration length) throws InterruptedException {
          Thread.sleep(length);
        }
      };

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(args.length == 0 ? "." : args[0]), "recording");
    String entry =
        "{\"kind\":\"settled\",\"path\":\"backends/public\",\"text\":\"" + "x".repeat(200) + "\"}";
    byte[] line =
        ("{\"n\":1000,\"after\":\"" + "0".repeat(32) + "\"," + entry.substring(1) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    Path raw = folder.resolve("raw");
    long plain = 0;
    long recorded = 0;
    long checked = 0;
    try (Run run = StateFolder.open(folder, CLOCK).begin("bench", CLOCK.now(), "bench");
        FileOutputStream file = new FileOutputStream(raw.toFile(), true)) {
      for (int round = -5; round < ROUNDS; round++) {
        long begun = System.nanoTime();
        for (int n = 0; n < BATCH; n++) {
          file.write(line);
          file.getFD().sync();
        }
        long between = System.nanoTime();
        for (int n = 0; n < BATCH; n++) {
          run.record().append(entry);
        }
        long after = System.nanoTime();
        for (int n = 0; n < BATCH; n++) {
          run.lease().check();
        }
        long end = System.nanoTime();
        if (round >= 0) {
          plain += between - begun;
          recorded += after - between;
          checked += end - after;
        }
      }
    }
    double entries = (double) BATCH * ROUNDS;
    System.out.printf(
        Locale.ROOT,
        "append and fsync: %.0f/s   record: %.0f/s   ratio %.2f (target 0.80)   look at the lease:"
            + " %.0f us%n",
        entries / (plain / 1e9),
        entries / (recorded / 1e9),
        (double) plain / recorded,
        checked / entries / 1e3);
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
