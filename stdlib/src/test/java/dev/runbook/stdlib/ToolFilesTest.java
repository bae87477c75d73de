package dev.runbook.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.ToolFiles;
import dev.runbook.stdlib.bigquery.BigqueryProvider;
import dev.runbook.stdlib.github.GithubProvider;
import dev.runbook.stdlib.registry.RegistryProvider;
import dev.runbook.stdlib.sentry.SentryProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other tools keep is taken for the host that it was kept for, and for no other. */
class ToolFilesTest {

  private static final ServiceProvider GITHUB = new GithubProvider();
  private static final ServiceProvider SENTRY = new SentryProvider();
  private static final ServiceProvider REGISTRY = new RegistryProvider();

  /** Under the home {@code /home/anna}. */
  private record Files(Map<String, String> texts, Map<String, String> variables)
      implements ToolFiles {

    static Files of(String path, String text) {
      return new Files(Map.of(path, text), Map.of());
    }

    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(variables.get(name));
    }

    @Override
    public Path home() {
      return Path.of("/home/anna");
    }

    @Override
    public Path configuration() {
      return home().resolve(".config");
    }

    @Override
    public Optional<String> text(Path file) {
      return Optional.ofNullable(texts.get(file.toString()));
    }
  }

  private static Map<String, String> kept(ServiceProvider provider, String address, Files files) {
    return provider.kept(URI.create(address), files);
  }

  @Test
  void ofGh() {
    String hosts =
        "github.com:\n    user: anna\n    oauth_token: gho_1\nghe.corp:\n    oauth_token: gho_2\n";
    Files files = Files.of("/home/anna/.config/gh/hosts.yml", hosts);
    assertThat(kept(GITHUB, "https://api.github.com", files)).isEqualTo(Map.of("token", "gho_1"));
    assertThat(kept(GITHUB, "https://ghe.corp/api/v3", files)).isEqualTo(Map.of("token", "gho_2"));
    assertThat(kept(GITHUB, "https://other.corp", files)).isEmpty();
    Files moved = new Files(Map.of("/gh/hosts.yml", hosts), Map.of("GH_CONFIG_DIR", "/gh"));
    assertThat(kept(GITHUB, "https://ghe.corp", moved)).isEqualTo(Map.of("token", "gho_2"));
  }

  @Test
  void ofSentryCli() {
    String rc = "[auth]\ntoken = sntrys_1\n\n[defaults]\n# ours\norg=mozilla\n";
    Files files = Files.of("/home/anna/.sentryclirc", rc);
    assertThat(kept(SENTRY, "https://sentry.io/", files))
        .isEqualTo(Map.of("token", "sntrys_1", "organization", "mozilla"));
    assertThat(kept(SENTRY, "https://sentry.corp/", files)).isEmpty();
    Files own = Files.of("/home/anna/.sentryclirc", rc + "url=https://sentry.corp/\n");
    assertThat(kept(SENTRY, "https://sentry.corp/", own)).containsEntry("token", "sntrys_1");
    assertThat(kept(SENTRY, "https://sentry.io/", own)).isEmpty();
  }

  @Test
  void ofDockerAndPodman() {
    String auths =
        "{'auths': {'https://index.docker.io/v1/': {'auth': 'YW5uYTpwYTpzcw=='},"
            + " 'reg.corp:5000': {'auth': 'YmVuOng='}, 'helped.corp': {}}}";
    Files docker = Files.of("/home/anna/.docker/config.json", auths.replace('\'', '"'));
    assertThat(kept(REGISTRY, "https://registry-1.docker.io", docker))
        .isEqualTo(Map.of("user", "anna", "password", "pa:ss"));
    assertThat(kept(REGISTRY, "https://reg.corp:5000", docker)).containsEntry("user", "ben");
    assertThat(kept(REGISTRY, "https://reg.corp", docker)).isEmpty();
    assertThat(kept(REGISTRY, "https://helped.corp", docker)).isEmpty();
    assertThat(kept(REGISTRY, "https://evildocker.io", docker)).isEmpty();
    Map<String, String> podman = new HashMap<>();
    podman.put("/run/anna/containers/auth.json", auths.replace('\'', '"'));
    Files run = new Files(podman, Map.of("XDG_RUNTIME_DIR", "/run/anna"));
    assertThat(kept(REGISTRY, "https://reg.corp:5000", run)).containsEntry("password", "x");
  }

  @Test
  void ofGcloud() {
    String file = "/home/anna/.config/gcloud/application_default_credentials.json";
    assertThat(
            kept(new BigqueryProvider(), "https://bigquery.googleapis.com", Files.of(file, "{}")))
        .isEqualTo(Map.of("credentials-file", file));
    assertThat(kept(new BigqueryProvider(), "https://bigquery.googleapis.com", Files.of("/x", "")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "auths: [", "\u0000", "[auth", "- a\n- b"})
  void whatCannotBeReadSaysNothing(String text) {
    assertThat(kept(GITHUB, "https://x", Files.of("/home/anna/.config/gh/hosts.yml", text)))
        .isEmpty();
    assertThat(kept(SENTRY, "https://x", Files.of("/home/anna/.sentryclirc", text))).isEmpty();
    assertThat(kept(REGISTRY, "https://x", Files.of("/home/anna/.docker/config.json", text)))
        .isEmpty();
  }
}
