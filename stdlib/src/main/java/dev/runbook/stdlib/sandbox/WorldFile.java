package dev.runbook.stdlib.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that says what a rehearsal meets: {@code now}, and under each service's name what its
 * stand-in starts with. It keeps the line of every entry, so that a mistake found later can be
 * shown where it stands.
 */
public final class WorldFile {

  /** Bytes; a world is a page or two. */
  private static final long LARGEST = 1 << 20;

  private final String name;
  private final Map<List<String>, Integer> lines = new HashMap<>();
  private final Map<String, Object> content;
  private final Instant now;

  private WorldFile(String name, String yaml) {
    this.name = name;
    this.content = parse(yaml);
    this.now = readNow();
  }

  /**
   * The world of a file.
   *
   * @throws WorldFileException where the file is missing, is no YAML, or has no {@code now}
   */
  public static WorldFile read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.isDirectory(file)) {
        throw new WorldFileException(name + " is a folder: name a world file.");
      }
      if (Files.size(file) > LARGEST) {
        throw new WorldFileException(name + " is larger than 1 MiB: that is no world file.");
      }
      return new WorldFile(name, Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new WorldFileException(
          "There is no world file " + file + ": write one, or name another.");
    } catch (MalformedInputException binary) {
      throw new WorldFileException(name + " is not UTF-8 text: that is no world file.");
    } catch (IOException unreadable) {
      throw new WorldFileException(name + " cannot be read: look at its permissions.");
    }
  }

  /**
   * The world of a text.
   *
   * @param name what stands for the file in messages
   */
  public static WorldFile parse(String name, String yaml) {
    return new WorldFile(name, yaml);
  }

  /** The moment at which the run's clock starts. */
  public Instant now() {
    return now;
  }

  /** What stands under a service's name; empty where the file does not mention it. */
  Map<String, Object> facts(String service) {
    Object facts = content.get(service);
    if (facts == null) {
      return Map.of();
    }
    if (facts instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(String.valueOf(key), value));
      return Collections.unmodifiableMap(copy);
    }
    throw error(List.of(service), "`" + service + "` wants entries below it");
  }

  /** The services that the file speaks of. */
  Set<String> services() {
    Set<String> services = new LinkedHashSet<>(content.keySet());
    services.remove("now");
    return services;
  }

  /**
   * A mistake with its place.
   *
   * @param path the keys and list positions that lead to the entry; where it has none, its nearest
   *     parent is shown
   */
  WorldFileException error(List<String> path, String problem) {
    for (int length = path.size(); length > 0; length--) {
      Integer line = lines.get(path.subList(0, length));
      if (line != null) {
        return new WorldFileException("%s, line %d: %s.".formatted(name, line, problem));
      }
    }
    return new WorldFileException("%s: %s.".formatted(name, problem));
  }

  private Instant readNow() {
    Object value = content.get("now");
    if (value == null) {
      throw error(
          List.of(),
          "`now` is missing: say when the rehearsal starts, as in `now: 2026-11-26T10:00:00Z`");
    }
    try {
      return OffsetDateTime.parse(String.valueOf(value)).toInstant();
    } catch (DateTimeException wrong) {
      throw error(
          List.of("now"),
          "`%s` is no moment: write it as in `now: 2026-11-26T10:00:00Z`".formatted(value));
    }
  }

  private Map<String, Object> parse(String yaml) {
    try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Map.of();
      }
      Object root = value(parser, List.of());
      if (!(root instanceof Map)) {
        throw error(List.of(), "a world is a list of `name: value` lines, beginning with `now:`");
      }
      if (parser.nextToken() != null) {
        throw error(List.of(), "a second document begins after `---`: one file is one world");
      }
      Map<String, Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) root).forEach((key, value) -> map.put(String.valueOf(key), value));
      return map;
    } catch (JsonProcessingException wrong) {
      throw syntaxError(wrong);
    } catch (IOException impossible) {
      throw error(List.of(), "the text cannot be read");
    }
  }

  private WorldFileException syntaxError(JsonProcessingException wrong) {
    int line = wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr();
    String why = wrong.getOriginalMessage().lines().findFirst().orElse("");
    return new WorldFileException(
        "%s, line %d: this is not YAML (%s)."
            .formatted(name, Math.max(1, line), why.strip().toLowerCase(Locale.ROOT)));
  }

  private @Nullable Object value(YAMLParser parser, List<String> path) throws IOException {
    lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr());
    if (parser.isCurrentAlias()) {
      throw error(path, "`*" + parser.getText() + "` is an alias: write the value out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(parser, path);
      case START_ARRAY -> list(parser, path);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      default -> parser.getText();
    };
  }

  private Map<String, Object> map(YAMLParser parser, List<String> path) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      List<String> here = below(path, key);
      lines.put(here, parser.currentTokenLocation().getLineNr());
      if (map.containsKey(key)) {
        throw error(here, "`" + key + "` stands here a second time");
      }
      parser.nextToken();
      Object value = value(parser, here);
      if (value == null) {
        throw error(here, "`" + key + "` has no value");
      }
      map.put(key, value);
    }
    return map;
  }

  private List<Object> list(YAMLParser parser, List<String> path) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      List<String> here = below(path, String.valueOf(list.size()));
      Object value = value(parser, here);
      if (value == null) {
        throw error(here, "an entry of this list has no value");
      }
      list.add(value);
    }
    return list;
  }

  static List<String> below(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return List.copyOf(longer);
  }
}
