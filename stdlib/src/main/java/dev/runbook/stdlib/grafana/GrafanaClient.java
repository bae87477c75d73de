package dev.runbook.stdlib.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.series.Baselines;
import dev.runbook.stdlib.series.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Grafana by its HTTP API: the panels of a dashboard, and what their own queries answer. It only
 * reads.
 */
final class GrafanaClient implements ServiceClient {

  /** A dashboard is hardly changed while its charts are looked at one after the other. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Connection connection;
  private final Exchange exchange;
  private final Map<String, Dashboard> read = new ConcurrentHashMap<>();
  private final Baselines baselines = new Baselines();

  GrafanaClient(Connection connection) {
    this.connection = connection;
    exchange = new Exchange("Grafana", connection);
    connection.credential("token").ifPresent(exchange::bearer);
  }

  @Override
  public Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    return switch (action) {
      case "charts" -> charts(arguments.text("dashboard"), call);
      case "current" -> mean(arguments.map("chart"), Window.current(call.clock().now()), call);
      case "baseline" ->
          mean(arguments.map("chart"), Window.baseline(arguments.time("before")), call);
      default -> throw new IllegalArgumentException("grafana has no action " + action);
    };
  }

  @Override
  public List<Finding> verify(CallContext call) throws ServiceFailure, InterruptedException {
    Answer answer =
        exchange
            .ask(call, "tell whether it is well")
            .get(Uris.below(exchange.base(), "api/health"));
    return List.of(
        answer.json().path("database").asText().equals("ok")
            ? Finding.good("Grafana is there")
            : Finding.bad("Grafana has lost its database", "Tell whoever runs it."));
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (arguments.has("dashboard")) {
      String uid = arguments.text("dashboard");
      int charts = anew(uid, call).charts().size();
      return List.of(
          charts > 0
              ? Finding.good("the dashboard %s is there, with %d charts".formatted(uid, charts))
              : Finding.bad(
                  "the dashboard %s has no charts".formatted(uid), "Name another dashboard."));
    }
    if (arguments.has("chart")) {
      panel(arguments.map("chart"), call);
      return List.of(
          Finding.good("the chart \"%s\" is there".formatted(arguments.map("chart").get("title"))));
    }
    return List.of();
  }

  private List<Map<String, Object>> charts(String dashboard, CallContext call)
      throws ServiceFailure, InterruptedException {
    List<Map<String, Object>> charts = new ArrayList<>();
    for (JsonNode panel : anew(dashboard, call).charts()) {
      Map<String, Object> chart = new LinkedHashMap<>();
      chart.put("dashboard", dashboard);
      chart.put("panel", BigDecimal.valueOf(panel.path("id").asInt()));
      chart.put("title", panel.path("title").asText());
      charts.add(chart);
    }
    return charts;
  }

  private BigDecimal mean(Map<String, Object> chart, Window window, CallContext call)
      throws ServiceFailure, InterruptedException {
    Panel panel = panel(chart, call);
    ObjectNode query = Json.object();
    query.put("from", String.valueOf(window.from().toEpochMilli()));
    query.put("to", String.valueOf(window.to().toEpochMilli()));
    ArrayNode queries = query.putArray("queries");
    for (ObjectNode target : panel.dashboard().targets(panel.json())) {
      queries.add(
          target.put("intervalMs", window.step().toMillis()).put("maxDataPoints", window.points()));
    }
    String words = query.toString();
    return baselines.of(
        words, window, call.clock().now(), () -> ask(words, title(chart), window, call));
  }

  private BigDecimal ask(String query, String title, Window window, CallContext call)
      throws ServiceFailure, InterruptedException {
    Answer answer =
        exchange
            .ask(call, "read " + title)
            .accepting(400, 500)
            .postJson(Uris.below(exchange.base(), "api/ds/query"), query);
    if (answer.status() >= 400) {
      Frames.requireAnswers(Json.readOrEmpty(answer.text()), title);
      throw answer.failure();
    }
    return Frames.mean(answer.json(), title, window);
  }

  private record Panel(Dashboard dashboard, JsonNode json) {}

  private Panel panel(Map<String, Object> chart, CallContext call)
      throws ServiceFailure, InterruptedException {
    int number = new Arguments(chart).number("panel").intValueExact();
    Dashboard dashboard = dashboard(String.valueOf(chart.get("dashboard")), call);
    JsonNode panel =
        dashboard
            .chart(number)
            .orElseThrow(() ->
                ServiceFailure.refused(
                    "Grafana's dashboard %s has no panel %d (%s) any more: read its charts anew."
                        .formatted(chart.get("dashboard"), number, title(chart))));
    return new Panel(dashboard, panel);
  }

  private static String title(Map<String, Object> chart) {
    return "the chart \"%s\"".formatted(chart.get("title"));
  }

  private Dashboard dashboard(String uid, CallContext call)
      throws ServiceFailure, InterruptedException {
    Dashboard before = read.get(uid);
    Instant now = call.clock().now();
    return before != null && !now.isBefore(before.read()) && now.isBefore(before.read().plus(KEPT))
        ? before
        : anew(uid, call);
  }

  private Dashboard anew(String uid, CallContext call) throws ServiceFailure, InterruptedException {
    JsonNode json =
        exchange
            .ask(call, "read the dashboard " + uid)
            .get(Uris.below(exchange.base(), "api/dashboards/uid/" + Uris.encode(uid)))
            .json();
    Dashboard dashboard = new Dashboard(json.path("dashboard"), connection, call.clock().now());
    read.put(uid, dashboard);
    return dashboard;
  }
}
