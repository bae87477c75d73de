package dev.runbook.stdlib.prometheus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.sandbox.Facts;
import dev.runbook.stdlib.sandbox.Wave;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prometheus as the sandbox plays it: queries whose values stay near a number. It understands no
 * query; what the world's file does not name gives nothing, as a metric does that nobody has.
 */
final class PrometheusStandIn implements StandIn {

  /** The labels of a machine that is not there any more. */
  private static final Map<String, String> GONE = Map.of("instance", "gone");

  private static final long MOST_POINTS = 11_000;

  private final World world;
  private final URI base;
  private final Map<String, Map<Map<String, String>, Wave>> queries = new LinkedHashMap<>();

  PrometheusStandIn(World world) {
    this.world = world;
    Facts facts = Facts.of("prometheus", world.facts(), "url", "queries");
    base = facts.has("url") ? facts.address("url") : URI.create("https://prometheus.test/");
    for (Facts query : facts.maps("queries", "query", "labels", "value", "no-data")) {
      Map<String, String> labels = new LinkedHashMap<>();
      Facts named = query.map("labels");
      named.keys().forEach(name -> labels.put(name, named.text(name)));
      double value = query.flag("no-data") ? Double.NaN : query.number("value").doubleValue();
      var series = queries.computeIfAbsent(query.text("query"), _ -> new LinkedHashMap<>());
      if (series.put(labels, new Wave(value, series.size())) != null) {
        throw query.wrong("query", "this query is there twice with the same `labels`");
      }
    }
    queries.put("vector(1)", new LinkedHashMap<>(Map.of(Map.of(), new Wave(1, 0))));
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
            "query-timeout", "503: the query took too long",
            "too-many-samples", "422: the query would have to read too much",
            "empty-result", "a query gives nothing",
            "nan", "every point is NaN",
            "gaps", "every second point is missing",
            "ended-series", "a second series, which has ended a while ago",
            "counter-reset", "a counter begins anew at zero, in the middle of what is shown",
            "new-labels", "the series end, and others of new labels go on, as of new machines",
            "incomplete", "a result, with a warning that a part of it is missing"));
  }

  @Override
  public void happen(String event, Arguments arguments) {
    double value = arguments.number("value").doubleValue();
    long now = world.now().toEpochMilli();
    var series = queries.get(arguments.text("query"));
    if (series == null) {
      throw new IllegalArgumentException(
          "the world's file has no query `" + arguments.text("query") + "`");
    }
    series.replaceAll((_, wave) -> wave.becoming(value, now));
  }

  @Override
  public Reply handle(Request request) {
    String below = String.join("/", Uris.segments(base.relativize(request.uri())));
    Map<String, List<String>> fields = new LinkedHashMap<>(Uris.query(request.uri()));
    fields.putAll(Uris.fields(request.bodyText()));
    if (!below.equals("api/v1/query") && !below.equals("api/v1/query_range")) {
      return Reply.text(404, "404 page not found\n");
    }
    if (world.strikes("query-timeout")) {
      return error(503, "timeout", "query timed out in expression evaluation");
    }
    if (world.strikes("too-many-samples")) {
      return error(422, "execution", "query processing would load too many samples into memory");
    }
    try {
      return below.endsWith("range") ? range(fields) : instant(fields);
    } catch (NumberFormatException wrong) {
      return error(400, "bad_data", "cannot parse a time to a valid timestamp");
    }
  }

  private Reply instant(Map<String, List<String>> fields) {
    long time = millis(fields, "time");
    boolean nan = world.strikes("nan");
    ArrayNode result = Json.array();
    series(fields)
        .forEach((labels, wave) -> {
          if (wave.hasData()) {
            point(sample(result, labels).putArray("value"), time, wave, nan);
          }
        });
    return result("vector", result);
  }

  private Reply range(Map<String, List<String>> fields) {
    long start = millis(fields, "start");
    long end = millis(fields, "end");
    long step = millis(fields, "step");
    if (step <= 0 || (end - start) / step > MOST_POINTS) {
      return error(400, "bad_data", "exceeded maximum resolution of 11,000 points per timeseries");
    }
    boolean nan = world.strikes("nan");
    long each = world.strikes("gaps") ? 2 * step : step;
    boolean ended = world.strikes("ended-series");
    boolean renewed = world.strikes("new-labels");
    boolean reset = world.strikes("counter-reset");
    long quarter = start + (end - start) / 4;
    ArrayNode result = Json.array();
    series(fields)
        .forEach((labels, usual) -> {
          if (usual.hasData()) {
            Wave wave = reset ? usual.becoming(0, start + (end - start) / 2) : usual;
            points(sample(result, labels), renewed ? quarter : start, end, each, wave, nan);
            if (ended || renewed) {
              points(sample(result, GONE), start, quarter, each, wave, nan);
            }
          }
        });
    return result("matrix", result);
  }

  private static void points(
      ObjectNode sample, long start, long end, long step, Wave wave, boolean nan) {
    ArrayNode values = sample.putArray("values");
    for (long time = start; time <= end; time += step) {
      point(values.addArray(), time, wave, nan);
    }
  }

  private Map<Map<String, String>, Wave> series(Map<String, List<String>> fields) {
    return world.strikes("empty-result")
        ? Map.of()
        : queries.getOrDefault(fields.getOrDefault("query", List.of("")).getFirst(), Map.of());
  }

  private static ObjectNode sample(ArrayNode result, Map<String, String> labels) {
    ObjectNode sample = result.addObject();
    ObjectNode metric = sample.putObject("metric");
    labels.forEach(metric::put);
    return sample;
  }

  private static void point(ArrayNode pair, long time, Wave wave, boolean nan) {
    pair.add(BigDecimal.valueOf(time, 3));
    pair.add(nan ? "NaN" : String.valueOf(wave.at(time)));
  }

  private Reply result(String type, ArrayNode result) {
    ObjectNode json = Json.object().put("status", "success");
    json.putObject("data").put("resultType", type).set("result", result);
    if (world.strikes("incomplete")) {
      json.putArray("warnings").add("a store is down: partial response");
    }
    return Reply.json(200, json.toString());
  }

  private static long millis(Map<String, List<String>> fields, String name) {
    return new BigDecimal(fields.getOrDefault(name, List.of("")).getFirst())
        .movePointRight(3)
        .longValue();
  }

  private static Reply error(int status, String type, String words) {
    ObjectNode json = Json.object().put("status", "error").put("errorType", type);
    return Reply.json(status, json.put("error", words).toString());
  }
}
