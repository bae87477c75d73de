package dev.runbook.stdlib.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.google.GoogleApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** BigQuery answers a query by a job, which goes on whether or not anybody waits for it. */
final class Jobs {

  /**
   * What a look at a query found, without running it.
   *
   * @param bytes how much it would read
   * @param location where its tables are
   */
  record Look(long bytes, String location) {}

  private static final String SCOPE = "https://www.googleapis.com/auth/bigquery";

  private static final Set<String> BROKEN =
      Set.of("backendError", "internalError", "jobBackendError", "jobInternalError", "stopped");

  private final GoogleApi google;
  private final Results results;
  private final Optional<String> location;
  private final Map<String, String> unanswered = new ConcurrentHashMap<>();

  Jobs(Connection connection) {
    google = new GoogleApi("BigQuery", connection, SCOPE);
    results = new Results(google);
    location = connection.setting("location");
  }

  /**
   * The rows of a query. A second attempt at the same call finds the job of the first one, and does
   * not pay for another; once there is an answer, the next call asks anew.
   */
  List<Map<String, @Nullable Object>> rows(Query query, CallContext call)
      throws ServiceFailure, InterruptedException {
    Look look = reads(query, call);
    String attempts = query.job(call.idempotencyKey());
    String begun = call.clock().now().toString();
    String job = unanswered.computeIfAbsent(attempts, _ -> query.job(attempts + begun));
    try {
      if (!begin(query, job, look, call) && hasFailed(query, job, look, call)) {
        job = query.job(attempts + begun);
        unanswered.put(attempts, job);
        begin(query, job, look, call);
      }
      List<Map<String, @Nullable Object>> rows = results.of(query, job, look.location(), call);
      unanswered.remove(attempts);
      return rows;
    } catch (ServiceFailure failure) {
      if (failure.kind() == ServiceFailure.Kind.REFUSED) {
        unanswered.remove(attempts);
      }
      throw failure;
    }
  }

  /**
   * What a query would do.
   *
   * @throws ServiceFailure (refused) where it would change something, or read more than it may
   */
  Look reads(Query query, CallContext call) throws ServiceFailure, InterruptedException {
    ObjectNode body = Json.object();
    body.set("configuration", query.configuration().put("dryRun", true));
    location.ifPresent(there -> body.putObject("jobReference").put("location", there));
    Answer answer =
        google
            .ask(call, "look at a query on " + query.project())
            .postJson(google.address(query.path("jobs")), body.toString());
    JsonNode json = GoogleApi.json(answer);
    JsonNode statistics = json.path("statistics");
    String statement = statistics.path("query").path("statementType").asText();
    if (statement.isEmpty() || !statistics.hasNonNull("totalBytesProcessed")) {
      throw answer.unusable("it does not say what the query would do");
    }
    if (!statement.equals("SELECT")) {
      throw ServiceFailure.refused(
          "BigQuery was not asked: the query on %s is no plain SELECT, and a runbook only reads there."
              .formatted(query.project()));
    }
    long bytes = statistics.path("totalBytesProcessed").asLong();
    if (bytes > query.bytes()) {
      throw ServiceFailure.refused(
          "BigQuery was not asked: the query on %s would read %s GB, and %s GB are allowed: ask about less time, or allow more."
              .formatted(
                  query.project(),
                  BigqueryClient.gigabytes(bytes).toPlainString(),
                  BigqueryClient.gigabytes(query.bytes()).toPlainString()));
    }
    return new Look(bytes, json.path("jobReference").path("location").asText(location.orElse("")));
  }

  /** Whether it began now; it may be there from an attempt whose answer was lost. */
  private boolean begin(Query query, String job, Look look, CallContext call)
      throws ServiceFailure, InterruptedException {
    ObjectNode body = Json.object();
    ObjectNode reference =
        body.putObject("jobReference").put("projectId", query.project()).put("jobId", job);
    if (!look.location().isEmpty()) {
      reference.put("location", look.location());
    }
    ObjectNode configuration = query.configuration();
    configuration.put("jobTimeoutMs", String.valueOf(call.limit().toMillis()));
    configuration.putObject("labels").put("by", "runbook");
    body.set("configuration", configuration);
    Answer answer =
        google
            .ask(call, "run a query on " + query.project())
            .accepting(409)
            .postJson(google.address(query.path("jobs")), body.toString());
    if (answer.status() != 409) {
      requireNoError(GoogleApi.json(answer).path("status").path("errorResult"), answer);
    }
    return answer.status() != 409;
  }

  /** A job that has failed never gives an answer, however often it is asked for one. */
  private boolean hasFailed(Query query, String job, Look look, CallContext call)
      throws ServiceFailure, InterruptedException {
    String path = query.path("jobs/%s?location=%s".formatted(job, Uris.encode(look.location())));
    Answer answer = google.ask(call, "tell how its job stands").get(google.address(path));
    return GoogleApi.json(answer).path("status").hasNonNull("errorResult");
  }

  private static void requireNoError(JsonNode error, Answer answer) throws ServiceFailure {
    String reason = GoogleApi.reason(error);
    if (BROKEN.contains(reason)) {
      throw answer.noAnswer(reason);
    }
    if (!error.isMissingNode() && !error.isNull()) {
      throw answer.refused(reason + ": " + error.path("message").asText());
    }
  }
}
