package dev.runbook.stdlib.jenkins;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jenkins by its remote API, with the stages that the "Pipeline: REST API" plug-in tells. */
final class JenkinsClient implements ServiceClient {

  private final Runs runs;
  private final Stages stages;
  private final Starting starting;
  private final LogEnd log;
  private final Preflight preflight;

  JenkinsClient(Connection connection) {
    Controller controller = new Controller(connection);
    runs = new Runs(controller, connection.setting("version-parameter").orElse("ImageTag"));
    stages = new Stages(controller, runs);
    starting = new Starting(controller, runs);
    log = new LogEnd(controller);
    preflight = new Preflight(controller, starting);
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
      case "approvals" -> BigDecimal.valueOf(runs.approvals(run(arguments), call));
      case "approved-after" ->
          stages.approvedAfter(
              arguments.number("approvals").intValueExact(),
              run(arguments),
              arguments.text("stage"),
              call);
      case "log-end" -> log.of(run(arguments), call);
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

  @Override
  public List<Finding> verify(CallContext call) throws ServiceFailure, InterruptedException {
    return preflight.controller(call);
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    return preflight.call(action, arguments, call);
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
