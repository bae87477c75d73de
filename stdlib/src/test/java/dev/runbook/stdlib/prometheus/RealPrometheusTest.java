package dev.runbook.stdlib.prometheus;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Finding;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.RealConnection;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Skipped;
import dev.runbook.stdlib.sandbox.StartedServer;
import dev.runbook.stdlib.sandbox.TestCall;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against Prometheus itself, which has two hours of metrics. */
class RealPrometheusTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final Duration SCRAPED = Duration.ofSeconds(15);
  private static final Pattern UP =
      Pattern.compile(
          "(?s)msg=\"Listening on\" address=(127\\.0\\.0\\.1:\\d+).*Server is ready to receive");

  private static @Nullable StartedServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Path metrics = folder.resolve("metrics.txt");
    Files.writeString(metrics, metrics());
    Path data = Files.createDirectory(folder.resolve("data"));
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(configuration, "scrape_configs: []\n");
    try {
      run("promtool", "tsdb", "create-blocks-from", "openmetrics", "" + metrics, "" + data);
      server =
          StartedServer.start(
              UP,
              List.of(
                  "prometheus",
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + data,
                  "--storage.tsdb.retention.time=100y",
                  "--web.listen-address=127.0.0.1:0"));
    } catch (IOException missing) {
      throw Skipped.because("there is no prometheus; the Debian package of that name has it");
    }
  }

  /** One that is doubled an hour before the end, one with two series, and one that is no number. */
  private static String metrics() {
    StringBuilder load = new StringBuilder("# TYPE load gauge\n");
    StringBuilder queue = new StringBuilder("# TYPE queue gauge\n");
    StringBuilder broken = new StringBuilder("# TYPE broken gauge\n");
    Instant doubled = NOW.minus(Duration.ofMinutes(30));
    for (Instant at = NOW.minus(Duration.ofHours(2)); !at.isAfter(NOW); at = at.plus(SCRAPED)) {
      long time = at.getEpochSecond();
      load.append("load %d %d%n".formatted(at.isBefore(doubled) ? 10 : 20, time));
      queue.append("queue{app=\"public\"} 3 %d%n".formatted(time));
      broken.append("broken NaN %d%n".formatted(time));
    }
    for (Instant at = NOW.minus(Duration.ofHours(2)); !at.isAfter(NOW); at = at.plus(SCRAPED)) {
      queue.append("queue{app=\"admin\"} 5 %d%n".formatted(at.getEpochSecond()));
    }
    return load.append(queue).append(broken).append("# EOF\n").toString();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = String.join("\n", tool.inputReader().lines().toList());
    assertThat(tool.waitFor()).as(said).isZero();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void aQueryGivesWhatWasScraped() throws Exception {
    assertThat(number(perform("value", "query", "load"))).isEqualByComparingTo("20");
    assertThat(number(perform("value", "query", "scalar(load) / 2"))).isEqualByComparingTo("10");
    assertThat(number(perform("value", "query", "sum(queue)"))).isEqualByComparingTo("8");
    assertThat(perform("values", "query", "queue", "label", "app"))
        .isEqualTo(Map.of("public", new BigDecimal(3), "admin", new BigDecimal(5)));
  }

  @Test
  void whatItIsNowAndWhatItWasBefore() throws Exception {
    assertThat(number(perform("current", "query", "load"))).isEqualByComparingTo("20");
    Instant before = NOW.minus(Duration.ofMinutes(31));
    assertThat(number(perform("baseline", "query", "load", "before", before)))
        .isEqualByComparingTo("10");
    assertThat(number(perform("baseline", "query", "load", "before", NOW)))
        .isBetween(new BigDecimal("14.9"), new BigDecimal("15.1"));
  }

  @Test
  void aQueryThatIsLongerThanAnAddress() throws Exception {
    String query = "sum(queue{app!~\"%s\"})".formatted("other|".repeat(20_000));
    assertThat(number(perform("value", "query", query))).isEqualByComparingTo("8");
  }

  @Test
  void whatDecidesNothing() {
    assertThat(failure(() -> perform("value", "query", "never_heard_of")).kind())
        .isEqualTo(Kind.UNREADABLE);
    assertThat(failure(() -> perform("value", "query", "broken")).kind())
        .isEqualTo(Kind.UNREADABLE);
    assertThat(failure(() -> perform("current", "query", "broken")).kind())
        .isEqualTo(Kind.UNREADABLE);
    assertThat(failure(() -> perform("current", "query", "load / 0")).kind())
        .isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void whatIsNoQueryIsRefusedInItsOwnWords() {
    ServiceFailure failure = failure(() -> perform("value", "query", "sum(load"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("unclosed left parenthesis");
  }

  @Test
  void itIsThere() throws Exception {
    try (PrometheusClient client = client()) {
      assertThat(client.verify(call())).allMatch(Finding::good);
    }
  }

  private static @Nullable Object perform(String action, Object... arguments)
      throws ServiceFailure, InterruptedException {
    try (PrometheusClient client = client()) {
      return client.perform(action, Rehearsal.arguments(arguments), call());
    }
  }

  private static PrometheusClient client() {
    URI address = URI.create("http://" + requireNonNull(server).said().group(1) + "/");
    return new PrometheusClient(new RealConnection(address, Map.of(), Map.of(), new Then()));
  }

  private static TestCall call() {
    return new TestCall(new Then(), "query").within(Duration.ofSeconds(30));
  }

  private static BigDecimal number(@Nullable Object value) {
    return (BigDecimal) requireNonNull(value);
  }

  private record Then() implements RunClock {

    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public void sleep(Duration length) {
      throw new AssertionError("nothing here waits");
    }
  }
}
