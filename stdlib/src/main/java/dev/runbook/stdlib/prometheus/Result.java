package dev.runbook.stdlib.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.series.Series;
import dev.runbook.stdlib.series.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a query gave.
 *
 * @param samples each with its labels as {@code metric} and {@code value}, or {@code values} over
 *     time
 */
record Result(JsonNode samples, String query) {

  private static final String NOW = "now";

  /**
   * The result in an answer.
   *
   * @throws ServiceFailure (unreadable) where there is none, or Prometheus itself does not trust it
   */
  static Result of(Answer answer, String query) throws ServiceFailure {
    JsonNode json = answer.json();
    JsonNode data = json.path("data");
    if (!json.path("status").asText().equals("success") || !data.path("result").isArray()) {
      throw answer.unusable("it has no result");
    }
    if (!json.path("warnings").isEmpty()) {
      throw answer.unusable("it warns that the result may be incomplete");
    }
    return switch (data.path("resultType").asText()) {
      case "vector", "matrix" -> new Result(data.path("result"), query);
      case "scalar" ->
          new Result(Json.array().add(Json.object().set("value", data.path("result"))), query);
      default -> throw answer.unusable("its result is no number");
    };
  }

  boolean isEmpty() {
    return samples.isEmpty();
  }

  BigDecimal value() throws ServiceFailure {
    if (samples.size() > 1) {
      throw ServiceFailure.refused(
          "The query `%s` gives %d numbers where one is wanted: put `sum(...)` or `max(...)` around it."
              .formatted(query, samples.size()));
    }
    Series series = series(NOW);
    for (JsonNode sample : samples) {
      series.add(List.of(number(sample.path("value"), NOW)), time(sample.path("value")));
    }
    return series.mean(Duration.ZERO);
  }

  Map<String, BigDecimal> values(String label) throws ServiceFailure {
    if (samples.isEmpty()) {
      throw series(NOW).noData();
    }
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    for (JsonNode sample : samples) {
      String key = sample.path("metric").path(label).asText();
      if (values.put(key, number(sample.path("value"), NOW)) != null) {
        throw ServiceFailure.refused(
            "The query `%s` gives several numbers for one `%s`: put `sum by (%s) (...)` around it."
                .formatted(query, label, label));
      }
    }
    return values;
  }

  BigDecimal mean(Window window) throws ServiceFailure {
    Series series = series(window.words());
    for (JsonNode sample : samples) {
      List<BigDecimal> points = new ArrayList<>();
      Instant end = window.from();
      for (JsonNode point : sample.path("values")) {
        if (!point.path(1).asText().equals("NaN")) {
          points.add(number(point, window.words()));
          end = time(point);
        }
      }
      series.add(points, end);
    }
    return series.mean(window.lag());
  }

  /** The number of a point, which is a pair of a time and a text: NaN and infinities are none. */
  private BigDecimal number(JsonNode point, String when) throws ServiceFailure {
    try {
      return new BigDecimal(point.path(1).asText());
    } catch (NumberFormatException none) {
      throw series(when).noData();
    }
  }

  private static Instant time(JsonNode point) {
    return Instant.ofEpochMilli(Math.round(point.path(0).asDouble() * 1000));
  }

  private Series series(String when) {
    return new Series("Prometheus", "the query `" + query + "`", when);
  }
}
