package dev.runbook.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.door.RealTimeline;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.spi.ToolFiles;
import dev.runbook.stdlib.sandbox.Teams;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileConnectionTest {

  private static final ServiceProfile LAMP =
      new ServiceProfile(
          URI.create("https://lamp.example.org/api/"),
          List.of(URI.create("https://login.example.org"), URI.create("http://127.0.0.1:8080")),
          Map.of("colour", "red"),
          Map.of("token", new Reference("env:MY_LAMP")));

  private static final ServiceProfile NAMED =
      new ServiceProfile(
          URI.create("https://lamp.example.org/api/"), List.of(), Map.of(), Map.of());

  private static final ServiceProfile BARE =
      new ServiceProfile(null, List.of(), Map.of(), Map.of());

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lamp.example.org/anything?x=1",
        "https://LAMP.example.org:443/",
        "https://login.example.org/token",
        "http://127.0.0.1:8080/"
      })
  void itGoesWhereTheProfileSays(String address) throws ServiceFailure {
    assertThat(connection(LAMP, Map.of()).route(URI.create(address)))
        .isEqualTo(URI.create(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example.org/",
        "http://lamp.example.org/api/",
        "https://lamp.example.org:8443/",
        "https://lamp.example.org.evil.test/",
        "https://lamp.example.org@evil.test/",
        "http://127.0.0.1/"
      })
  void itGoesNowhereElse(String address) {
    assertThatThrownBy(() -> connection(LAMP, Map.of()).route(URI.create(address)))
        .isInstanceOfSatisfying(
            ServiceFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(ServiceFailure.Kind.REFUSED);
              assertThat(failure).hasMessageContaining("night").hasMessageContaining("`hosts`");
            });
  }

  @Test
  void whatTheProfileDoesNotSayTheMachineMay() {
    Connection connection = connection(BARE, Map.of("LAMP_COLOUR", "blue"));
    assertThat(connection.setting("colour")).contains("blue");
    assertThat(connection(LAMP, Map.of("LAMP_COLOUR", "blue")).setting("colour")).contains("red");
    assertThat(connection(BARE, Map.of()).base()).contains(URI.create("https://usual.example.org"));
  }

  @Test
  void aCredentialIsWhatTheProfileRefersToElseTheEnvironmentElseTheFileThatItNames()
      throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "in a file\n");
    Map<String, String> all =
        Map.of("MY_LAMP", "mine", "LAMP_TOKEN", "usual", "LAMP_TOKEN_FILE", file.toString());
    assertThat(secret(connection(LAMP, all))).isEqualTo("mine");
    assertThat(secret(connection(BARE, all))).isEqualTo("usual");
    assertThat(secret(connection(BARE, Map.of("LAMP_TOKEN_FILE", file.toString()))))
        .isEqualTo("in a file");
    // What the profile refers to is missing: then no other secret is guessed.
    assertThat(secret(connection(LAMP, Map.of("LAMP_TOKEN", "usual")))).isNull();
  }

  @Test
  void whereNothingElseSaysItTheFilesOfOtherToolsDo() throws IOException {
    netrc(
        """
        machine other.example.org login eve password wrong
        macdef init
        machine lamp.example.org password of-a-macro

        machine lamp.example.org
          login anna
          password of-netrc
        default login anybody password to-anybody
        """,
        "rw-------");
    assertThat(secret(connection(NAMED, Map.of()))).isEqualTo("of-netrc");
    assertThat(connection(NAMED, Map.of()).setting("user")).contains("anna");
    assertThat(secret(connection(NAMED, Map.of("LAMP_TOKEN", "usual")))).isEqualTo("usual");
    assertThat(secret(connection(LAMP, Map.of()))).isNull();
    // Its host is not in the file, and what is for everybody is for nobody.
    assertThat(secret(connection(BARE, Map.of()))).isEqualTo("of-its-tool");
    Files.delete(folder.resolve(".netrc"));
    assertThat(secret(connection(NAMED, Map.of()))).isNull();
  }

  @Test
  void aFileThatOthersCanReadKeepsNoSecret() throws IOException {
    netrc("machine lamp.example.org password of-netrc", "rw-r--r--");
    assertThat(secret(connection(NAMED, Map.of()))).isNull();
  }

  private void netrc(String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(".netrc"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void aSandboxIsGivenEveryAddressAndNoSecret() throws ServiceFailure {
    Profile played =
        new Profile("night", Map.of(), Teams.NONE, null, null, URI.create("http://127.0.0.1:4711"));
    Connection connection =
        new ProfileConnection(
            played,
            new LampProvider(),
            LAMP,
            new Machine(Map.of("MY_LAMP", "mine", "LAMP_TOKEN", "usual")::get, folder),
            new RealTimeline());
    assertThat(connection.route(URI.create("https://lamp.example.org/api/on?x=1")))
        .isEqualTo(URI.create("http://127.0.0.1:4711/lamp/https/lamp.example.org/api/on?x=1"));
    assertThat(secret(connection)).isEqualTo("sandbox-token");
  }

  @ParameterizedTest
  @CsvSource({
    "https://lamp.example.org/,http://proxy:3128",
    "https://inside.corp/,",
    "https://deep.inside.corp/,",
    "https://notinside.corp/,http://proxy:3128",
    "http://lamp.example.org/,http://plain:3128",
    "https://by.port:8443/,",
    "https://by.port/,http://proxy:3128",
    "https://spaced.corp/,"
  })
  void proxiesAreThoseOfTheEnvironment(URI address, @Nullable URI proxy) throws Exception {
    Connection connection =
        connection(
            BARE,
            Map.of(
                "HTTPS_PROXY", "proxy:3128",
                "http_proxy", "http://plain:3128",
                "NO_PROXY", "localhost, inside.corp by.port:8443  spaced.corp"));
    assertThat(connection.proxy(address).orElse(null)).isEqualTo(proxy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://", "ftp://proxy:21", "http://me:hunter2@pro xy:3128"})
  void aProxyThatIsNoAddressIsSaidToBeNone(String proxy) {
    Connection connection = connection(BARE, Map.of("HTTPS_PROXY", proxy));
    assertThatExceptionOfType(ServiceFailure.class)
        .isThrownBy(() -> connection.proxy(URI.create("https://lamp.example.org/")))
        .withMessageContaining("no address")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void certificatesAreThoseOfTheEnvironment() {
    assertThat(connection(BARE, Map.of("SSL_CERT_FILE", "/etc/ca.pem")).certificates())
        .contains(Path.of("/etc/ca.pem"));
    assertThat(connection(BARE, Map.of()).certificates()).isEmpty();
  }

  private static @Nullable String secret(Connection connection) {
    return connection.credential("token").map(Secret::reveal).orElse(null);
  }

  private Connection connection(ServiceProfile service, Map<String, String> variables) {
    return new ProfileConnection(
        new Profile("night", Map.of("lamp", service), Teams.NONE, null, null, null),
        new LampProvider(),
        service,
        new Machine(variables::get, folder),
        new RealTimeline());
  }

  private static final class LampProvider implements ServiceProvider {

    @Override
    public String service() {
      return "lamp";
    }

    @Override
    public String declaration() {
      return "service lamp \"Lamp\" {}";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.credential("token", "a token", "LAMP_TOKEN"),
          Setting.of("user", "whose token"),
          Setting.of("colour", "a colour", "LAMP_COLOUR"));
    }

    @Override
    public Map<String, String> kept(URI address, ToolFiles files) {
      return address.getHost().equals("usual.example.org")
          ? Map.of("token", "of-its-tool")
          : Map.of();
    }

    @Override
    public java.util.Optional<URI> address() {
      return java.util.Optional.of(URI.create("https://usual.example.org"));
    }

    @Override
    public ServiceClient connect(Connection connection) {
      throw new UnsupportedOperationException();
    }
  }
}
