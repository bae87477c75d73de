package dev.runbook.stdlib.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.sandbox.Facts;
import dev.runbook.stdlib.sandbox.Wave;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Grafana as the sandbox plays it: dashboards whose charts stay near a value. */
final class GrafanaStandIn implements StandIn {

  private static final String DATASOURCE = "sandbox";

  /** What stands in place of a number, which is nothing at all. */
  private static final String GAPS = "gap";

  private record Panel(int id, String title, Wave values, String metric) {}

  private final World world;
  private final URI base;
  private final Map<String, List<Panel>> dashboards = new LinkedHashMap<>();
  private final Map<String, Reply> shown = new HashMap<>();

  GrafanaStandIn(World world) {
    this.world = world;
    Facts facts = Facts.of("grafana", world.facts(), "url", "dashboards");
    this.base = facts.has("url") ? facts.address("url") : URI.create("https://grafana.test");
    Facts listed = facts.map("dashboards");
    for (String uid : listed.keys()) {
      List<Panel> panels = new ArrayList<>();
      for (Facts panel : listed.maps(uid, "panel", "title", "value", "no-data")) {
        int id = panel.integer("panel", panels.size() + 1);
        double value = panel.flag("no-data") ? Double.NaN : panel.number("value").doubleValue();
        panels.add(new Panel(id, panel.text("title"), new Wave(value, id), uid + "_" + id));
      }
      dashboards.put(uid, panels);
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", base.toString());
  }

  @Override
  public List<String> hosts() {
    return List.of(base.getHost());
  }

  @Override
  public Map<String, String> faults() {
    return new TreeMap<>(
        Map.of(
            "query-failed", "207: the data source answers a query with an error",
            "bad-query", "400: the only query is answered with an error",
            "ended-series", "a query gives a second series, which has ended a while ago",
            "no-frames", "a query gives nothing at all",
            "nan", "a query gives nothing but NaN",
            "gaps", "a query gives no number for every second point",
            "infinite", "a query gives an infinite point",
            "counter-reset", "a counter begins anew at zero, in the middle of what is shown",
            "new-labels", "the series end, and others of new labels go on, as of new machines",
            "no-datasource", "404: the data source was removed"));
  }

  @Override
  public void happen(String event, Arguments arguments) {
    String title = arguments.text("chart");
    double value = arguments.number("value").doubleValue();
    long now = world.now().toEpochMilli();
    boolean found = false;
    for (List<Panel> panels : dashboards.values()) {
      for (int at = 0; at < panels.size(); at++) {
        Panel panel = panels.get(at);
        if (panel.title().equals(title)) {
          found = true;
          panels.set(
              at,
              new Panel(panel.id(), title, panel.values().becoming(value, now), panel.metric()));
        }
      }
    }
    if (!found) {
      throw new IllegalArgumentException("no dashboard has a chart `" + title + "`");
    }
  }

  @Override
  public Reply handle(Request request) {
    if (request.uri().getPath().endsWith("/api/health")) {
      return Reply.json(200, "{\"database\":\"ok\",\"version\":\"12.3.0\"}");
    }
    if (!request.header("Authorization").equals(Optional.of("Bearer sandbox-token"))) {
      return message(401, "Unauthorized");
    }
    List<String> path = Uris.segments(request.uri());
    String start = String.join("/", path.subList(0, Math.min(3, path.size())));
    if (start.equals("api/dashboards/uid") && path.size() == 4) {
      List<Panel> panels = dashboards.get(path.get(3));
      return panels == null
          ? message(404, "Dashboard not found")
          : shown.computeIfAbsent(
              path.get(3), uid -> Reply.json(200, dashboard(uid, panels).toString()));
    }
    if (start.equals("api/ds/query") && request.method().equals("POST")) {
      return query(request.bodyText());
    }
    return message(404, "Not found");
  }

  private static ObjectNode dashboard(String uid, List<Panel> panels) {
    ObjectNode json = Json.object();
    ObjectNode dashboard = json.putObject("dashboard").put("uid", uid).put("title", uid);
    ArrayNode list = dashboard.putArray("panels");
    for (Panel panel : panels) {
      ObjectNode each =
          list.addObject()
              .put("id", panel.id())
              .put("title", panel.title())
              .put("type", "timeseries");
      ObjectNode target =
          each.putArray("targets").addObject().put("refId", "A").put("expr", panel.metric());
      target.putObject("datasource").put("type", "prometheus").put("uid", DATASOURCE);
    }
    json.putObject("meta").put("slug", uid);
    return json;
  }

  private Reply query(String asked) {
    JsonNode body = Json.readOrEmpty(asked);
    if (!body.path("from").isTextual() || !body.path("to").isTextual()) {
      return message(400, "from and to are texts with milliseconds");
    }
    if (world.strikes("no-datasource")) {
      return message(404, "Data source not found");
    }
    boolean bad = world.strikes("bad-query");
    boolean broken = bad || world.strikes("query-failed");
    boolean ended = world.strikes("ended-series");
    boolean empty = world.strikes("no-frames");
    boolean reset = world.strikes("counter-reset");
    boolean renewed = world.strikes("new-labels");
    String entity =
        world.strikes("nan")
            ? "NaN"
            : world.strikes("infinite") ? "Inf" : world.strikes("gaps") ? GAPS : "";
    long from = Long.parseLong(body.path("from").asText());
    long to = Long.parseLong(body.path("to").asText());
    ObjectNode json = Json.object();
    ObjectNode results = json.putObject("results");
    boolean failed = false;
    for (JsonNode query : body.path("queries")) {
      ObjectNode result = results.putObject(query.path("refId").asText());
      Optional<Panel> panel = panel(query);
      if (panel.isEmpty() || broken) {
        result.put("status", 400).put("error", "unknown metric or data source");
        failed = true;
      } else {
        ArrayNode frames = result.put("status", 200).putArray("frames");
        long step = Math.max(1000, query.path("intervalMs").asLong(15_000));
        Wave usual = panel.get().values();
        Wave values = reset ? usual.becoming(0, from + (to - from) / 2) : usual;
        long quarter = from + (to - from) / 4;
        if (!empty) {
          spoil(frame(frames.addObject(), values, renewed ? quarter : from, to, step), entity);
        }
        if (ended || renewed) {
          frame(frames.addObject(), values, from, quarter, step);
        }
      }
    }
    return Reply.json(bad ? 400 : failed ? 207 : 200, json.toString());
  }

  private Optional<Panel> panel(JsonNode query) {
    if (!query.path("datasource").path("uid").asText().equals(DATASOURCE)) {
      return Optional.empty();
    }
    return dashboards.values().stream()
        .flatMap(List::stream)
        .filter(panel -> panel.metric().equals(query.path("expr").asText()))
        .findFirst();
  }

  private static ObjectNode frame(ObjectNode frame, Wave wave, long from, long to, long step) {
    ArrayNode fields = frame.putObject("schema").putArray("fields");
    fields.addObject().put("name", "Time").put("type", "time");
    fields.addObject().put("name", "Value").put("type", "number");
    ArrayNode values = frame.putObject("data").putArray("values");
    ArrayNode times = values.addArray();
    ArrayNode numbers = values.addArray();
    if (!wave.hasData()) {
      return frame;
    }
    for (long time = from; time < to; time += step) {
      times.add(time);
      numbers.add(wave.at(time));
    }
    return frame;
  }

  /** What JSON has no number for is null among the values, and named beside them. */
  private static void spoil(ObjectNode frame, String entity) {
    ArrayNode values = (ArrayNode) frame.path("data").path("values");
    ArrayNode numbers = (ArrayNode) values.path(1);
    if (entity.isEmpty() || numbers.isEmpty()) {
      return;
    }
    if (entity.equals(GAPS)) {
      for (int at = 1; at < numbers.size(); at += 2) {
        numbers.set(at, NullNode.instance);
      }
      return;
    }
    ArrayNode entities = ((ObjectNode) frame.path("data")).putArray("entities").addNull();
    ArrayNode marks = entities.addObject().putArray(entity);
    for (int at = 0; at < (entity.equals("NaN") ? numbers.size() : 1); at++) {
      numbers.set(at, NullNode.instance);
      marks.add(at);
    }
  }

  private static Reply message(int status, String words) {
    return Reply.json(status, Json.object().put("message", words).toString());
  }
}
