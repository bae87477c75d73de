package dev.runbook.stdlib.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A file of credentials, as Google's own tools write it: the key of a service account, or the
 * permission that a person has given.
 */
record Credentials(Path file, JsonNode json) {

  private static final String TOKENS = "https://oauth2.googleapis.com/token";

  /** Google takes no longer promise than this. */
  private static final Duration PROMISED = Duration.ofHours(1);

  static Credentials read(String name) throws ServiceFailure {
    Path file = Path.of(name);
    try {
      return new Credentials(file, Json.read(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      // Its text is a secret, and the parser's message would quote it.
      throw wrong(file, "cannot be read, or is no JSON");
    }
  }

  /** Where a token is asked for. */
  URI tokens() throws ServiceFailure {
    try {
      URI address = URI.create(json.path("token_uri").asText(TOKENS));
      if ("https".equals(address.getScheme()) && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException nonsense) {
      throw wrong(file, "has a `token_uri` that is no address");
    }
    throw wrong(file, "has a `token_uri` that is no https address");
  }

  /** What in the file nobody may see, should an answer repeat it. */
  List<Secret> secrets() {
    return List.of("private_key", "refresh_token", "client_secret").stream()
        .filter(json::hasNonNull)
        .map(name -> new Secret("google." + name, json.path(name).asText()))
        .toList();
  }

  /** The form with which a token is asked for. */
  Map<String, String> form(String scope, Instant now) throws ServiceFailure {
    return switch (json.path("type").asText()) {
      case "service_account" ->
          Map.of(
              "grant_type",
              "urn:ietf:params:oauth:grant-type:jwt-bearer",
              "assertion",
              assertion(scope, now));
      case "authorized_user" ->
          Map.of(
              "grant_type",
              "refresh_token",
              "client_id",
              text("client_id"),
              "client_secret",
              text("client_secret"),
              "refresh_token",
              text("refresh_token"));
      default ->
          throw wrong(file, "is neither the key of a service account nor an authorized user's");
    };
  }

  private String assertion(String scope, Instant now) throws ServiceFailure {
    String header =
        Json.object()
            .put("alg", "RS256")
            .put("typ", "JWT")
            .put("kid", json.path("private_key_id").asText())
            .toString();
    String claims =
        Json.object()
            .put("iss", text("client_email"))
            .put("scope", scope)
            .put("aud", tokens().toString())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(PROMISED).getEpochSecond())
            .toString();
    String signed = encoded(bytes(header)) + "." + encoded(bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key());
      signature.update(bytes(signed));
      return signed + "." + encoded(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      throw wrong(file, "has a `private_key` that is none");
    }
  }

  private PrivateKey key() throws ServiceFailure, GeneralSecurityException {
    String pem = text("private_key").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
  }

  private String text(String field) throws ServiceFailure {
    if (!json.path(field).isTextual()) {
      throw wrong(file, "lacks `" + field + "`");
    }
    return json.path(field).asText();
  }

  private static ServiceFailure wrong(Path file, String why) {
    return ServiceFailure.refused(
        "The file of Google's credentials %s %s: correct `credentials-file` in the profile, or GOOGLE_APPLICATION_CREDENTIALS."
            .formatted(file, why));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
