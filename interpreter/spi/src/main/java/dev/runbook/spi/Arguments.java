package dev.runbook.spi;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, by the names of the declaration. They were checked against the declared
 * types, so a binding that asks for what it declared gets it.
 *
 * <p>Values cross as plain Java, in both directions: {@code text} and enumeration values as {@link
 * String}, {@code number} and {@code percent} (20% is 0.2) as {@link BigDecimal} (any {@link
 * Number} in results), {@code bool} as {@link Boolean}, {@code duration} as {@link Duration},
 * {@code time} as {@link Instant}, {@code date} as {@link java.time.LocalDate}, {@code version} as
 * {@link Version}, {@code url} as {@link URI}, lists as {@link List}, maps and records as {@link
 * Map}, {@code secret} as {@link Secret}, {@code data} as what JSON has, and {@code none} as null.
 */
public final class Arguments {

  private final Map<String, @Nullable Object> values;

  public Arguments(Map<String, ? extends @Nullable Object> values) {
    this.values = new LinkedHashMap<>(values);
  }

  public String text(String name) {
    return required(name, String.class);
  }

  public Optional<String> optionalText(String name) {
    return Optional.ofNullable((String) values.get(name));
  }

  public BigDecimal number(String name) {
    return required(name, BigDecimal.class);
  }

  public boolean bool(String name) {
    return required(name, Boolean.class);
  }

  public Duration duration(String name) {
    return required(name, Duration.class);
  }

  public Instant time(String name) {
    return required(name, Instant.class);
  }

  public Version version(String name) {
    return required(name, Version.class);
  }

  public URI url(String name) {
    return required(name, URI.class);
  }

  public Secret secret(String name) {
    return required(name, Secret.class);
  }

  @SuppressWarnings("unchecked")
  public <T> List<T> list(String name, Class<T> of) {
    List<?> list = required(name, List.class);
    for (Object each : list) {
      if (!of.isInstance(each)) {
        throw new ClassCastException(name + " holds another thing than " + of.getSimpleName());
      }
    }
    return (List<T>) list;
  }

  @SuppressWarnings("unchecked")
  public Map<String, Object> map(String name) {
    return required(name, Map.class);
  }

  /** The value as it is; null is {@code none}. */
  public @Nullable Object any(String name) {
    return values.get(name);
  }

  public boolean has(String name) {
    return values.get(name) != null;
  }

  private <T> T required(String name, Class<T> type) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the declaration gives no value for " + name);
    }
    return type.cast(value);
  }
}
