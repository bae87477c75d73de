package dev.runbook.stdlib.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Polling;
import dev.runbook.stdlib.exchange.Uris;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stage view: how a run's stages stand, and the inputs that they wait for. */
final class Stages {

  private enum Approval {
    PENDING,
    GIVEN,
    ABORTED,
    NOT_REACHED,
    /**
     * The stage view does not show the stage: it is not reached yet, or is only the words of an
     * input that is gone.
     */
    UNTOLD
  }

  /** A stage may be shown to wait a moment before what it asks is listed. */
  private static final Duration SHOWN = Duration.ofSeconds(10);

  private static final Duration POLL = Duration.ofSeconds(2);

  static final String PAUSED = "PAUSED_PENDING_INPUT";

  private final Controller controller;
  private final Runs runs;

  Stages(Controller controller, Runs runs) {
    this.controller = controller;
    this.runs = runs;
  }

  String state(RunId run, CallContext call) throws ServiceFailure, InterruptedException {
    String status = describe(run, call).path("status").asText();
    return switch (status) {
      case "NOT_EXECUTED" -> "queued";
      case "IN_PROGRESS" -> "running";
      case PAUSED -> "waiting";
      case "SUCCESS" -> "succeeded";
      case "UNSTABLE" -> "unstable";
      case "FAILED" -> "failed";
      case "ABORTED" -> "aborted";
      default ->
          throw ServiceFailure.unreadable(
              "Jenkins says that %s stands at \"%s\", which is not known here: look there by hand."
                  .formatted(run, status),
              null);
    };
  }

  /**
   * The first of these stages that waits; a pipeline may name a stage only in the question that its
   * input asks.
   */
  @Nullable String waiting(RunId run, List<String> stages, CallContext call)
      throws ServiceFailure, InterruptedException {
    JsonNode described = describe(run, call);
    for (String stage : stages) {
      if (paused(described, stage)) {
        return stage;
      }
    }
    if (!described.path("status").asText().equals(PAUSED)) {
      return null;
    }
    JsonNode inputs = inputs(run, call);
    for (String stage : stages) {
      if (!asking(inputs, stage).isEmpty()) {
        return stage;
      }
    }
    return null;
  }

  /**
   * Whether a stage was approved after we had approved so many. An input that asks the same as the
   * one before it has the same id too: only who has approved how often tells that ours was taken.
   */
  boolean approvedAfter(int approvals, RunId run, String stage, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (runs.approvals(run, call) > approvals) {
      return true;
    }
    Approval approval = approval(run, stage, call);
    if (approval == Approval.UNTOLD) {
      throw ServiceFailure.unreadable(
          "Jenkins does not show a stage %s in %s: look there whether it was approved."
              .formatted(stage, run),
          null);
    }
    return approval == Approval.GIVEN;
  }

  /**
   * Approves the input of a stage. Somebody else's click is as good as ours, and an answer that the
   * input is gone is judged by how the run stands.
   */
  void proceed(RunId run, String stage, CallContext call)
      throws ServiceFailure, InterruptedException {
    Approval before = approval(run, stage, call);
    if (before != Approval.PENDING) {
      requireGiven(before, run, stage, call);
      return;
    }
    JsonNode input = input(run, stage, call);
    if (!input.path("inputs").isEmpty()) {
      throw ServiceFailure.refused(
          "%s asks for values at %s, which only a person can give: click Proceed in Jenkins."
              .formatted(run, stage));
    }
    String path = run.path() + "input/" + Uris.encode(input.path("id").asText()) + "/proceedEmpty";
    Answer answer =
        controller.change(
            call,
            "proceed with %s in %s".formatted(stage, run),
            path,
            Map.of(),
            302,
            303,
            400,
            404);
    if (answer.status() >= 400) {
      Approval after = approval(run, stage, call);
      if (after == Approval.PENDING) {
        throw answer.failure();
      }
      // The input that we have just seen is gone and the run goes on: somebody was quicker.
      requireGiven(after == Approval.UNTOLD ? Approval.GIVEN : after, run, stage, call);
    }
  }

  private static void requireGiven(Approval approval, RunId run, String stage, CallContext call)
      throws ServiceFailure {
    switch (approval) {
      case GIVEN -> call.progress("somebody else has approved " + stage);
      case ABORTED ->
          throw ServiceFailure.refused(
              "%s was aborted at %s: find out by whom and why.".formatted(run, stage));
      case NOT_REACHED, UNTOLD, PENDING ->
          throw ServiceFailure.refused(
              "%s does not wait at %s: look how it stands.".formatted(run, stage));
    }
  }

