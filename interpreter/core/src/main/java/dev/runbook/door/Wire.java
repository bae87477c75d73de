package dev.runbook.door;

import dev.runbook.spi.Version;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values as bindings see them, and back: plain Java, checked against the declared type. */
public final class Wire {

  /** Before and behind the point: far more than anything counts that a service tells. */
  private static final int MOST_DIGITS = 1000;

  private Wire() {}

  /**
   * An answer that is not of the declared type: a mistake of the binding, or an answer that it
   * misread.
   */
  public static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }

  /**
   * @param secrets gives the secret itself for a reference
   */
  public static @Nullable Object toJava(Value value, Function<String, Object> secrets) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Number number -> number.number();
      case Value.Percent percent -> percent.fraction();
      case Value.Bool(boolean truth) -> truth;
      case Value.Duration(Duration length) -> length;
      case Value.Time time -> time.instant();
      case Value.Date(LocalDate date) -> date;
      case Value.Clock(LocalTime time) -> time;
      case Value.Ver(Version version) -> version;
      case Value.Url(String url) -> URI.create(url);
      case Value.EnumValue constant -> constant.name();
      case Value.ListValue list -> {
        List<@Nullable Object> all = new ArrayList<>();
        list.elements().forEach(element -> all.add(toJava(element, secrets)));
        yield all;
      }
      case Value.MapValue map -> {
        Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>();
        map.entries()
            .forEach((key, entry) -> all.put(toJava(key, secrets), toJava(entry, secrets)));
        yield all;
      }
      case Value.Record record -> {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        record.fields().forEach((name, field) -> all.put(name, toJava(field, secrets)));
        yield all;
      }
      case Value.Data(Value content) -> toJava(content, secrets);
      case Value.None none -> null;
      case Value.SecretRef secret -> secrets.apply(secret.name());
      case Value.Unknown unknown ->
          throw new IllegalStateException("an unknown value on its way to a service");
      case Value.Inconclusive i ->
          throw new IllegalStateException("an inconclusive value on its way to a service");
    };
  }

  public static Value fromJava(@Nullable Object object, Type type, ZoneId zone) throws Mismatch {
    if (object == null) {
      if (type.isOptional() || type == Basic.NOTHING) {
        return Value.NONE;
      }
      throw new Mismatch("nothing where " + type + " was declared");
    }
    return switch (type) {
      case Type.Optional(Type of) -> fromJava(object, of, zone);
      case Type.ListOf(Type element) -> {
        List<Value> all = new ArrayList<>();
        for (Object one : cast(object, List.class, type)) {
          all.add(fromJava(one, element, zone));
        }
        yield new Value.ListValue(all);
      }
      case Type.MapOf(Type key, Type value) -> {
        SequencedMap<Value, Value> all = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) cast(object, Map.class, type)).entrySet()) {
          all.put(fromJava(entry.getKey(), key, zone), fromJava(entry.getValue(), value, zone));
        }
        yield new Value.MapValue(all);
      }
      case RecordType record -> {
        Map<?, ?> given = cast(object, Map.class, type);
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Type> field : record.fields().entrySet()) {
          fields.put(field.getKey(), fromJava(given.get(field.getKey()), field.getValue(), zone));
        }
        yield new Value.Record(record, fields);
      }
      case EnumType enumeration -> {
        String name = cast(object, String.class, type);
        if (!enumeration.values().contains(name)) {
          throw new Mismatch("`" + name + "` is no " + enumeration);
        }
        yield new Value.EnumValue(enumeration, name);
      }
      case Basic basic -> basic(object, basic, zone);
      case Type.Secret secret -> throw new Mismatch("a service gives no secrets");
      case dev.runbook.type.Thing thing -> throw new Mismatch(thing + " is no value");
    };
  }

  private static Value basic(Object object, Basic type, ZoneId zone) throws Mismatch {
    return switch (type) {
      case TEXT -> new Value.Text(cast(object, String.class, type));
      case NUMBER -> new Value.Number(number(object, type));
      case PERCENT -> new Value.Percent(number(object, type));
      case BOOL -> Value.Bool.of(cast(object, Boolean.class, type));
      case DURATION -> new Value.Duration(cast(object, Duration.class, type));
      case TIME ->
          new Value.Time(
              object instanceof String text ? moment(text) : cast(object, Instant.class, type),
              zone);
      case DATE -> new Value.Date(cast(object, LocalDate.class, type));
      case CLOCK -> new Value.Clock(cast(object, LocalTime.class, type));
      case VERSION ->
          new Value.Ver(
              object instanceof String text ? version(text) : cast(object, Version.class, type));
      case URL ->
          new Value.Url(
              object instanceof String text ? text : cast(object, URI.class, type).toString());
      case DATA -> new Value.Data(data(object));
      case NONE, NOTHING -> Value.NONE;
      case UNKNOWN -> throw new Mismatch("a type that is not known");
    };
  }

  /** JSON has no moments and versions; what a command prints has them as texts. */
  private static Instant moment(String text) throws Mismatch {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Mismatch("`" + text + "` where time was declared");
    }
  }

  private static Version version(String text) throws Mismatch {
    return Version.parse(text)
        .orElseThrow(() -> new Mismatch("`" + text + "` where version was declared"));
  }

  private static Value data(@Nullable Object object) throws Mismatch {
    return switch (object) {
      case null -> Value.NONE;
      case String text -> new Value.Text(text);
      case Boolean truth -> Value.Bool.of(truth);
      case Number number -> new Value.Number(number(number, Basic.DATA));
      case List<?> list -> {
        List<Value> all = new ArrayList<>();
        for (Object one : list) {
          all.add(data(one));
        }
        yield new Value.ListValue(all);
      }
      case Map<?, ?> map -> {
        SequencedMap<Value, Value> all = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          all.put(data(entry.getKey()), data(entry.getValue()));
        }
        yield new Value.MapValue(all);
      }
      default -> throw new Mismatch("data holds no " + object.getClass().getSimpleName());
    };
  }

  /** A few signs as 1e999999999 would take all memory where something is added to them. */
  private static BigDecimal number(Object object, Type type) throws Mismatch {
    Number number = cast(object, Number.class, type);
    try {
      BigDecimal exact = number instanceof BigDecimal its ? its : new BigDecimal(number.toString());
      if (Math.abs((long) exact.scale()) <= MOST_DIGITS) {
        return exact;
      }
    } catch (NumberFormatException e) {
      // An infinity, or what is no number.
    }
    throw new Mismatch("`" + number + "` where " + type + " was declared");
  }

  private static <T> T cast(Object object, Class<T> wanted, Type type) throws Mismatch {
    if (!wanted.isInstance(object)) {
      throw new Mismatch(
          "a " + object.getClass().getSimpleName() + " where " + type + " was declared");
    }
    return wanted.cast(object);
  }
}
