package dev.runbook.stdlib.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.google.GoogleJson;
import dev.runbook.stdlib.sandbox.Facts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * BigQuery as the sandbox plays it: jobs that take their time. It understands no query; what the
 * world's file does not name gives no rows.
 */
final class BigqueryStandIn implements StandIn {

  private static final String HOST = "bigquery.googleapis.com";
  private static final String LOCATION = "US";
  private static final Duration USUAL_LENGTH = Duration.ofSeconds(2);
  private static final Duration SLOW = Duration.ofMinutes(3);

  private record Known(SimulatedTable table, Duration takes, long bytes) {}

  /**
   * @param failure Google's word for it; empty where there is none
   */
  private record Job(SimulatedTable table, Instant done, String failure) {}

  private final World world;
  private final Map<String, Known> answers = new LinkedHashMap<>();
  private final Map<String, Job> jobs = new HashMap<>();

  BigqueryStandIn(World world) {
    this.world = world;
    Facts facts = Facts.of("bigquery", world.facts(), "answers");
    for (Facts answer : facts.maps("answers", "query", "rows", "takes", "reads")) {
      BigDecimal gigabytes = answer.has("reads") ? answer.number("reads") : BigDecimal.ZERO;
      answers.put(
          words(answer.text("query")),
          new Known(
              new SimulatedTable(answer.maps("rows").stream().map(Facts::values).toList()),
              answer.duration("takes", USUAL_LENGTH),
              gigabytes.multiply(BigqueryClient.GIGABYTE).longValue()));
    }
  }

  private static String words(String query) {
    return query.strip().replaceAll("\\s+", " ");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", "https://" + HOST + "/");
  }

  @Override
  public List<String> hosts() {
    return List.of(HOST);
  }

  @Override
  public Map<String, String> faults() {
    Map<String, String> faults = new TreeMap<>();
    faults.put("slow", "a query takes three minutes more");
    faults.put("backend-error", "a job fails, and it is BigQuery's own mistake");
    faults.put("bytes-limit", "a job fails: it would have read more than it may");
    faults.put("rate-limit", "403: too many requests");
    faults.put("quota-exceeded", "403: the project's quota is used up");
    faults.put("wrong-location", "404: the job is looked for where it is not");
    faults.put("page-token-expired", "400: the next page is not kept any more");
    faults.put("duplicate-job", "409: the job is there, from an attempt whose answer was lost");
    faults.put("changed-schema", "400: a column of the query is not there any more");
    faults.put("late-logs", "a query gives no rows, for they have not arrived yet");
    return faults;
  }

  @Override
  public Reply handle(Request request) {
    return GoogleJson.stranger(request).orElseGet(() -> known(request));
  }

  private Reply known(Request request) {
    if (world.strikes("rate-limit")) {
      return GoogleJson.error(403, "rateLimitExceeded", "Exceeded rate limits");
    }
    if (world.strikes("quota-exceeded")) {
      return GoogleJson.error(403, "quotaExceeded", "Quota exceeded: too many queries");
    }
    List<String> path = Uris.segments(request.uri());
    String what = path.size() < 5 ? "" : request.method() + " " + path.get(4) + " " + path.size();
    return switch (what) {
      case "POST jobs 5" -> insert(path.get(3), Json.readOrEmpty(request.bodyText()));
      case "GET jobs 6" -> job(request, path.get(3), path.get(5), false);
      case "GET queries 6" -> job(request, path.get(3), path.get(5), true);
      default -> GoogleJson.error(404, "notFound", "Not found");
    };
  }

