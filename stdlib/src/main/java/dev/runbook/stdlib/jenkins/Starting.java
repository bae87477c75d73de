package dev.runbook.stdlib.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Excerpt;
import dev.runbook.stdlib.exchange.Polling;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * "Build with Parameters", from the queue to the run, and how to find the run again after a doubt.
 */
final class Starting {

  private static final Duration POLL = Duration.ofSeconds(2);

  /** For a moment a run may be neither in the queue any more nor among the runs yet. */
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  /** How many runs back our own may be: others start runs of the same pipeline too. */
  private static final int RUNS_BACK = 30;

  private final Controller controller;
  private final Runs runs;

  Starting(Controller controller, Runs runs) {
    this.controller = controller;
    this.runs = runs;
  }

  Map<String, @Nullable Object> start(
      String pipeline, Map<String, String> parameters, CallContext call)
      throws ServiceFailure, InterruptedException {
    requireDeclared(pipeline, parameters, call);
    Answer answer =
        controller.change(
            call,
            "start " + pipeline,
            RunId.jobPath(pipeline) + "buildWithParameters?delay=0sec",
            parameters,
            302,
            303);
    if (answer.status() == 303) {
      call.progress("a run with the same parameters is in the queue already: that is ours too");
    }
    String item =
        answer
            .header("Location")
            .flatMap(Starting::queueItem)
            .orElseThrow(() -> answer.unusable("it names no place in the queue"));
    try {
      return Polling.poll(call, POLL, () -> leftQueue(pipeline, item, answer, call))
          .orElseThrow(() -> answer.unusable("the run is in the queue and has not started yet"));
    } catch (ServiceFailure failure) {
      // Whatever a look into the queue meets, the run was asked for: only Jenkins' own "cancelled"
      // undoes that.
      throw failure.kind() == ServiceFailure.Kind.REFUSED
          ? failure
          : ServiceFailure.inDoubt(String.valueOf(failure.getMessage()), failure);
    }
  }

  /**
   * The one run with these parameters that we started after run {@code newest}; one of ours that is
   * still in the queue is waited for.
   *
   * @throws ServiceFailure (unreadable) where there are several, or ours does not leave the queue:
   *     a person has to look
   */
  @Nullable Map<String, @Nullable Object> startedAfter(
      int newest, String pipeline, Map<String, String> parameters, CallContext call)
      throws ServiceFailure, InterruptedException {
    boolean leftQueue =
        Polling.poll(
                call,
                POLL,
                () -> queued(pipeline, parameters, call) ? Optional.empty() : Optional.of(true))
            .isPresent();
    if (!leftQueue) {
      throw ServiceFailure.unreadable(
          "Jenkins still holds a run of %s with these parameters in its queue: look there."
              .formatted(pipeline),
          null);
    }
    return Polling.poll(call, BETWEEN, POLL, () -> ours(newest, pipeline, parameters, call))
        .orElse(null);
  }

  private Optional<Map<String, @Nullable Object>> ours(
      int newest, String pipeline, Map<String, String> parameters, CallContext call)
      throws ServiceFailure, InterruptedException {
    List<JsonNode> ours = new ArrayList<>();
    String purpose = "look for a run of " + pipeline + " that we started";
    for (JsonNode run : runs.newest(pipeline, RUNS_BACK, purpose, call)) {
      if (run.path("number").asInt() > newest && ours(run, parameters)) {
        ours.add(run);
      }
    }
    if (ours.size() > 1) {
      throw ServiceFailure.unreadable(
          "Jenkins has %d runs of %s with these parameters that we started: look which one is meant."
              .formatted(ours.size(), pipeline),
          null);
    }
    return ours.isEmpty() ? Optional.empty() : Optional.of(runs.run(pipeline, ours.getFirst()));
  }

