package dev.runbook.stdlib.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.ServiceFailure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What Grafana answers to a query, as one number. A chart that shows nothing says nothing: that is
 * never zero.
 */
final class Series {

  private Series() {}

  /**
   * The mean of all points of all series.
   *
   * @throws ServiceFailure (unreadable) where a query failed, or a series is missing, empty, or has
   *     an infinite point
   */
  static BigDecimal mean(JsonNode json, String chart) throws ServiceFailure {
    List<BigDecimal> points = new ArrayList<>();
    JsonNode results = json.path("results");
    for (JsonNode result : results) {
      if (result.hasNonNull("error")) {
        throw ServiceFailure.unreadable(
            "Grafana could not ask for %s (its data source answered with an error): look at the chart by hand."
                .formatted(chart),
            null);
      }
      int frames = 0;
      for (JsonNode frame : result.path("frames")) {
        frames += collect(frame, points, chart);
      }
      requireData(frames > 0, chart);
    }
    requireData(!points.isEmpty(), chart);
    BigDecimal sum = points.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(points.size()), MathContext.DECIMAL64);
  }

  /**
   * Adds the points of every series in a frame and says how many series it has. Gaps between points
   * are usual.
   */
  private static int collect(JsonNode frame, List<BigDecimal> points, String chart)
      throws ServiceFailure {
    int series = 0;
    JsonNode fields = frame.path("schema").path("fields");
    for (int field = 0; field < fields.size(); field++) {
      if (fields.path(field).path("type").asText().equals("number")) {
        JsonNode marks = frame.path("data").path("entities").path(field);
        requireData(marks.path("Inf").isEmpty() && marks.path("NegInf").isEmpty(), chart);
        int before = points.size();
        for (JsonNode value : frame.path("data").path("values").path(field)) {
          if (value.isNumber()) {
            points.add(value.decimalValue());
          }
        }
        requireData(points.size() > before, chart);
        series++;
      }
    }
    return series;
  }

  private static void requireData(boolean data, String chart) throws ServiceFailure {
    if (!data) {
      throw ServiceFailure.unreadable(
          "Grafana's answer leaves it open: %s has no data for this time; look at it by hand."
              .formatted(chart),
          null);
    }
  }
}
