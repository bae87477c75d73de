package dev.runbook.stdlib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sandbox of its own process is asked over HTTP. */
class ControlTest {

  private static final String WORLD =
      "now: 2026-11-26T10:00:00Z\nbalrog: { versions: { https://aus5.test/: v3.19 } }\n";
  private static final String OTHER =
      "now: 2026-12-01T10:00:00Z\nbalrog: { versions: { https://aus5.test/: v3.20 } }\n";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Sandbox sandbox;

  ControlTest(@TempDir Path scratch) throws IOException {
    WorldFile world = WorldFile.parse("w.yaml", WORLD);
    VirtualClock machine = new VirtualClock(Instant.parse("2030-01-01T00:00:00Z"));
    sandbox =
        new Sandbox(
            world,
            new SandboxClock(machine, world.now(), false),
            scratch,
            Rehearsal.PROVIDERS,
            List.of());
  }

  @AfterEach
  void close() {
    sandbox.close();
    http.close();
  }

  @Test
  void itsTimeIsReadAndSet() throws Exception {
    assertThat(ask("GET", "now", "").body()).isEqualTo("2026-11-26T10:00:00Z\n");
    assertThat(ask("PUT", "now", "+1h30m").body()).isEqualTo("2026-11-26T11:30:00Z\n");
    assertThat(ask("PUT", "now", "2026-11-27T00:00:00Z").body()).contains("2026-11-27T00:00:00Z");
    assertThat(ask("PUT", "now", "tomorrow").statusCode()).isEqualTo(400);
  }

  @Test
  void itsWorldIsReadAndSet() throws Exception {
    assertThat(version()).contains("3.19");
    assertThat(ask("GET", "world", "").body()).isEqualTo(WORLD);
    assertThat(ask("PUT", "world", OTHER).body()).isEqualTo("2026-12-01T10:00:00Z\n");
    assertThat(version()).contains("3.20");
    HttpResponse<String> wrong = ask("PUT", "world", "now: 2026-12-01T10:00:00Z\nbalrg: {}\n");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("line 2", "did you mean `balrog`?");
    assertThat(version()).contains("3.20");
  }

  @Test
  void faultsAreToldAndAdded() throws Exception {
    assertThat(ask("GET", "faults", "").body()).contains("balrog:unauthorized");
    assertThat(ask("POST", "faults", "balrog:unauthorized").statusCode()).isEqualTo(200);
    assertThat(balrog().statusCode()).isEqualTo(401);
    assertThat(balrog().statusCode()).isEqualTo(200);
    assertThat(ask("POST", "faults", "balrog:tired").statusCode()).isEqualTo(400);
  }

  @Test
  void whatMayHaveChangedSomethingIsTold() throws Exception {
    balrog();
    assertThat(ask("GET", "changes", "").body()).isBlank();
    send("POST", "balrog/https/aus5.test/api?page=1", "{\n  \"new\": 1 }\n");
    assertThat(ask("GET", "changes", "").body())
        .isEqualTo("balrog POST https://aus5.test/api?page=1 { \"new\": 1 }\n");
    ask("PUT", "world", OTHER);
    assertThat(ask("GET", "changes", "").body()).isBlank();
  }

  private String version() throws Exception {
    return balrog().body();
  }

  private HttpResponse<String> balrog() throws Exception {
    return send("GET", "balrog/https/aus5.test/__version__", "");
  }

  private HttpResponse<String> ask(String method, String what, String body) throws Exception {
    return send(method, "sandbox/" + what, body);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    URI address = URI.create("http://" + sandbox.authority() + "/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(address).method(method, BodyPublishers.ofString(body)).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
