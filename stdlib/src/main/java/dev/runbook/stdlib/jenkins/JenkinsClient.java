package dev.runbook.stdlib.jenkins;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jenkins by its remote API, with the stages that the "Pipeline: REST API" plug-in tells. */
final class JenkinsClient implements ServiceClient {

  private final Controller controller;
  private final Runs runs;
  private final Stages stages;
  private final Starting starting;

  JenkinsClient(Connection connection) {
    controller = new Controller(connection);
    runs = new Runs(controller, connection.setting("version-parameter").orElse("ImageTag"));
    stages = new Stages(controller, runs);
    starting = new Starting(controller, runs);
  }

  @Override
  public @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    return switch (action) {
      case "topmost" -> runs.topmost(arguments.text("pipeline"), call);
      case "deployed" -> runs.deployed(arguments.text("pipeline"), call);
      case "last-good" -> runs.lastGood(arguments.text("pipeline"), call);
      case "state" -> stages.state(run(arguments), call);
      case "waiting-stage" ->
          stages.waiting(run(arguments), arguments.list("stages", String.class), call);
      case "settled" -> stages.settled(run(arguments), arguments.text("stage"), call);
      case "ended" -> runs.ended(run(arguments), call);
      case "run-started-after" ->
          starting.startedAfter(
              arguments.has("newest") ? number(arguments.map("newest")) : 0,
              arguments.text("pipeline"),
              parameters(arguments),
              call);
      case "start" -> starting.start(arguments.text("pipeline"), parameters(arguments), call);
      case "proceed" -> {
        stages.proceed(run(arguments), arguments.text("stage"), call);
        yield null;
      }
      case "abort" -> {
        runs.abort(run(arguments), call);
        yield null;
      }
      default -> throw new IllegalArgumentException("jenkins has no action " + action);
    };
  }

  private static RunId run(Arguments arguments) {
    Map<String, Object> run = arguments.map("run");
    return new RunId(String.valueOf(run.get("pipeline")), number(run));
  }

  private static int number(Map<String, Object> run) {
    return new Arguments(run).number("number").intValueExact();
  }

  private static Map<String, String> parameters(Arguments arguments) {
    Map<String, String> parameters = new LinkedHashMap<>();
    arguments
        .map("parameters")
        .forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    return parameters;
  }
}
