package dev.runbook.stdlib.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.series.Series;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What Grafana answers to the queries of a chart: frames of fields, some of which are numbers. */
final class Frames {

  private Frames() {}

  /**
   * The mean of all points of all series.
   *
   * @throws ServiceFailure (unreadable) where a query failed, or a series is missing, empty, or has
   *     an infinite point
   */
  static BigDecimal mean(JsonNode json, String chart) throws ServiceFailure {
    Series series = new Series("Grafana", chart);
    for (JsonNode result : json.path("results")) {
      if (result.hasNonNull("error")) {
        throw ServiceFailure.unreadable(
            "Grafana could not ask for %s (its data source answered with an error): look at the chart by hand."
                .formatted(chart),
            null);
      }
      int count = 0;
      for (JsonNode frame : result.path("frames")) {
        count += collect(frame, series);
      }
      if (count == 0) {
        throw series.noData();
      }
    }
    return series.mean();
  }

  /** Adds every series of a frame and says how many it has. */
  private static int collect(JsonNode frame, Series series) throws ServiceFailure {
    int count = 0;
    JsonNode fields = frame.path("schema").path("fields");
    for (int field = 0; field < fields.size(); field++) {
      if (fields.path(field).path("type").asText().equals("number")) {
        JsonNode marks = frame.path("data").path("entities").path(field);
        if (!marks.path("Inf").isEmpty() || !marks.path("NegInf").isEmpty()) {
          throw series.noData();
        }
        List<BigDecimal> points = new ArrayList<>();
        for (JsonNode value : frame.path("data").path("values").path(field)) {
          if (value.isNumber()) {
            points.add(value.decimalValue());
          }
        }
        series.add(points);
        count++;
      }
    }
    return count;
  }
}