  private Approval approval(RunId run, String stage, CallContext call)
      throws ServiceFailure, InterruptedException {
    JsonNode described = describe(run, call);
    if (paused(described, stage)) {
      return Approval.PENDING;
    }
    String status = described.path("status").asText();
    if (status.equals(PAUSED) && !asking(inputs(run, call), stage).isEmpty()) {
      return Approval.PENDING;
    }
    for (JsonNode each : described.path("stages")) {
      if (each.path("name").asText().equals(stage)) {
        return switch (each.path("status").asText()) {
          case "NOT_EXECUTED" -> Approval.NOT_REACHED;
          case "ABORTED" -> Approval.ABORTED;
          default -> Approval.GIVEN;
        };
      }
    }
    return switch (status) {
      case "ABORTED" -> Approval.ABORTED;
      case "SUCCESS" -> Approval.GIVEN;
      case "IN_PROGRESS", PAUSED -> Approval.UNTOLD;
      default -> Approval.NOT_REACHED;
    };
  }

  /**
   * The one input that a stage waits for: the only one there is, or the only one that asks in the
   * stage's name.
   */
  private JsonNode input(RunId run, String stage, CallContext call)
      throws ServiceFailure, InterruptedException {
    JsonNode inputs =
        Polling.poll(
                call,
                SHOWN,
                POLL,
                () -> Optional.of(inputs(run, call)).filter(listed -> !listed.isEmpty()))
            .orElseThrow(() ->
                ServiceFailure.refused(
                    "%s waits at %s, and Jenkins does not list what it asks: look there."
                        .formatted(run, stage)));
    if (inputs.size() == 1) {
      return inputs.path(0);
    }
    List<JsonNode> asking = asking(inputs, stage);
    if (asking.size() == 1) {
      return asking.getFirst();
    }
    throw ServiceFailure.refused(
        "%s has %d inputs at once, and which of them is %s cannot be told: click Proceed in Jenkins."
            .formatted(run, inputs.size(), stage));
  }

  private static boolean paused(JsonNode described, String stage) {
    for (JsonNode each : described.path("stages")) {
      if (each.path("name").asText().equals(stage) && each.path("status").asText().equals(PAUSED)) {
        return true;
      }
    }
    return false;
  }

  private static List<JsonNode> asking(JsonNode inputs, String message) {
    List<JsonNode> asking = new ArrayList<>();
    for (JsonNode input : inputs) {
      if (input.path("message").asText().equals(message)) {
        asking.add(input);
      }
    }
    return asking;
  }

  /** Without the plug-in that tells the stages, the run itself still says how it stands. */
  private JsonNode describe(RunId run, CallContext call)
      throws ServiceFailure, InterruptedException {
    String purpose = "read the stages of " + run;
    JsonNode described = controller.find(call, purpose, run.path() + "wfapi/describe").orElse(null);
    if (described != null) {
      return described;
    }
    String result = runs.read(run, call).path("result").asText("");
    String status =
        switch (result) {
          case "" -> inputs(run, call).isEmpty() ? "IN_PROGRESS" : PAUSED;
          case "FAILURE" -> "FAILED";
          case "NOT_BUILT" -> "NOT_EXECUTED";
          default -> result;
        };
    return Json.object().put("status", status);
  }

  private JsonNode inputs(RunId run, CallContext call) throws ServiceFailure, InterruptedException {
    String purpose = "read what " + run + " waits for";
    JsonNode pending =
        controller.find(call, purpose, run.path() + "wfapi/pendingInputActions").orElse(null);
    if (pending != null) {
      return pending;
    }
    String tree = "actions[executions[id,settled,input[message,parameters[name]]]]";
    JsonNode plain =
        controller.read(call, purpose, run.path() + "api/json?tree=" + Runs.encoded(tree));
    var inputs = Json.array();
    for (JsonNode action : plain.path("actions")) {
      for (JsonNode execution : action.path("executions")) {
        if (!execution.path("settled").asBoolean()) {
          var input = inputs.addObject().put("id", execution.path("id").asText());
          input.set("message", execution.path("input").path("message"));
          input.set("inputs", execution.path("input").path("parameters"));
        }
      }
    }
    return inputs;
  }
}
