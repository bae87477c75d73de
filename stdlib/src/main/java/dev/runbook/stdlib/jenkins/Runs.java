package dev.runbook.stdlib.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Version;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Polling;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs as Jenkins' plain remote API tells them. */
final class Runs {

  /** What is read of a run; Jenkins answers much more unless it is told what is wanted. */
  static final String FIELDS =
      "number,result,building,timestamp,queueId,displayName,description,"
          + "actions[parameters[name,value],causes[userId,userName],userId]";

  private static final Pattern VERSION = Pattern.compile("\\bv\\d+(\\.\\d+)+(-[A-Za-z0-9]+)*");

  private final Controller controller;
  private final String versionParameter;

  Runs(Controller controller, String versionParameter) {
    this.controller = controller;
    this.versionParameter = versionParameter;
  }

  @Nullable Map<String, @Nullable Object> topmost(String pipeline, CallContext call)
      throws ServiceFailure, InterruptedException {
    JsonNode newest = newest(pipeline, 1, "read the topmost run of " + pipeline, call).path(0);
    return newest.isMissingNode() ? null : run(pipeline, newest);
  }

  @Nullable Version deployed(String pipeline, CallContext call)
      throws ServiceFailure, InterruptedException {
    return stable(pipeline, call).flatMap(this::version).orElse(null);
  }

  @Nullable Map<String, @Nullable Object> lastGood(String pipeline, CallContext call)
      throws ServiceFailure, InterruptedException {
    JsonNode stable = stable(pipeline, call).orElse(null);
    return stable == null ? null : run(pipeline, stable);
  }

  private Optional<JsonNode> stable(String pipeline, CallContext call)
      throws ServiceFailure, InterruptedException {
    JsonNode job =
        controller.read(
            call,
            "read the newest run of " + pipeline + " that ended well",
            RunId.jobPath(pipeline) + "api/json?tree=lastStableBuild%5B" + encoded(FIELDS) + "%5D");
    return Optional.of(job.path("lastStableBuild")).filter(JsonNode::isObject);
  }

  /** How many inputs of a run we have approved: Jenkins notes each with whoever did. */
  int approvals(RunId run, CallContext call) throws ServiceFailure, InterruptedException {
    int ours = 0;
    for (JsonNode action : read(run, call).path("actions")) {
      if (action.path("userId").asText().equalsIgnoreCase(controller.user())) {
        ours++;
      }
    }
    return ours;
  }

  boolean ended(RunId run, CallContext call) throws ServiceFailure, InterruptedException {
    JsonNode json = read(run, call);
    return !json.path("building").asBoolean() && json.path("result").isTextual();
  }

  /** A stop is only a request: it is done when the run has ended. */
  void abort(RunId run, CallContext call) throws ServiceFailure, InterruptedException {
    Answer answer = controller.change(call, "stop " + run, run.path() + "stop", Map.of(), 302, 303);
    try {
      boolean ended =
          Polling.poll(
                  call,
                  Duration.ofSeconds(2),
                  () -> ended(run, call) ? Optional.of(run) : Optional.empty())
              .isPresent();
      if (!ended) {
        throw answer.unusable("the run goes on although it was asked to stop");
      }
    } catch (ServiceFailure failure) {
      throw ServiceFailure.inDoubt(String.valueOf(failure.getMessage()), failure);
    }
  }

  /** The newest runs of a pipeline, newest first. */
  JsonNode newest(String pipeline, int count, String purpose, CallContext call)
      throws ServiceFailure, InterruptedException {
    String tree = encoded("builds[" + FIELDS + "]{0," + count + "}");
    return controller
        .read(call, purpose, RunId.jobPath(pipeline) + "api/json?tree=" + tree)
        .path("builds");
  }

  JsonNode read(RunId run, CallContext call) throws ServiceFailure, InterruptedException {
    return controller.read(call, "read " + run, run.path() + "api/json?tree=" + encoded(FIELDS));
  }

  /** The declared record of a run. */
  Map<String, @Nullable Object> run(String pipeline, JsonNode json) throws ServiceFailure {
    int number = json.path("number").asInt();
    Map<String, @Nullable Object> run = new LinkedHashMap<>();
    run.put("pipeline", pipeline);
    run.put("number", BigDecimal.valueOf(number));
    run.put("started", Instant.ofEpochMilli(json.path("timestamp").asLong()));
    run.put("version", version(json).orElse(null));
    run.put("url", controller.address(new RunId(pipeline, number).path()));
    return run;
  }

  /** What a run or a queue item was started with. */
  static Map<String, String> parameters(JsonNode json) {
    Map<String, String> parameters = new HashMap<>();
    for (JsonNode action : json.path("actions")) {
      for (JsonNode parameter : action.path("parameters")) {
        parameters.put(parameter.path("name").asText(), parameter.path("value").asText());
      }
    }
    return parameters;
  }

  private Optional<Version> version(JsonNode json) {
    String stated = parameters(json).get(versionParameter);
    if (stated != null) {
      return Version.parse(stated);
    }
    String words = json.path("displayName").asText() + " " + json.path("description").asText("");
    Matcher mentioned = VERSION.matcher(words);
    return mentioned.find() ? Version.parse(mentioned.group()) : Optional.empty();
  }

  /** The brackets and braces of a {@code tree}, which no address may hold as they are. */
  static String encoded(String tree) {
    return tree.replace("[", "%5B").replace("]", "%5D").replace("{", "%7B").replace("}", "%7D");
  }
}