  private Reply insert(String project, JsonNode body) {
    JsonNode query = body.path("configuration").path("query");
    String text = words(query.path("query").asText());
    if (query.path("useLegacySql").asBoolean(true) || text.isEmpty()) {
      return GoogleJson.error(400, "invalidQuery", "Syntax error: Unexpected end of statement");
    }
    if (world.strikes("changed-schema")) {
      return GoogleJson.error(400, "invalidQuery", "Unrecognized name: textPayload at [1:8]");
    }
    Known known =
        answers.getOrDefault(text, new Known(new SimulatedTable(List.of()), USUAL_LENGTH, 0));
    if (body.path("configuration").path("dryRun").asBoolean()) {
      return Reply.json(200, look(project, text, known).toString());
    }
    String id = body.path("jobReference").path("jobId").asText();
    if (jobs.containsKey(id)) {
      return duplicate(project, id);
    }
    boolean late = world.strikes("late-logs");
    boolean tooMuch =
        known.bytes() > query.path("maximumBytesBilled").asLong() || world.strikes("bytes-limit");
    Duration takes = world.strikes("slow") ? known.takes().plus(SLOW) : known.takes();
    String failure =
        tooMuch ? "bytesBilledLimitExceeded" : world.strikes("backend-error") ? "backendError" : "";
    SimulatedTable table = late ? new SimulatedTable(List.of()) : known.table();
    jobs.put(id, new Job(table, world.now().plus(takes), failure));
    return world.strikes("duplicate-job")
        ? duplicate(project, id)
        : Reply.json(200, standing(project, id, jobs.get(id)).toString());
  }

  private static Reply duplicate(String project, String id) {
    return GoogleJson.error(409, "duplicate", "Already Exists: Job " + project + ":" + id);
  }

  private static ObjectNode look(String project, String text, Known known) {
    ObjectNode json = Json.object().put("kind", "bigquery#job");
    json.putObject("jobReference").put("projectId", project).put("location", LOCATION);
    json.putObject("status").put("state", "DONE");
    ObjectNode statistics =
        json.putObject("statistics").put("totalBytesProcessed", String.valueOf(known.bytes()));
    statistics.putObject("query").put("statementType", statement(text));
    return json;
  }

  private static String statement(String text) {
    String first = text.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    boolean several = text.replaceAll(";$", "").contains(";");
    return several ? "SCRIPT" : first.equals("WITH") ? "SELECT" : first;
  }

  private ObjectNode standing(String project, String id, Job job) {
    ObjectNode json = Json.object().put("kind", "bigquery#job");
    json.set("jobReference", reference(project, id));
    boolean done = !job.done().isAfter(world.now());
    ObjectNode status = json.putObject("status").put("state", done ? "DONE" : "RUNNING");
    if (done && !job.failure().isEmpty()) {
      status.putObject("errorResult").put("reason", job.failure()).put("message", "It failed");
    }
    return json;
  }

  private static ObjectNode reference(String project, String id) {
    return Json.object().put("projectId", project).put("jobId", id).put("location", LOCATION);
  }

  private Reply job(Request request, String project, String id, boolean rows) {
    Map<String, List<String>> query = Uris.query(request.uri());
    Job job = jobs.get(id);
    boolean here = query.getOrDefault("location", List.of("")).getFirst().equals(LOCATION);
    if (job == null || !here || world.strikes("wrong-location")) {
      return GoogleJson.error(404, "notFound", "Not found: Job " + project + ":" + id);
    }
    return rows
        ? results(query, project, id, job)
        : Reply.json(200, standing(project, id, job).toString());
  }

  private Reply results(Map<String, List<String>> query, String project, String id, Job job) {
    ObjectNode json = Json.object().put("kind", "bigquery#getQueryResultsResponse");
    json.set("jobReference", reference(project, id));
    if (job.done().isAfter(world.now())) {
      return Reply.json(200, json.put("jobComplete", false).toString());
    }
    if (!job.failure().isEmpty()) {
      return job.failure().equals("backendError")
          ? GoogleJson.error(503, job.failure(), "An internal error occurred")
          : GoogleJson.error(400, job.failure(), "Query exceeded limit for bytes billed");
    }
    String token = query.getOrDefault("pageToken", List.of("0")).getFirst();
    if (!token.equals("0") && world.strikes("page-token-expired")) {
      return GoogleJson.error(400, "invalid", "Invalid value for pageToken");
    }
    int from = Integer.parseInt(token);
    int most = Integer.parseInt(query.getOrDefault("maxResults", List.of("100000")).getFirst());
    json.put("jobComplete", true).put("totalRows", String.valueOf(job.table().size()));
    json.putObject("schema").set("fields", job.table().schema());
    json.set("rows", job.table().page(from, most));
    if (from + most < job.table().size()) {
      json.put("pageToken", String.valueOf(from + most));
    }
    return Reply.json(200, json.toString());
  }
}
