package dev.runbook.stdlib.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Suggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a pipeline stops at a stage and asks, by what its last runs did: its script is shown only
 * to those who administer Jenkins.
 */
final class InputStages {

  private static final Set<String> PASSED = Set.of("SUCCESS", "UNSTABLE");

  private final Controller controller;

  InputStages(Controller controller) {
    this.controller = controller;
  }

  /** What the last runs show of their stages. */
  private static final class Seen {

    final Set<String> stages = new LinkedHashSet<>();
    final Set<String> asking = new LinkedHashSet<>();
    final Set<String> passedUnasked = new LinkedHashSet<>();
    boolean whole;
    int runs;

    void add(JsonNode run) {
      runs++;
      whole |= PASSED.contains(run.path("status").asText());
      for (JsonNode stage : run.path("stages")) {
        String name = stage.path("name").asText();
        String status = stage.path("status").asText();
        stages.add(name);
        if (status.equals(Stages.PAUSED) || stage.path("pauseDurationMillis").asLong() > 0) {
          asking.add(name);
        } else if (PASSED.contains(status) && stage.has("pauseDurationMillis")) {
          passedUnasked.add(name);
        }
      }
    }
  }

  /** Of several stages one is enough: which of them asks differs from pipeline to pipeline. */
  List<Finding> look(String pipeline, List<String> wanted, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (wanted.isEmpty()) {
      return List.of();
    }
    String path = RunId.jobPath(pipeline) + "wfapi/runs?fullStages=false";
    JsonNode runs = controller.find(call, "read the stages of " + pipeline, path).orElse(null);
    String stages = String.join(" or ", wanted);
    if (runs == null || runs.isEmpty()) {
      String why =
          runs == null ? "Jenkins has no stage view, which would tell" : "it has not run yet";
      return List.of(
          Finding.unseen(
              "whether %s asks at %s cannot be seen: %s".formatted(pipeline, stages, why),
              "Look into its Jenkinsfile."));
    }
    Seen seen = new Seen();
    for (JsonNode run : runs) {
      seen.add(run);
      seen.asking.addAll(questions(pipeline, run, call));
    }
    return List.of(judged(pipeline, wanted, seen));
  }

  /** A pipeline may name a stage only in the question that its input asks. */
  private Set<String> questions(String pipeline, JsonNode run, CallContext call)
      throws ServiceFailure, InterruptedException {
    Set<String> questions = new LinkedHashSet<>();
    if (run.path("status").asText().equals(Stages.PAUSED)) {
      RunId id = new RunId(pipeline, run.path("id").asInt());
      String path = id.path() + "wfapi/pendingInputActions";
      controller
          .find(call, "read what " + id + " waits for", path)
          .orElseGet(Json::array)
          .forEach(input -> questions.add(input.path("message").asText()));
    }
    return questions;
  }

  private static Finding judged(String pipeline, List<String> wanted, Seen seen) {
    String stages = String.join(" or ", wanted);
    List<String> asking = wanted.stream().filter(seen.asking::contains).toList();
    if (!asking.isEmpty()) {
      return Finding.good("%s asks at %s".formatted(pipeline, String.join(" and ", asking)));
    }
    List<String> unasked = wanted.stream().filter(seen.passedUnasked::contains).toList();
    if (!unasked.isEmpty()) {
      return Finding.bad(
          "%s goes through %s and asks nobody, in its last %s"
              .formatted(pipeline, String.join(" and ", unasked), runs(seen)),
          "Find out where it asks now: " + told(seen.asking) + ".");
    }
    List<String> there = wanted.stream().filter(seen.stages::contains).toList();
    if (!there.isEmpty()) {
      return Finding.unseen(
          "%s has the stage %s, and whether it asks there is not seen in its last %s"
              .formatted(pipeline, String.join(" and ", there), runs(seen)),
          "Look into its Jenkinsfile.");
    }
    String what =
        "no stage %s is seen in the last %s of %s".formatted(stages, runs(seen), pipeline);
    return seen.whole
        ? Finding.bad(what, "Correct the name" + Suggestion.among(seen.stages, wanted.getFirst()))
        : Finding.unseen(
            what + ", none of which came to a good end",
            "Correct the name, unless none of them came so far. They show "
                + String.join(", ", seen.stages)
                + ".");
  }

  private static String runs(Seen seen) {
    return seen.runs == 1 ? "run" : seen.runs + " runs";
  }

  private static String told(Set<String> asking) {
    return asking.isEmpty()
        ? "it was seen to ask nowhere"
        : "it asks at " + String.join(", ", asking);
  }
}
