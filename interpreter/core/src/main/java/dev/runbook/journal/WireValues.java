package dev.runbook.journal;

import dev.runbook.spi.Version;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Values as they stand in a record. What JSON has stands as itself: text, number, truth, none and
 * lists; everything else is an object whose one key says what it is.
 */
final class WireValues {

  private final Types types;

  WireValues(Types types) {
    this.types = types;
  }

  static @Nullable Object write(@Nullable Value value) {
    return switch (value) {
      case null -> null;
      case Value.None _ -> null;
      case Value.Text(String text) -> text;
      case Value.Number number -> number.number();
      case Value.Bool(boolean truth) -> truth;
      case Value.ListValue(List<Value> elements) -> all(elements);
      case Value.Percent percent -> Map.of("fraction", percent.fraction());
      case Value.Duration(Duration length) -> Map.of("duration", length);
      case Value.Time(Instant instant, ZoneId zone) -> {
        Map<String, Object> time = new LinkedHashMap<>();
        time.put("time", instant);
        time.put("zone", zone.getId());
        yield time;
      }
      case Value.Date(LocalDate date) -> Map.of("date", date);
      case Value.Clock(LocalTime time) -> Map.of("clock", time);
      case Value.Ver(Version version) -> Map.of("version", version.spelling());
      case Value.Url(String url) -> Map.of("url", url);
      case Value.EnumValue(EnumType type, String name) -> {
        Map<String, Object> constant = new LinkedHashMap<>();
        constant.put("enum", type.toString());
        constant.put("value", name);
        yield constant;
      }
      case Value.MapValue(var entries) -> {
        List<Object> pairs = new ArrayList<>();
        entries.forEach((key, entry) -> pairs.add(all(List.of(key, entry))));
        yield Map.of("map", pairs);
      }
      case Value.Record(RecordType type, Map<String, Value> fields) -> {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("record", type.toString());
        record.put("fields", named(fields));
        yield record;
      }
      case Value.Data(Value content) -> {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("data", write(content));
        yield data;
      }
      case Value.SecretRef(String name) -> Map.of("secret", name);
      case Value.Inconclusive(String reason) -> Map.of("inconclusive", reason);
      case Value.Unknown _ ->
          throw new IllegalStateException("only a dry run has unknown values, and keeps no record");
    };
  }

  static Map<String, @Nullable Object> named(Map<String, Value> values) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    values.forEach((name, value) -> all.put(name, write(value)));
    return all;
  }

  private static List<@Nullable Object> all(List<Value> values) {
    List<@Nullable Object> all = new ArrayList<>();
    values.forEach(value -> all.add(write(value)));
    return all;
  }

  Value read(@Nullable Object wire) {
    return switch (wire) {
      case null -> Value.NONE;
      case String text -> new Value.Text(text);
      case BigDecimal number -> new Value.Number(number);
      case Boolean truth -> Value.Bool.of(truth);
      case List<?> list -> new Value.ListValue(read(list));
      case Map<?, ?> object -> {
        try {
          yield object(object);
        } catch (DateTimeException | IllegalArgumentException e) {
          throw new NotAnEntry("a value in it cannot be read: " + object);
        }
      }
      default -> throw new NotAnEntry("a value in it is unknown: " + wire);
    };
  }

  private List<Value> read(List<?> list) {
    List<Value> all = new ArrayList<>();
    list.forEach(one -> all.add(read(one)));
    return all;
  }

  private Value object(Map<?, ?> object) {
    String kind = String.valueOf(object.keySet().iterator().next());
    Object content = object.get(kind);
    String text = String.valueOf(content);
    return switch (kind) {
      case "fraction" -> new Value.Percent(new BigDecimal(text));
      case "duration" -> new Value.Duration(Duration.parse(text));
      case "time" ->
          new Value.Time(Instant.parse(text), ZoneId.of(String.valueOf(object.get("zone"))));
      case "date" -> new Value.Date(LocalDate.parse(text));
      case "clock" -> new Value.Clock(LocalTime.parse(text));
      case "version" ->
          new Value.Ver(
              Version.parse(text)
                  .orElseThrow(() -> new NotAnEntry("`" + text + "` is no version")));
      case "url" -> new Value.Url(text);
      case "enum" -> {
        String value = String.valueOf(object.get("value"));
        yield new Value.EnumValue(types.enumeration(service(text), name(text), value), value);
      }
      case "map" -> map(content);
      case "record" -> record(text, object.get("fields"));
      case "data" -> new Value.Data(read(content));
      case "secret" -> new Value.SecretRef(text);
      case "inconclusive" -> new Value.Inconclusive(text);
      default -> throw new NotAnEntry("a value in it is of an unknown kind: " + kind);
    };
  }

  private Value map(@Nullable Object pairs) {
    SequencedMap<Value, Value> entries = new LinkedHashMap<>();
    if (pairs instanceof List<?> list) {
      for (Object pair : list) {
        if (pair instanceof List<?> two && two.size() == 2) {
          entries.put(read(two.get(0)), read(two.get(1)));
        }
      }
    }
    return new Value.MapValue(entries);
  }

  private Value record(String qualified, @Nullable Object content) {
    Map<String, Value> fields = new LinkedHashMap<>();
    if (content instanceof Map<?, ?> map) {
      map.forEach((name, value) -> fields.put(String.valueOf(name), read(value)));
    }
    return new Value.Record(
        types.record(service(qualified), name(qualified), fields.keySet()), fields);
  }

  private static String service(String qualified) {
    int dot = qualified.indexOf('.');
    return dot < 0 ? "" : qualified.substring(0, dot);
  }

  private static String name(String qualified) {
    return qualified.substring(qualified.indexOf('.') + 1);
  }
}
