package dev.runbook.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Member;
import dev.runbook.stdlib.sandbox.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

  private static final Map<String, ServiceProvider> PROVIDERS =
      ServiceLoader.load(ServiceProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .collect(Collectors.toMap(ServiceProvider::service, provider -> provider));

  @TempDir private Path folder;

  @Test
  void theNearestFileCountsAndItAlone() throws IOException {
    Path beside = Files.createDirectories(folder.resolve("a/b"));
    Machine machine =
        new Machine(
            name -> name.equals("XDG_CONFIG_HOME") ? folder.resolve("config").toString() : null,
            folder);
    assertThat(Configuration.find(beside, machine)).isEmpty();

    Path user = write("config/runbook/runbook.yaml");
    assertThat(Configuration.find(beside, machine).orElseThrow().file()).isEqualTo(user);
    Path above = write("a/runbook.yaml");
    assertThat(Configuration.find(beside, machine).orElseThrow().file()).isEqualTo(above);
    Path nearest = write("a/b/runbook.yaml");
    assertThat(Configuration.find(beside, machine).orElseThrow())
        .isEqualTo(new Configuration.Place(nearest, "beside the runbook"));
  }

  @Test
  void withoutXdgTheUsersFolderIsLookedIn() {
    Machine machine = new Machine(name -> null, Path.of("/home/anna"));
    assertThat(Configuration.places(folder, machine).getLast().file())
        .isEqualTo(Path.of("/home/anna/.config/runbook/runbook.yaml"));
  }

  @Test
  void aProfileNamesServicesAndPeople() throws IOException {
    Profile profile =
        read(
            """
            profiles:
              production:
                services:
                  jenkins:
                    url: https://ci.example.org/jenkins/
                    user: deployer
                    token: env:CI_TOKEN
                  balrog:
                    hosts: [aus5.example.org, "http://127.0.0.1:8080"]
                  grafana: { url: "https://charts.example.org", var-cluster: prod }
                  slack: by hand
                teams:
                  releng:
                    - { name: anna, matrix: "@anna:example.org", slack: U1 }
                    - name: ben
            """);
    assertThat(profile.services()).containsOnlyKeys("jenkins", "balrog", "grafana");
    ServiceProfile jenkins = profile.service("jenkins").orElseThrow();
    assertThat(jenkins.url()).hasToString("https://ci.example.org/jenkins/");
    assertThat(jenkins.settings()).containsEntry("user", "deployer");
    assertThat(jenkins.credentials()).containsEntry("token", new Reference("env:CI_TOKEN"));
    assertThat(profile.service("balrog").orElseThrow().hosts())
        .extracting(Object::toString)
        .containsExactly("https://aus5.example.org", "http://127.0.0.1:8080");
    assertThat(profile.service("grafana").orElseThrow().settings())
        .containsEntry("var-cluster", "prod");
    assertThat(profile.teams().of("releng"))
        .extracting(Member::name)
        .containsExactly("anna", "ben");
    assertThat(profile.teams().of("releng").getFirst().handle("matrix"))
        .contains("@anna:example.org");
    assertThat(profile.teams().of("sre")).isEmpty();
  }

  @Test
  void aHandleInAServiceThatNobodyKnowsIsAMistake() {
    assertThatThrownBy(() ->
            read("profiles: { p: { teams: { releng: [{ name: anna, matrx: \"@anna\" }] } } }\n"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("`matrx` is not known here: did you mean `matrix`?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jenkins: { url: "https://ci.example.org", tokn: "env:X" } | line 4: `tokn` is not known here: did you mean `token`?
          jenkin: { url: "https://ci.example.org" }                 | line 4: `jenkin` is not known here: did you mean `jenkins`?
          jenkins: { token: hunter2 }                               | line 4: `token` is a secret, and a file is no place for one: write `env:NAME`
          jenkins: { url: ci.example.org }                          | line 4: `ci.example.org` is no address
          jenkins: by me                                            | line 4: `jenkins` wants entries below it, or `by hand`
          """)
  void aMistakeIsToldWithItsLine(String service, String told) {
    String yaml = "profiles:\n  production:\n    services:\n      " + service + "\n";
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining(told)
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.test:4711", "https://127.0.0.1:4711", "http://127.0.0.1.evil.test"})
  void aSandboxIsOnThisMachine(String address) {
    assertThatThrownBy(() -> read("profiles: { p: { sandbox: \"" + address + "\" } }\n"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("is not on this machine");
  }

  @Test
  void aProxyInAFileSaysNoPassword() throws IOException {
    assertThat(read("profiles: { p: { proxy: \"http://proxy:3128\" } }\n").proxy())
        .isEqualTo("http://proxy:3128");
    assertThatThrownBy(() -> read("profiles: { p: { proxy: \"http://me:hunter2@proxy:3128\" } }\n"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("set HTTPS_PROXY")
        .hasMessageNotContaining("hunter2");
  }

  /**
   * Nor does any address, where it would stand in clear, and lead somewhere else than it seems to.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sandbox: \"http://127.0.0.1:hunter2@evil.test\"",
        "services: { jenkins: { url: \"https://me:hunter2@jenkins.example/\" } }",
        "services: { jenkins: { url: \"https://me:hunt er2@jenkins.example/\" } }",
        "services: { matrix: { hosts: [\"me:hunter2@matrix.example\"] } }"
      })
  void anAddressInAFileSaysNoPassword(String profile) {
    assertThatThrownBy(() -> read("profiles: { p: { " + profile + " } }\n"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("leave out what stands in front of the @")
        .hasMessageNotContaining("hunt");
  }

  private Profile read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("runbook.yaml"), yaml);
    return Configuration.read(file, PROVIDERS).values().iterator().next();
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "profiles: {}\n");
  }
}
