package dev.runbook.stdlib.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as BigQuery sends them, all texts without names, as the values that they mean. */
final class Cells {

  private Cells() {}

  /**
   * A row, or a record in one.
   *
   * @param fields the schema
   * @throws IllegalArgumentException where the row is not as the schema says
   */
  static Map<String, @Nullable Object> row(JsonNode fields, JsonNode row) {
    JsonNode cells = row.path("f");
    if (cells.size() != fields.size()) {
      throw new IllegalArgumentException("a row has other columns than the schema");
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int at = 0; at < fields.size(); at++) {
      JsonNode field = fields.path(at);
      values.put(field.path("name").asText(), cell(field, cells.path(at).path("v")));
    }
    return values;
  }

  private static @Nullable Object cell(JsonNode field, JsonNode value) {
    if (!field.path("mode").asText().equals("REPEATED")) {
      return single(field, value);
    }
    List<@Nullable Object> list = new ArrayList<>();
    value.forEach(each -> list.add(single(field, each.path("v"))));
    return list;
  }

  private static @Nullable Object single(JsonNode field, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    String text = value.asText();
    return switch (field.path("type").asText()) {
      case "RECORD", "STRUCT" -> row(field.path("fields"), value);
      case "INTEGER", "INT64", "NUMERIC", "BIGNUMERIC" -> new BigDecimal(text);
      case "FLOAT", "FLOAT64" -> decimal(text);
      case "BOOLEAN", "BOOL" -> text.equals("true");
      case "TIMESTAMP" -> moment(text);
      default -> text;
    };
  }

  /** NaN and infinities are numbers in BigQuery and nowhere else; they stay the words they are. */
  private static Object decimal(String text) {
    boolean number = text.chars().anyMatch(Character::isDigit);
    return number ? new BigDecimal(text) : text;
  }

  private static String moment(String microseconds) {
    try {
      return Instant.EPOCH.plus(Long.parseLong(microseconds), ChronoUnit.MICROS).toString();
    } catch (DateTimeException | ArithmeticException far) {
      throw new IllegalArgumentException("a moment that no calendar has", far);
    }
  }
}
