package dev.runbook.stdlib.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be seen of a call's pipeline before it is begun. */
final class Preflight {

  private final Controller controller;
  private final Starting starting;
  private final InputStages stages;

  Preflight(Controller controller, Starting starting) {
    this.controller = controller;
    this.starting = starting;
    this.stages = new InputStages(controller);
  }

  List<Finding> controller(CallContext call) throws ServiceFailure, InterruptedException {
    Answer answer =
        controller.ask(call, "tell who we are").get(controller.address("me/api/json?tree=id"));
    String us = answer.json().path("id").asText();
    if (answer.header("X-Jenkins").isEmpty()) {
      return List.of(
          Finding.bad(
              "what answers at its address is not Jenkins",
              "Correct the address, or see what stands before it."));
    }
    return List.of(
        us.equalsIgnoreCase(controller.user())
            ? Finding.good("Jenkins is there and knows us as " + us)
            : Finding.bad(
                "Jenkins knows us as %s, and the profile says %s".formatted(us, controller.user()),
                "Correct `user`: runs that we have started are found by it."));
  }

  List<Finding> call(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    String pipeline = pipeline(arguments);
    if (pipeline.isEmpty()) {
      return List.of();
    }
    String path = RunId.jobPath(pipeline) + "api/json?tree=buildable";
    JsonNode job = controller.find(call, "read " + pipeline, path).orElse(null);
    if (job == null) {
      return List.of(
          Finding.bad(
              "there is no pipeline %s that we may see".formatted(pipeline),
              "Correct its name, or ask for the permission to see it."));
    }
    if (action.equals("start") && !job.path("buildable").asBoolean(true)) {
      return List.of(
          Finding.bad("the pipeline %s is disabled".formatted(pipeline), "Find out why."));
    }
    if (action.equals("start") && arguments.has("parameters")) {
      Map<String, String> parameters = new LinkedHashMap<>();
      arguments.map("parameters").forEach((name, value) -> parameters.put(name, "" + value));
      starting.requireDeclared(pipeline, parameters, call);
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good("the pipeline %s is there".formatted(pipeline)));
    findings.addAll(stages.look(pipeline, stages(arguments), call));
    return findings;
  }

  private static String pipeline(Arguments arguments) {
    if (arguments.has("pipeline")) {
      return arguments.text("pipeline");
    }
    return arguments.has("run") ? String.valueOf(arguments.map("run").get("pipeline")) : "";
  }

  private static List<String> stages(Arguments arguments) {
    return arguments.has("stages")
        ? arguments.list("stages", String.class)
        : arguments.optionalText("stage").map(List::of).orElse(List.of());
  }
}
