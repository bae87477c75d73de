package dev.runbook.stdlib.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.jenkins.SimulatedRun.Reached;
import dev.runbook.stdlib.jenkins.SimulatedRun.Status;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The simulated Jenkins in the words of the real one.
 *
 * @param base the controller's own address, which stands in its answers
 */
record JenkinsJson(URI base) {

  private static final int MOST_IN_STAGE_VIEW = 10;

  ObjectNode pipeline(SimulatedPipeline pipeline) {
    ObjectNode json =
        Json.object()
            .put("_class", "org.jenkinsci.plugins.workflow.job.WorkflowJob")
            .put("name", pipeline.name().substring(pipeline.name().lastIndexOf('/') + 1))
            .put("fullName", pipeline.name())
            .put("url", base + RunId.jobPath(pipeline.name()))
            .put("buildable", true)
            .put("nextBuildNumber", pipeline.nextNumber());
    json.putArray("property")
        .addObject()
        .put("_class", "hudson.model.ParametersDefinitionProperty")
        .putArray("parameterDefinitions")
        .addObject()
        .put("name", "ImageTag")
        .put("type", "StringParameterDefinition");
    ArrayNode builds = json.putArray("builds");
    pipeline.newestFirst().forEach(run -> builds.add(run(pipeline, run)));
    json.set(
        "lastStableBuild",
        pipeline.newestFirst().stream()
            .filter(run -> run.status() == Status.SUCCESS)
            .findFirst()
            .<JsonNode>map(run -> run(pipeline, run))
            .orElse(json.nullNode()));
    return json;
  }

  ObjectNode run(SimulatedPipeline pipeline, SimulatedRun run) {
    ObjectNode json =
        Json.object()
            .put("_class", "org.jenkinsci.plugins.workflow.job.WorkflowRun")
            .put("number", run.number())
            .put("id", String.valueOf(run.number()))
            .put("displayName", "#" + run.number())
            .putNull("description")
            .put("url", base + new RunId(pipeline.name(), run.number()).path())
            .put("building", !run.status().ended())
            .put("inProgress", !run.status().ended())
            .put("result", run.status().result())
            .put("timestamp", run.started().toEpochMilli())
            .put("queueId", run.queueId());
    ArrayNode actions = json.putArray("actions");
    addStartedBy(actions, run.parameters(), run.users());
    run.approvers()
        .forEach(user ->
            actions
                .addObject()
                .put("_class", "org.jenkinsci.plugins.workflow.support.steps.input.ApproverAction")
                .put("userId", user));
    run.waiting()
        .ifPresent(stage -> {
          ObjectNode waits =
              actions
                  .addObject()
                  .put("_class", "org.jenkinsci.plugins.workflow.support.steps.input.InputAction")
                  .put("waitingForInput", true)
                  .putArray("executions")
                  .addObject()
                  .put("id", SimulatedRun.inputId(stage))
                  .put("settled", false);
          waits.putObject("input").put("message", stage.spec.input()).putArray("parameters");
        });
    return json;
  }

  String log(SimulatedRun run) {
    StringBuilder log =
        new StringBuilder("Started by user " + String.join(", ", run.users()) + "\n");
    run.reached()
        .forEach(stage ->
            log.append("[Pipeline] { (%s)%n".formatted(stage.spec.name()))
                .append(stage.status == Status.FAILED ? "ERROR: it failed\n" : ""));
    String result = run.status().result();
    return log.append(result == null ? "" : "Finished: " + result + "\n").toString();
  }

  ObjectNode item(SimulatedQueue.Item item) {
    SimulatedRun run = item.run;
    ObjectNode json =
        Json.object()
            .put("_class", "hudson.model.Queue$" + (item.waits() ? "WaitingItem" : "LeftItem"))
            .put("id", item.id)
            .put("inQueueSince", item.since.toEpochMilli())
            .put("url", "queue/item/" + item.id + "/");
    json.putObject("task")
        .put("name", item.pipeline.name())
        .put("url", base + RunId.jobPath(item.pipeline.name()));
    addStartedBy(json.putArray("actions"), item.parameters, item.users);
    if (run == null) {
      return item.cancelled
          ? json.putNull("why").put("cancelled", true)
          : json.put("why", item.why);
    }
    json.putNull("why").put("cancelled", false);
    json.putObject("executable")
        .put("number", run.number())
        .put("url", base + new RunId(item.pipeline.name(), run.number()).path());
    return json;
  }

  ArrayNode stageView(SimulatedPipeline pipeline, Instant now) {
    ArrayNode json = Json.array();
    pipeline.newestFirst().stream()
        .limit(MOST_IN_STAGE_VIEW)
        .forEach(run -> json.add(stages(pipeline, run, now)));
    return json;
  }

  ObjectNode stages(SimulatedPipeline pipeline, SimulatedRun run, Instant now) {
    ObjectNode json =
        Json.object()
            .put("id", String.valueOf(run.number()))
            .put("name", "#" + run.number())
            .put("status", run.status().name())
            .put("startTimeMillis", run.started().toEpochMilli())
            .put("endTimeMillis", run.ended().map(Instant::toEpochMilli).orElse(0L))
            .put(
                "durationMillis",
                Duration.between(run.started(), run.ended().orElse(now)).toMillis());
    ArrayNode stages = json.putArray("stages");
    for (Reached stage : run.reached()) {
      Instant until = stage.ended == null ? now : stage.ended;
      stages
          .addObject()
          .put("id", String.valueOf(stages.size() + 5))
          .put("name", stage.spec.name())
          .put("execNode", "")
          .put("status", stage.status.name())
          .put("startTimeMillis", stage.started.toEpochMilli())
          .put("durationMillis", Duration.between(stage.started, until).toMillis())
          .put("pauseDurationMillis", stage.paused(now).toMillis());
    }
    if (run.waiting().isPresent()) {
      json.putObject("_links")
          .putObject("pendingInputActions")
          .put("href", runPath(pipeline, run) + "wfapi/pendingInputActions");
    }
    return json;
  }

  /**
   * @param another whether a branch beside the stage waits for an input too
   */
  ArrayNode inputs(SimulatedPipeline pipeline, SimulatedRun run, boolean another) {
    ArrayNode json = Json.array();
    if (another) {
      json.addObject().put("id", "Another").put("message", "Another one?").putArray("inputs");
    }
    run.waiting()
        .ifPresent(stage -> {
          String id = SimulatedRun.inputId(stage);
          String path = runPath(pipeline, run);
          json.addObject()
              .put("id", id)
              .put("proceedText", "Proceed")
              .put("message", stage.spec.input())
              .put("proceedUrl", path + "wfapi/inputSubmit?inputId=" + id)
              .put("abortUrl", path + "input/" + id + "/abort")
              .putArray("inputs");
        });
    return json;
  }

  private String runPath(SimulatedPipeline pipeline, SimulatedRun run) {
    return base.getRawPath() + new RunId(pipeline.name(), run.number()).path();
  }

  private static void addStartedBy(
      ArrayNode actions, Map<String, String> parameters, Set<String> users) {
    if (!parameters.isEmpty()) {
      ArrayNode list = actions.addObject().putArray("parameters");
      parameters.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
    }
    ArrayNode causes = actions.addObject().putArray("causes");
    users.forEach(user ->
        causes
            .addObject()
            .put("_class", "hudson.model.Cause$UserIdCause")
            .put("shortDescription", "Started by user " + user)
            .put("userId", user)
            .put("userName", user));
  }
}
