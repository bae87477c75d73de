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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file that a person wrote: maps, lists and plain values. It keeps the line of every entry,
 * so that a mistake found later can be shown where it stands.
 */
public final class YamlFile {

  /** Bytes; such a file is a page or two. */
  private static final long LARGEST = 1 << 20;

  private final String name;
  private final String kind;
  private final String text;
  private final Map<List<String>, Integer> lines = new HashMap<>();
  private final Map<String, Object> content;

  private YamlFile(String name, String kind, String yaml) {
    this.name = name;
    this.kind = kind;
    this.text = yaml;
    this.content = Collections.unmodifiableMap(parse(yaml));
  }

  /**
   * Reads a file.
   *
   * @param kind what the file should be, as in "a world file"
   * @throws YamlException where the file is missing or is no YAML
   */
  public static YamlFile read(Path file, String kind) {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.isDirectory(file)) {
        throw new YamlException("%s is a folder: name %s.".formatted(name, kind));
      }
      if (Files.size(file) > LARGEST) {
        throw new YamlException("%s is larger than 1 MiB: that is not %s.".formatted(name, kind));
      }
      return new YamlFile(name, kind, Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new YamlException(
          "There is no file %s: write %s, or name another.".formatted(file, kind));
    } catch (MalformedInputException binary) {
      throw new YamlException("%s is not UTF-8 text: that is not %s.".formatted(name, kind));
    } catch (IOException unreadable) {
      throw new YamlException(name + " cannot be read: look at its permissions.");
    }
  }

  /**
   * Reads a text.
   *
   * @param name what stands for the file in messages
   */
  public static YamlFile parse(String name, String kind, String yaml) {
    return new YamlFile(name, kind, yaml);
  }

  /** What the file says; a mistake in it is told by {@link #reading}. */
  public Facts facts() {
    return Facts.of(content);
  }

  /**
   * What is read from the file's facts, with a mistake told by file and line.
   *
   * @throws YamlException for the first mistake
   */
  public <T> T reading(Function<Facts, T> reader) {
    try {
      return reader.apply(facts());
    } catch (Facts.Wrong wrong) {
      throw wrong.in(this);
    }
  }

  String text() {
    return text;
  }

  Map<String, Object> content() {
    return content;
  }

  /**
   * A mistake with its place.
   *
   * @param path the keys and list positions that lead to the entry; where it has none, its nearest
   *     parent is shown
   */
  YamlException error(List<String> path, String wrong) {
    String problem = wrong.endsWith("?") ? wrong : wrong + ".";
    for (int length = path.size(); length > 0; length--) {
      Integer line = lines.get(path.subList(0, length));
      if (line != null) {
        return new YamlException("%s, line %d: %s".formatted(name, line, problem));
      }
    }
    return new YamlException("%s: %s".formatted(name, problem));
  }

  private Map<String, Object> parse(String yaml) {
    try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Map.of();
      }
      Object root = value(parser, List.of());
      if (!(root instanceof Map)) {
        throw error(List.of(), "%s is a list of `name: value` lines".formatted(kind));
      }
      if (parser.nextToken() != null) {
        throw error(
            List.of(), "a second document begins after `---`: one file is %s".formatted(kind));
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

  private YamlException syntaxError(JsonProcessingException wrong) {
    int line = wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr();
    String why = wrong.getOriginalMessage().lines().findFirst().orElse("");
    return new YamlException(
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