  /**
   * Jenkins drops undeclared parameters without a word, and would then run something else than was
   * asked for.
   */
  void requireDeclared(String pipeline, Map<String, String> parameters, CallContext call)
      throws ServiceFailure, InterruptedException {
    String tree = Runs.encoded("property[parameterDefinitions[name]]");
    JsonNode job =
        controller.read(
            call,
            "read the parameters of " + pipeline,
            RunId.jobPath(pipeline) + "api/json?tree=" + tree);
    Set<String> declared = new HashSet<>();
    for (JsonNode property : job.path("property")) {
      for (JsonNode definition : property.path("parameterDefinitions")) {
        declared.add(definition.path("name").asText());
      }
    }
    for (String name : parameters.keySet()) {
      if (!declared.contains(name)) {
        throw ServiceFailure.refused(
            "%s declares no parameter %s, so Jenkins was not asked to start it: correct the name."
                .formatted(pipeline, name));
      }
    }
  }

  private boolean queued(String pipeline, Map<String, String> parameters, CallContext call)
      throws ServiceFailure, InterruptedException {
    String tree =
        Runs.encoded("items[task[url],actions[parameters[name,value],causes[userId,userName]]]");
    JsonNode queue = controller.read(call, "read its queue", "queue/api/json?tree=" + tree);
    for (JsonNode item : queue.path("items")) {
      boolean same =
          path(item.path("task").path("url").asText()).endsWith("/" + RunId.jobPath(pipeline));
      if (same && ours(item, parameters)) {
        return true;
      }
    }
    return false;
  }

  private boolean ours(JsonNode json, Map<String, String> parameters) {
    if (!Runs.parameters(json).entrySet().containsAll(parameters.entrySet())) {
      return false;
    }
    for (JsonNode action : json.path("actions")) {
      for (JsonNode cause : action.path("causes")) {
        // Servers before 1.427 know no ID but the name.
        JsonNode starter = cause.path(cause.has("userId") ? "userId" : "userName");
        if (starter.asText().equalsIgnoreCase(controller.user())) {
          return true;
        }
      }
    }
    return false;
  }

  private Optional<Map<String, @Nullable Object>> leftQueue(
      String pipeline, String item, Answer answer, CallContext call)
      throws ServiceFailure, InterruptedException {
    String purpose = "read item " + item + " of its queue";
    JsonNode json = controller.find(call, purpose, "queue/item/" + item + "/api/json").orElse(null);
    if (json == null) {
      return byQueueId(pipeline, item, answer, call);
    }
    if (json.path("cancelled").asBoolean()) {
      throw ServiceFailure.refused(
          "Somebody cancelled %s while it was in Jenkins' queue: ask why, then start it again."
              .formatted(pipeline));
    }
    JsonNode executable = json.path("executable");
    if (!executable.path("number").isNumber()) {
      call.progress(
          "in the queue"
              + (json.path("why").isTextual()
                  ? ": " + Excerpt.line(json.path("why").asText())
                  : ""));
      return Optional.empty();
    }
    RunId run = new RunId(pipeline, executable.path("number").asInt());
    return Optional.of(runs.run(pipeline, runs.read(run, call)));
  }

  /**
   * Jenkins forgets an item five minutes after it has left the queue; its run keeps the item's
   * number.
   */
  private Optional<Map<String, @Nullable Object>> byQueueId(
      String pipeline, String item, Answer answer, CallContext call)
      throws ServiceFailure, InterruptedException {
    String purpose = "find the run of queue item " + item;
    for (JsonNode run : runs.newest(pipeline, RUNS_BACK, purpose, call)) {
      if (run.path("queueId").asText().equals(item)) {
        return Optional.of(runs.run(pipeline, run));
      }
    }
    throw answer.unusable("its queue has forgotten the run");
  }

  /**
   * The number in .../queue/item/12/; the host before it may be the controller's internal name and
   * is not looked at.
   */
  private static Optional<String> queueItem(String location) {
    List<String> path = Uris.segments(URI.create(location));
    int item = path.size() - 1;
    boolean queued =
        item >= 2
            && path.get(item - 1).equals("item")
            && path.get(item - 2).equals("queue")
            && path.get(item).chars().allMatch(Character::isDigit);
    return queued ? Optional.of(path.get(item)) : Optional.empty();
  }

  private static String path(String address) {
    return String.valueOf(URI.create(address).getRawPath());
  }
}
