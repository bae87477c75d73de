package dev.runbook.stdlib.google;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.sandbox.Stub;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As whom we speak to Google: a service account, a person, or whoever owns a token. */
class GoogleApiTest {

  private static final String ACCOUNT = "runbook@p.iam.gserviceaccount.com";

  private static KeyPair keys;

  private Path folder;
  private final List<Map<String, List<String>>> asked = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private int tokenStatus = 200;

  @BeforeAll
  static void generate() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
  }

  @BeforeEach
  void enter(@TempDir Path scratch) {
    folder = scratch;
  }

  @Test
  void aServiceAccountSignsForItsTokens() throws Exception {
    try (Stub stub = new Stub(folder, this::answer)) {
      read(stub, account());
    }
    Map<String, List<String>> form = asked.getFirst();
    assertThat(form.get("grant_type"))
        .containsExactly("urn:ietf:params:oauth:grant-type:jwt-bearer");
    String[] parts = requireNonNull(form.get("assertion")).getFirst().split("\\.", -1);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(part(parts[0]).path("alg").asText()).isEqualTo("RS256");
    JsonNode claims = part(parts[1]);
    assertThat(claims.path("iss").asText()).isEqualTo(ACCOUNT);
    assertThat(claims.path("scope").asText()).isEqualTo("the-scope");
    assertThat(claims.path("aud").asText()).isEqualTo(Stub.BASE + "token");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    assertThat(tokens).containsExactly("Bearer token-1");
  }

  @Test
  void aTokenIsUsedUntilShortlyBeforeItsEnd() throws Exception {
    try (Stub stub = new Stub(folder, this::answer)) {
      Connection connection = with(stub, Map.of("credentials-file", account()), Map.of());
      GoogleApi google = new GoogleApi("Test", connection, "the-scope");
      for (int minutes : List.of(0, 50, 8, 2)) {
        stub.call().clock().sleep(Duration.ofMinutes(minutes));
        google.ask(stub.call(), "read").get(google.address("data"));
      }
    }
    assertThat(tokens)
        .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-1", "Bearer token-2");
  }

  @Test
  void anAuthorizedUserAsksWithWhatWasGranted() throws Exception {
    String file =
        write(
            Json.object()
                .put("type", "authorized_user")
                .put("client_id", "id")
                .put("client_secret", "client-secret")
                .put("refresh_token", "refresh")
                .put("token_uri", Stub.BASE + "token"));
    try (Stub stub = new Stub(folder, this::answer)) {
      read(stub, file);
    }
    assertThat(asked.getFirst())
        .containsEntry("grant_type", List.of("refresh_token"))
        .containsEntry("client_id", List.of("id"))
        .containsEntry("client_secret", List.of("client-secret"))
        .containsEntry("refresh_token", List.of("refresh"));
  }

  @Test
  void aTokenOfTheProfileGoesFirst() throws Exception {
    try (Stub stub = new Stub(folder, this::answer)) {
      Connection connection =
          with(
              stub,
              Map.of("credentials-file", "/nowhere", "quota-project", "payer"),
              Map.of("access-token", "given"));
      GoogleApi google = new GoogleApi("Test", connection, "the-scope");
      assertThat(google.ask(stub.call(), "read").get(google.address("data")).text())
          .contains("payer");
    }
    assertThat(tokens).containsExactly("Bearer given");
    assertThat(asked).isEmpty();
  }

  @Test
  void credentialsThatGoogleDoesNotTakeAreNotShown() throws Exception {
    tokenStatus = 400;
    try (Stub stub = new Stub(folder, this::answer)) {
      ServiceFailure failure = failure(() -> read(stub, account()));
      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(failure)
          .hasMessageContaining("Google gives no token")
          .hasMessageNotContaining("assertion");
    }
    assertThat(tokens).isEmpty();
  }

  @Test
  void theHostOfTokensHasToBeAllowed() throws Exception {
    String elsewhere =
        write(credentials().put("token_uri", "https://oauth2.googleapis.test/token"));
    try (Stub stub = new Stub(folder, this::answer)) {
      ServiceFailure failure = failure(() -> read(stub, elsewhere));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure)
          .hasMessageContaining("asked for at another host, oauth2.googleapis.test.")
          .hasMessageContaining("add it to the hosts");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', cannot be read",
    "'{\"private_key\": \"secret-of-the-file', cannot be read",
    "'{}', neither the key of a service account",
    "'{\"type\":\"service_account\",\"client_email\":\"a\",\"private_key\":\"secret-of-the-file\"}',"
        + " that is none",
    "'{\"type\":\"service_account\"}', lacks `client_email`",
    "'{\"type\":\"service_account\",\"client_email\":\"a\",\"token_uri\":\"http://stub.test/\"}',"
        + " no https address",
  })
  void aFileThatIsNoneIsNotQuoted(String content, String words) throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.json"), content);
    try (Stub stub = new Stub(folder, this::answer)) {
      ServiceFailure failure = failure(() -> read(stub, file.toString()));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure)
          .hasMessageContaining(words)
          .hasMessageContaining("wrong.json")
          .hasMessageNotContaining("secret-of-the-file")
          .hasNoCause();
    }
  }

  @Test
  void aMachineOfGooglesIsAskedWhereTheProfileNamesIt() throws Exception {
    try (Stub stub = new Stub(folder, this::answer)) {
      Connection connection = with(stub, Map.of("metadata", "named"), Map.of());
      GoogleApi google = new GoogleApi("Test", connection, "the-scope");
      google.ask(stub.call(), "read").get(google.address("data"));
    }
    assertThat(tokens).containsExactly("Bearer of-this-machine");
  }

  @Test
  void withoutAnyCredentialsNothingIsAsked() {
    try (Stub stub = new Stub(folder, this::answer)) {
      GoogleApi google = new GoogleApi("Test", with(stub, Map.of(), Map.of()), "the-scope");
      assertThat(failure(() -> google.ask(stub.call(), "read")).kind())
          .isEqualTo(Kind.UNAUTHORIZED);
    }
  }

  private Reply answer(Request request) {
    if (request.uri().getPath().equals("/metadata")) {
      boolean asks = request.header("Metadata-Flavor").equals(Optional.of("Google"));
      return Reply.json(
          asks ? 200 : 403, "{\"access_token\":\"of-this-machine\",\"expires_in\":3599}");
    }
    if (!request.uri().getPath().equals("/token")) {
      tokens.add(request.header("Authorization").orElse("none"));
      return Reply.text(200, request.header("x-goog-user-project").orElse("nobody"));
    }
    asked.add(Uris.fields(request.bodyText()));
    ObjectNode json =
        tokenStatus == 200
            ? Json.object().put("access_token", "token-" + asked.size()).put("expires_in", 3599)
            : Json.object()
                .put("error", "invalid_grant")
                .put("error_description", request.bodyText());
    return Reply.json(tokenStatus, json.toString());
  }

  private static void read(Stub stub, String file) throws ServiceFailure, InterruptedException {
    Connection connection = with(stub, Map.of("credentials-file", file), Map.of());
    GoogleApi google = new GoogleApi("Test", connection, "the-scope");
    google.ask(stub.call(), "read").get(google.address("data"));
  }

  private String account() throws Exception {
    return write(credentials());
  }

  private static ObjectNode credentials() {
    String key = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    return Json.object()
        .put("type", "service_account")
        .put("client_email", ACCOUNT)
        .put("private_key_id", "abc")
        .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n")
        .put("token_uri", Stub.BASE + "token");
  }

  private String write(ObjectNode credentials) throws Exception {
    return Files.writeString(folder.resolve("credentials.json"), credentials.toString()).toString();
  }

  private static JsonNode part(String encoded) {
    return Json.readOrEmpty(
        new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
  }

  private static Connection with(
      Stub stub, Map<String, String> settings, Map<String, String> secrets) {
    Connection sandbox = stub.connection();
    return new Connection() {
      @Override
      public Optional<URI> base() {
        return sandbox.base();
      }

      @Override
      public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
      }

      @Override
      public Optional<Secret> credential(String name) {
        return Optional.ofNullable(secrets.get(name)).map(value -> new Secret(name, value));
      }

      @Override
      public RunClock clock() {
        return sandbox.clock();
      }

      @Override
      public URI route(URI wanted) throws ServiceFailure {
        if (settings.containsKey("metadata")
            && wanted.toString().startsWith("http://metadata.google.internal/")) {
          return sandbox.route(URI.create(Stub.BASE + "metadata"));
        }
        if (!"stub.test".equals(wanted.getHost())) {
          throw ServiceFailure.refused("This profile does not name it: add it to the hosts.");
        }
        return sandbox.route(wanted);
      }
    };
  }
}
