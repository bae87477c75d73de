package dev.runbook.stdlib.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.series.Series;
import dev.runbook.stdlib.series.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What Grafana answers to the queries of a chart: frames of fields, some of which are numbers. */
final class Frames {

  private Frames() {}

  /**
   * The mean of all points of all series.
   *
   * @throws ServiceFailure (unreadable) where a query failed, or a series is missing, empty, ended,
   *     or has an infinite point
   */
  static BigDecimal mean(JsonNode json, String chart, Window window) throws ServiceFailure {
    Series series = new Series("Grafana", chart, window.words());
    for (JsonNode result : json.path("results")) {
      requireAnswer(result, chart);
      int count = 0;
      for (JsonNode frame : result.path("frames")) {
        count += collect(frame, series);
      }
      if (count == 0) {
        throw series.noData();
      }
    }
    return series.mean(window.lag());
  }

  /** Whatever the status of the whole is, each query says by itself whether it failed. */
  static void requireAnswers(JsonNode json, String chart) throws ServiceFailure {
    for (JsonNode result : json.path("results")) {
      requireAnswer(result, chart);
    }
  }

  private static void requireAnswer(JsonNode result, String chart) throws ServiceFailure {
    if (result.hasNonNull("error")) {
      throw ServiceFailure.unreadable(
          "Grafana could not ask for %s (its data source answered with an error): look at the chart by hand."
              .formatted(chart),
          null);
    }
  }

  /** Adds every series of a frame and says how many it has. */
  private static int collect(JsonNode frame, Series series) throws ServiceFailure {
    int count = 0;
    JsonNode fields = frame.path("schema").path("fields");
    JsonNode times = times(frame);
    for (int field = 0; field < fields.size(); field++) {
      if (fields.path(field).path("type").asText().equals("number")) {
        JsonNode marks = frame.path("data").path("entities").path(field);
        if (!marks.path("Inf").isEmpty() || !marks.path("NegInf").isEmpty()) {
          throw series.noData();
        }
        List<BigDecimal> points = new ArrayList<>();
        long end = 0;
        JsonNode values = frame.path("data").path("values").path(field);
        for (int row = 0; row < values.size(); row++) {
          if (values.path(row).isNumber()) {
            points.add(values.path(row).decimalValue());
            end = Math.max(end, times.path(row).asLong());
          }
        }
        series.add(points, Instant.ofEpochMilli(end));
        count++;
      }
    }
    return count;
  }

  private static JsonNode times(JsonNode frame) {
    JsonNode fields = frame.path("schema").path("fields");
    for (int field = 0; field < fields.size(); field++) {
      if (fields.path(field).path("type").asText().equals("time")) {
        return frame.path("data").path("values").path(field);
      }
    }
    return MissingNode.getInstance();
  }
}
