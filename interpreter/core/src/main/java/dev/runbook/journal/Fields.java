package dev.runbook.journal;

import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one object of a record, read with a sentence for whatever is not there. */
final class Fields {

  /** How many letters a time has up to its seconds. */
  private static final int SECONDS = "2026-11-26T10:00:00".length();

  private static final int DAY = 24 * 60 * 60;

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
      return instant(text(name));
    } catch (DateTimeException e) {
      throw new NotAnEntry("`" + name + "` is no time");
    }
  }

  /**
   * As it was printed, always in UTC. Each entry has one, and the library's parser, which is ready
   * for every form, would take a third of the time in which a long record is read.
   */
  private static Instant instant(String text) {
    int end = text.length() - 1;
    if (end < SECONDS || end > SECONDS + 10 || !isUsual(text, end)) {
      return Instant.parse(text);
    }
    LocalDate day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
    LocalTime time = LocalTime.of(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19));
    int nanos = 0;
    for (int at = SECONDS + 1; at < SECONDS + 10; at++) {
      nanos = 10 * nanos + (at < end ? digits(text, at, at + 1) : 0);
    }
    return Instant.ofEpochSecond(day.toEpochDay() * DAY + time.toSecondOfDay(), nanos);
  }

  private static boolean isUsual(String text, int end) {
    return text.charAt(end) == 'Z'
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && (end == SECONDS || (text.charAt(SECONDS) == '.' && end > SECONDS + 1));
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException(text);
      }
      number = 10 * number + digit;
    }
    return number;
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
