package dev.runbook.journal;

import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one object of a record, read with a sentence for whatever is not there. */
final class Fields {

  private final Map<String, @Nullable Object> fields;
  private final WireValues values;

  Fields(Map<String, @Nullable Object> fields, WireValues values) {
    this.fields = fields;
    this.values = values;
  }

  String text(String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw new NotAnEntry("it has no text `" + name + "`");
  }

  @Nullable String textOrNull(String name) {
    return fields.get(name) == null ? null : text(name);
  }

  boolean truth(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  int number(String name) {
    if (fields.get(name) instanceof BigDecimal number) {
      return number.intValue();
    }
    throw new NotAnEntry("it has no number `" + name + "`");
  }

  Instant time(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw new NotAnEntry("`" + name + "` is no time");
    }
  }

  @Nullable Duration length(String name) {
    String text = textOrNull(name);
    try {
      return text == null ? null : Duration.parse(text);
    } catch (DateTimeException e) {
      throw new NotAnEntry("`" + name + "` is no duration");
    }
  }

  <E extends Enum<E>> E word(String name, Class<E> type) {
    String word = text(name);
    try {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new NotAnEntry("`" + name + "` is `" + word + "`, which this version does not know");
    }
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Value value(String name) {
    return values.read(fields.get(name));
  }

  @Nullable Value valueOrNull(String name) {
    return fields.containsKey(name) ? value(name) : null;
  }

  Map<String, Value> values(String name) {
    Map<String, Value> all = new LinkedHashMap<>();
    object(name).fields.forEach((key, value) -> all.put(key, values.read(value)));
    return all;
  }

  Fields object(String name) {
    return of(fields.get(name), name);
  }

  <T> List<T> list(String name, Function<Fields, T> element) {
    List<T> all = new ArrayList<>();
    elements(name).forEach(one -> all.add(element.apply(of(one, name))));
    return all;
  }

  List<String> texts(String name) {
    return elements(name).stream().map(String::valueOf).toList();
  }

  private List<?> elements(String name) {
    if (fields.get(name) instanceof List<?> list) {
      return list;
    }
    throw new NotAnEntry("it has no list `" + name + "`");
  }

  private Fields of(@Nullable Object object, String name) {
    if (object instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> inner = new LinkedHashMap<>();
      map.forEach((key, value) -> inner.put(String.valueOf(key), value));
      return new Fields(inner, values);
    }
    throw new NotAnEntry("it has no object `" + name + "`");
  }
}
