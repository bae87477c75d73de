package dev.runbook.stdlib.cloudsql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.google.GoogleApi;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cloud SQL by its Admin API, version 1. It only reads. */
final class CloudSqlClient implements ServiceClient {

  private static final String SCOPE = "https://www.googleapis.com/auth/sqlservice.admin";

  /** Pages of backups; who keeps more of them has to look by hand. */
  private static final int MOST_PAGES = 10;

  private final GoogleApi google;

  CloudSqlClient(Connection connection) {
    google = new GoogleApi("Cloud SQL", connection, SCOPE);
  }

  @Override
  public Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    return switch (action) {
      case "instance" -> instance(arguments, call);
      case "backups" -> backups(arguments, call);
      default -> throw new IllegalArgumentException("cloudsql has no action " + action);
    };
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!arguments.has("project") || !arguments.has("instance")) {
      return List.of();
    }
    instance(arguments, call);
    return List.of(Finding.good("the database %s is there".formatted(arguments.text("instance"))));
  }

  private Map<String, Object> instance(Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    String purpose = "tell how %s stands".formatted(arguments.text("instance"));
    Answer answer = google.ask(call, purpose).get(google.address(path(arguments)));
    JsonNode json = GoogleApi.json(answer);
    JsonNode backups = json.path("settings").path("backupConfiguration");
    if (!json.path("state").isTextual()) {
      throw answer.unusable("it names no state");
    }
    boolean anyMoment =
        backups.path("pointInTimeRecoveryEnabled").asBoolean()
            || backups.path("binaryLogEnabled").asBoolean();
    Map<String, Object> instance = new LinkedHashMap<>();
    instance.put("state", json.path("state").asText());
    instance.put("backups", backups.path("enabled").asBoolean());
    instance.put(
        "point-in-time",
        BigDecimal.valueOf(anyMoment ? backups.path("transactionLogRetentionDays").asInt() : 0));
    return instance;
  }

  private List<Map<String, @Nullable Object>> backups(Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    String purpose = "list the backups of %s".formatted(arguments.text("instance"));
    String path = path(arguments) + "/backupRuns?maxResults=100";
    List<Map<String, @Nullable Object>> backups = new ArrayList<>();
    String from = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      Answer answer = google.ask(call, purpose).get(google.address(path + from));
      JsonNode json = GoogleApi.json(answer);
      for (JsonNode each : json.path("items")) {
        backups.add(backup(each, answer));
      }
      String next = json.path("nextPageToken").asText();
      if (next.isEmpty()) {
        return backups;
      }
      from = "&pageToken=" + Uris.encode(next);
    }
    throw ServiceFailure.unreadable(
        "%s has more backups than can be listed here: look there by hand."
            .formatted(arguments.text("instance")),
        null);
  }

  private static Map<String, @Nullable Object> backup(JsonNode json, Answer answer)
      throws ServiceFailure {
    Map<String, @Nullable Object> backup = new LinkedHashMap<>();
    backup.put("id", json.path("id").asText());
    backup.put(
        "kind",
        switch (json.path("type").asText()) {
          case "AUTOMATED" -> "automated";
          case "ON_DEMAND" -> "on-demand";
          default -> "other";
        });
    backup.put(
        "standing",
        switch (json.path("status").asText()) {
          case "ENQUEUED", "RUNNING" -> "running";
          case "SUCCESSFUL" -> "succeeded";
          case "FAILED" -> "failed";
          default -> "other";
        });
    // One that failed or was skipped may not have started, but its time had come.
    JsonNode started = json.path("startTime");
    try {
      backup.put(
          "started", moment(started.isMissingNode() ? json.path("windowStartTime") : started));
      backup.put("ended", json.hasNonNull("endTime") ? moment(json.path("endTime")) : null);
    } catch (DateTimeException wrong) {
      throw answer.unusable("a backup in it has no time");
    }
    return backup;
  }

  private static Instant moment(JsonNode text) {
    return OffsetDateTime.parse(text.asText()).toInstant();
  }

  private static String path(Arguments arguments) {
    return "v1/projects/%s/instances/%s"
        .formatted(Uris.encode(arguments.text("project")), Uris.encode(arguments.text("instance")));
  }
}
