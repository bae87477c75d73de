package dev.runbook.stdlib.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.stdlib.exchange.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the world's file in BigQuery's form: a schema, and cells that are texts. What a column
 * holds is told by the first row that has something in it.
 */
final class SimulatedTable {

  private final ArrayNode schema = Json.array();
  private final ArrayNode rows = Json.array();

  SimulatedTable(List<Map<String, Object>> facts) {
    Map<String, Object> columns = new LinkedHashMap<>();
    facts.forEach(row -> row.forEach((name, value) -> columns.merge(name, value, (a, _) -> a)));
    columns.forEach((name, value) -> schema.add(field(name, value)));
    for (Map<String, Object> row : facts) {
      ObjectNode cells = rows.addObject();
      ArrayNode list = cells.putArray("f");
      columns.keySet().forEach(name -> list.addObject().set("v", cell(row.get(name))));
    }
  }

  ArrayNode schema() {
    return schema;
  }

  int size() {
    return rows.size();
  }

  ArrayNode page(int from, int most) {
    ArrayNode page = Json.array();
    for (int row = from; row < Math.min(size(), from + most); row++) {
      page.add(rows.get(row));
    }
    return page;
  }

  private static ObjectNode field(String name, Object value) {
    ObjectNode field = Json.object().put("name", name).put("mode", "NULLABLE");
    return switch (value) {
      case List<?> list ->
          field(name, list.isEmpty() ? "" : list.getFirst()).put("mode", "REPEATED");
      case Map<?, ?> map -> {
        ArrayNode fields = field.put("type", "RECORD").putArray("fields");
        map.forEach((key, each) -> fields.add(field(String.valueOf(key), each)));
        yield field;
      }
      case Boolean _ -> field.put("type", "BOOLEAN");
      case BigDecimal number -> field.put("type", number.scale() > 0 ? "FLOAT" : "INTEGER");
      default -> field.put("type", moment(value) == null ? "STRING" : "TIMESTAMP");
    };
  }

  private static JsonNode cell(@Nullable Object value) {
    ObjectNode holder = Json.object();
    switch (value) {
      case null -> holder.putNull("v");
      case List<?> list -> {
        ArrayNode cells = holder.putArray("v");
        list.forEach(each -> cells.addObject().set("v", cell(each)));
      }
      case Map<?, ?> map -> {
        ArrayNode cells = holder.putObject("v").putArray("f");
        map.values().forEach(each -> cells.addObject().set("v", cell(each)));
      }
      default -> {
        Instant moment = moment(value);
        holder.put(
            "v",
            moment == null
                ? String.valueOf(value)
                : String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, moment)));
      }
    }
    return holder.path("v");
  }

  private static @Nullable Instant moment(Object value) {
    try {
      return Instant.parse(String.valueOf(value));
    } catch (DateTimeException _) {
      return null;
    }
  }
}
