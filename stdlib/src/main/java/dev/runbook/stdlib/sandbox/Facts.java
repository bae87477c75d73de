package dev.runbook.stdlib.sandbox;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that a person wrote, read with exact words for what is wrong. Every accessor
 * throws {@link Wrong}, which becomes a message with the file's name and line.
 */
public final class Facts {

  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d|w)");

  /** A mistake in the file, and the keys that lead to it. */
  public static final class Wrong extends IllegalArgumentException {

    private final transient List<String> path;
    private final String problem;

    Wrong(List<String> path, String problem) {
      super(problem);
      this.path = path;
      this.problem = problem;
    }

    YamlException in(YamlFile file) {
      return file.error(path, problem);
    }
  }

  private final List<String> path;
  private final Map<String, Object> values;

  private Facts(List<String> path, Map<String, Object> values) {
    this.path = path;
    this.values = values;
  }

  static Facts of(Map<String, Object> content) {
    return new Facts(List.of(), content);
  }

  /** What the file says of a service; only these keys are allowed in it. */
  public static Facts of(String service, Map<String, Object> facts, String... keys) {
    return new Facts(List.of(service), facts).only(keys);
  }

  /** Refuses every other key. */
  public Facts only(String... keys) {
    List<String> known = Arrays.asList(keys);
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw wrong(key, "`%s` is not known here%s".formatted(key, Suggestion.among(known, key)));
      }
    }
    return this;
  }

  /** All of it as the file has it, for data whose form is free. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  public boolean isMap(String key) {
    return values.get(key) instanceof Map;
  }

  /** The keys of a map whose keys are data, in the file's order. */
  public List<String> keys() {
    return List.copyOf(values.keySet());
  }

  public String text(String key) {
    return optionalText(key).orElseThrow(() -> new Wrong(path, "`" + key + "` is missing"));
  }

  public Optional<String> optionalText(String key) {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      case BigDecimal number -> Optional.of(number.toPlainString());
      case Boolean bool -> Optional.of(bool.toString());
      default -> throw wrong(key, "`" + key + "` wants a text");
    };
  }

  public BigDecimal number(String key) {
    if (values.get(key) instanceof BigDecimal number) {
      return number;
    }
    throw wrong(key, "`" + key + "` wants a number");
  }

  public int integer(String key, int otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    try {
      return number(key).intValueExact();
    } catch (ArithmeticException broken) {
      throw wrong(key, "`" + key + "` wants a whole number");
    }
  }

  public boolean flag(String key) {
    return switch (values.get(key)) {
      case null -> false;
      case Boolean bool -> bool;
      default -> throw wrong(key, "`" + key + "` is true or false");
    };
  }

  /** A length of time such as {@code 90s} or {@code 1h30m}. */
  public Duration duration(String key, Duration otherwise) {
    String text = optionalText(key).orElse(null);
    if (text == null) {
      return otherwise;
    }
    Matcher part = DURATION.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    try {
      while (part.find() && part.start() == end) {
        sum = sum.plus(length(Long.parseLong(part.group(1)), part.group(2)));
        end = part.end();
      }
    } catch (ArithmeticException | NumberFormatException | DateTimeException huge) {
      end = 0;
    }
    if (end == 0 || end != text.length()) {
      throw wrong(
          key, "`%s` is no length of time: write it as in `90s`, `6m` or `1h30m`".formatted(text));
    }
    return sum;
  }

  private static Duration length(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofDays(Math.multiplyExact(amount, 7));
    };
  }

  /** An address with a scheme and a host. */
  public URI address(String key) {
    return address(key, text(key));
  }

  /** A text of the file as an address with a scheme and a host, and with nobody's name in it. */
  public URI address(String key, String text) {
    if (authority(text).contains("@")) {
      // It may hold a password, so it is not shown.
      throw wrong(
          key,
          "an address in `%s` says as whom to speak to it, and a file is no place for a password: leave out what stands in front of the @"
              .formatted(key));
    }
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException nonsense) {
      throw noAddress(key, text);
    }
    throw noAddress(key, text);
  }

  private static String authority(String address) {
    int scheme = address.indexOf("://");
    int begin = scheme < 0 ? 0 : scheme + 3;
    int slash = address.indexOf('/', begin);
    return address.substring(begin, slash < 0 ? address.length() : slash);
  }

  private Wrong noAddress(String key, String text) {
    return wrong(key, "`%s` is no address: it begins with https:// and a host".formatted(text));
  }

  /** A map below this one; empty where the file has none. */
  public Facts map(String key) {
    return new Facts(YamlFile.below(path, key), asMap(key, values.get(key)));
  }

  /** A list of maps below this one; empty where the file has none. */
  public List<Facts> maps(String key, String... keys) {
    return maps(key).stream().map(map -> map.only(keys)).toList();
  }

  /** A list of maps whose keys are data. */
  public List<Facts> maps(String key) {
    List<Facts> maps = new ArrayList<>();
    List<String> here = YamlFile.below(path, key);
    for (Object each : list(key)) {
      String at = String.valueOf(maps.size());
      Facts facts =
          new Facts(YamlFile.below(here, at), new Facts(here, Map.of(at, each)).asMap(at, each));
      maps.add(facts);
    }
    return maps;
  }

  /** A list of texts below this one; empty where the file has none. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object each : list(key)) {
      if (each instanceof Map || each instanceof List) {
        throw wrong(key, "`" + key + "` wants a list of texts");
      }
      texts.add(String.valueOf(each));
    }
    return texts;
  }

  /** A mistake in the value of a key. */
  public Wrong wrong(String key, String problem) {
    return new Wrong(YamlFile.below(path, key), problem);
  }

  private List<?> list(String key) {
    return switch (values.get(key)) {
      case null -> List.of();
      case List<?> list -> list;
      default -> throw wrong(key, "`" + key + "` wants a list");
    };
  }

  private Map<String, Object> asMap(String key, @Nullable Object value) {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, each) -> copy.put(String.valueOf(name), each));
        yield copy;
      }
      default -> throw wrong(key, "`" + key + "` wants entries below it");
    };
  }
}
