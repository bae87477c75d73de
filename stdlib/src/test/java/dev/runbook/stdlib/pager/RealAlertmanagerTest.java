package dev.runbook.stdlib.pager;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.RunClock;
import dev.runbook.stdlib.sandbox.RealConnection;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Skipped;
import dev.runbook.stdlib.sandbox.StartedServer;
import dev.runbook.stdlib.sandbox.TestCall;
import java.io.IOException;
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

/** The client against Alertmanager itself. */
class RealAlertmanagerTest {

  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\" address=(127\\.0\\.0\\.1:\\d+)");

  private static @Nullable StartedServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path configuration = folder.resolve("alertmanager.yml");
    Files.writeString(configuration, "route: {receiver: on-call}\nreceivers: [{name: on-call}]\n");
    List<String> command =
        List.of(
            "prometheus-alertmanager",
            "--config.file=" + configuration,
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:0",
            "--cluster.listen-address=");
    try {
      server = StartedServer.start(LISTENING, command);
    } catch (IOException missing) {
      throw Skipped.because(
          "there is no prometheus-alertmanager; the Debian package of that name has it");
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void aPageIsOpenUntilItIsResolved() throws Exception {
    String key = "balrog \"public\" \\ says: ümlaut\nand a line";
    assertThat(paged(key)).isNull();
    Object page = page(key);
    assertThat(paged(key)).isEqualTo(page);
    assertThat(paged("balrog")).isNull();
    assertThat(perform("resolved", "page", page)).isEqualTo(false);

    assertThat(perform("resolve", "page", page)).isNull();
    assertThat(perform(call().within(Duration.ofSeconds(20)).looking(), "resolved", "page", page))
        .isEqualTo(true);
  }

  @Test
  void aSecondPageWithTheSameKeyIsTheFirst() throws Exception {
    Object first = page("twice");
    page("twice");
    assertThat(paged("twice")).isEqualTo(first);
  }

  private static Object page(String key) throws Exception {
    return requireNonNull(
        perform("page", "summary", "Balrog is ill", "severity", "critical", "key", key));
  }

  private static @Nullable Object paged(String key) throws Exception {
    return perform("paged", "severity", "critical", "key", key);
  }

  private static @Nullable Object perform(String action, Object... arguments) throws Exception {
    return perform(call(), action, arguments);
  }

  private static @Nullable Object perform(TestCall call, String action, Object... arguments)
      throws Exception {
    URI address = URI.create("http://" + requireNonNull(server).said().group(1) + "/");
    Map<String, String> settings = Map.of("kind", "alertmanager");
    RealConnection there = new RealConnection(address, settings, Map.of(), new WallClock());
    try (PagerClient client = new PagerClient(there)) {
      return client.perform(action, Rehearsal.arguments(arguments), call);
    }
  }

  private static TestCall call() {
    return new TestCall(new WallClock(), "page");
  }

  private record WallClock() implements RunClock {

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void sleep(Duration length) throws InterruptedException {
      Thread.sleep(length);
    }
  }
}
