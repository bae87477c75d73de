package dev.runbook.stdlib.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Setting;
import dev.runbook.spi.ToolFiles;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Ask;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One of Google's web APIs. */
public final class GoogleApi {

  private static final Set<String> TOO_FAST =
      Set.of("rateLimitExceeded", "userRateLimitExceeded", "jobRateLimitExceeded");

  private final Exchange exchange;
  private final Access access;
  private final Optional<String> payer;

  /**
   * @param scope what our tokens are good for
   */
  public GoogleApi(String service, Connection connection, String scope) {
    exchange = new Exchange(service, connection);
    access = new Access(connection, scope);
    payer = connection.setting("quota-project");
  }

  /** What {@code gcloud auth application-default login} keeps. */
  public static Map<String, String> kept(ToolFiles files) {
    Path folder =
        files
            .variable("CLOUDSDK_CONFIG")
            .map(Path::of)
            .orElse(files.configuration().resolve("gcloud"));
    Path file = folder.resolve("application_default_credentials.json");
    return files.text(file).isPresent() ? Map.of("credentials-file", file.toString()) : Map.of();
  }

  /** What a profile may say of each of these services. */
  public static List<Setting> settings() {
    return List.of(
        Setting.of(
            "credentials-file",
            "of a service account or an authorized user; else gcloud's own",
            "GOOGLE_APPLICATION_CREDENTIALS"),
        Setting.credential("access-token", "a token, where there is no such file"),
        Setting.of(
            "quota-project", "the project whose quota is used", "GOOGLE_CLOUD_QUOTA_PROJECT"));
  }

  /** What nobody says who should, see {@link dev.runbook.spi.ServiceProvider#lacks}. */
  public static List<String> lacks(Connection connection) {
    boolean said =
        connection.credential("access-token").isPresent()
            || connection.setting("credentials-file").isPresent()
            || Access.mayAskMachine(connection);
    return said ? List.of() : List.of("credentials-file", "access-token");
  }

  /**
   * Begins a request.
   *
   * @param purpose what is asked, to stand after "to" in a message
   */
  public Ask ask(CallContext call, String purpose) throws ServiceFailure, InterruptedException {
    Secret token = access.token(call);
    exchange.hiding(token);
    Ask ask =
        exchange
            .ask(call, purpose)
            .header("Authorization", "Bearer " + token.reveal())
            .accepting(400, 403);
    payer.ifPresent(project -> ask.header("x-goog-user-project", project));
    return ask;
  }

  public URI address(String path) throws ServiceFailure {
    return Uris.below(exchange.base(), path);
  }

  /**
   * The JSON of an answer that is no error.
   *
   * @throws ServiceFailure (rate limited, refused, unauthorized) as Google means what it said
   */
  public static JsonNode json(Answer answer) throws ServiceFailure {
    if (answer.status() < 400) {
      return answer.json();
    }
    String reason = reason(Json.readOrEmpty(answer.text()).path("error").path("errors").path(0));
    if (TOO_FAST.contains(reason)) {
      throw answer.patience(reason, null);
    }
    throw reason.equals("quotaExceeded")
        ? answer.refused("quotaExceeded: the project's quota is used up")
        : answer.failure();
  }

  /** Google's own word for what is wrong, or nothing where it has none. */
  public static String reason(JsonNode error) {
    String reason = error.path("reason").asText();
    return reason.matches("[A-Za-z]{1,60}") ? reason : "";
  }
}
