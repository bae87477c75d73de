package dev.runbook.stdlib.registry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Skipped;
import dev.runbook.stdlib.sandbox.TestCall;
import dev.runbook.stdlib.sandbox.VirtualClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client and a registry that nobody here wrote. */
class RealRegistryTest {

  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String EMPTY_INDEX =
      "{\"schemaVersion\": 2, \"mediaType\": \"" + INDEX + "\", \"manifests\": []}";

  private @Nullable Process registry;
  private String authority = "";

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: "127.0.0.1:0"}
            """
                .formatted(folder.resolve("data")));
    try {
      registry =
          new ProcessBuilder("docker-registry", "serve", config.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      throw Skipped.because("docker-registry is not installed: install the package of that name");
    }
    BufferedReader log = registry.inputReader(StandardCharsets.UTF_8);
    while (authority.isEmpty()) {
      Matcher listening = LISTENING.matcher(requireNonNull(log.readLine(), "it has ended"));
      authority = listening.find() ? listening.group(1) : "";
    }
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.destroy();
    }
  }

  @Test
  void aTagIsThereOnceItWasPushed() throws Exception {
    RegistryClient client = new RegistryClient(connection());
    TestCall call = new TestCall(connection().clock(), "call");
    var wanted = Rehearsal.arguments("image", "mozilla/balrog", "tag", "v3.20");
    assertThat(client.perform("digest", wanted, call)).isNull();

    assertThat(push("v3.20")).isEqualTo(201);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(EMPTY_INDEX.getBytes(StandardCharsets.UTF_8));
    assertThat(client.perform("digest", wanted, call))
        .isEqualTo("sha256:" + HexFormat.of().formatHex(hash));
    assertThat(push("v3.21")).isEqualTo(201);
    var all = Rehearsal.arguments("image", "mozilla/balrog");
    assertThat((List<?>) client.perform("tags", all, call))
        .map(String::valueOf)
        .containsExactlyInAnyOrder("v3.20", "v3.21");
  }

  private int push(String tag) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://%s/v2/mozilla/balrog/manifests/%s".formatted(authority, tag)))
            .header("Content-Type", INDEX)
            .PUT(BodyPublishers.ofString(EMPTY_INDEX))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  private Connection connection() {
    RunClock clock = new VirtualClock(Instant.parse("2026-11-26T10:00:00Z"));
    return new Connection() {
      @Override
      public Optional<URI> base() {
        return Optional.of(URI.create("https://registry.test"));
      }

      @Override
      public Optional<String> setting(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<Secret> credential(String name) {
        return Optional.empty();
      }

      @Override
      public RunClock clock() {
        return clock;
      }

      @Override
      public URI route(URI wanted) {
        return URI.create(
            requireNonNull(wanted.toString())
                .replace("https://registry.test", "http://" + authority));
      }
    };
  }
}
