package dev.runbook.stdlib.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.runbook.spi.ToolFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** What {@code gh auth login} keeps, where it has not handed it to a keyring. */
final class GhConfig {

  private GhConfig() {}

  static Map<String, String> kept(URI address, ToolFiles files) {
    String host = address.getHost().equals("api.github.com") ? "github.com" : address.getHost();
    Path folder =
        files.variable("GH_CONFIG_DIR").map(Path::of).orElse(files.configuration().resolve("gh"));
    String text = files.text(folder.resolve("hosts.yml")).orElse("");
    String token = hosts(text).path(host).path("oauth_token").asText();
    return token.isEmpty() ? Map.of() : Map.of("token", token);
  }

  private static JsonNode hosts(String text) {
    YAMLMapper yaml = new YAMLMapper();
    try {
      return yaml.readTree(text);
    } catch (JsonProcessingException broken) {
      return yaml.missingNode();
    }
  }
}
