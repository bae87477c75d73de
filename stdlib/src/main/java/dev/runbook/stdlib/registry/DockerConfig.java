package dev.runbook.stdlib.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.ToolFiles;
import dev.runbook.stdlib.exchange.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What {@code docker login} and {@code podman login} keep. Where they have handed it to a
 * credential helper it is not there, and no helper is started.
 */
final class DockerConfig {

  /** Under which Docker keeps what is for its own hub. */
  private static final String HUB = "https://index.docker.io/v1/";

  private DockerConfig() {}

  static Map<String, String> kept(URI address, ToolFiles files) {
    String host = address.getAuthority();
    List<String> keys =
        host.equals("docker.io") || host.endsWith(".docker.io")
            ? List.of(HUB, host, "docker.io")
            : List.of(host, "https://" + host, "https://" + host + "/");
    for (Path file : candidates(files)) {
      JsonNode auths = Json.readOrEmpty(files.text(file).orElse("")).path("auths");
      for (String key : keys) {
        Map<String, String> found = decoded(auths.path(key).path("auth").asText());
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return Map.of();
  }

  private static List<Path> candidates(ToolFiles files) {
    List<Path> all = new ArrayList<>();
    Path docker =
        files.variable("DOCKER_CONFIG").map(Path::of).orElse(files.home().resolve(".docker"));
    all.add(docker.resolve("config.json"));
    files
        .variable("XDG_RUNTIME_DIR")
        .ifPresent(folder -> all.add(Path.of(folder, "containers", "auth.json")));
    return all;
  }

  private static Map<String, String> decoded(String auth) {
    try {
      String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 1
          ? Map.of()
          : Map.of("user", pair.substring(0, colon), "password", pair.substring(colon + 1));
    } catch (IllegalArgumentException broken) {
      return Map.of();
    }
  }
}
