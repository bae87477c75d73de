package dev.runbook.stdlib.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.stdlib.exchange.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cells mean that BigQuery sends as texts. */
class CellsTest {

  @ParameterizedTest
  @CsvSource({
    "TIMESTAMP, 1795168692500000, 2026-11-20T09:58:12.500Z",
    "TIMESTAMP, -1, 1969-12-31T23:59:59.999999Z",
    "DATE, 2026-11-26, 2026-11-26",
    "STRING, 5, 5",
    "FLOAT, NaN, NaN",
    "FLOAT, -Infinity, -Infinity",
    "JSON, 'null', 'null'",
  })
  void texts(String type, String cell, String value) {
    assertThat(single(type, "\"" + cell + "\"")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER, 9007199254740993, 9007199254740993",
    "INT64, -3, -3",
    "NUMERIC, 0.10, 0.10",
    "FLOAT, 1.0E3, 1000",
  })
  void numbers(String type, String cell, BigDecimal value) {
    assertThat((BigDecimal) single(type, "\"" + cell + "\"")).isEqualByComparingTo(value);
  }

  @Test
  void otherValues() {
    assertThat(single("BOOL", "\"true\"")).isEqualTo(true);
    assertThat(single("BOOLEAN", "\"false\"")).isEqualTo(false);
    assertThat(single("STRING", "null")).isNull();
  }

  @Test
  void recordsInLists() {
    JsonNode fields =
        json(
            "[{'name':'all','type':'RECORD','mode':'REPEATED','fields':[{'name':'n','type':'INTEGER'},{'name':'s','type':'STRING'}]}]");
    JsonNode row =
        json(
            "{'f':[{'v':[{'v':{'f':[{'v':'1'},{'v':'a'}]}},{'v':{'f':[{'v':'2'},{'v':null}]}}]}]}");
    Map<String, @Nullable Object> second = new LinkedHashMap<>();
    second.put("n", new BigDecimal(2));
    second.put("s", null);
    assertThat(Cells.row(fields, row))
        .containsEntry("all", Arrays.asList(Map.of("n", new BigDecimal(1), "s", "a"), second));
  }

  @Test
  void whatIsNotAsTheSchemaSays() {
    assertThatThrownBy(() -> Cells.row(json("[]"), json("{'f':[{'v':'1'}]}")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> single("INTEGER", "\"many\""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> single("TIMESTAMP", "\"9223372036854775807000\""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static @Nullable Object single(String type, String cell) {
    JsonNode fields = json("[{'name':'x','type':'%s','mode':'NULLABLE'}]".formatted(type));
    return Cells.row(fields, json("{'f':[{'v':%s}]}".formatted(cell))).get("x");
  }

  private static JsonNode json(String text) {
    return Json.readOrEmpty(text.replace('\'', '"'));
  }
}
