package dev.runbook.stdlib.sandbox;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file that says what a rehearsal meets: {@code now}, under each service's name what its
 * stand-in starts with, and who the people are.
 */
public final class WorldFile {

  private static final String KIND = "a world file";
  private static final String TEAMS = "teams";

  private final YamlFile file;
  private final Instant now;

  private WorldFile(YamlFile file) {
    this.file = file;
    this.now = readNow();
  }

  /**
   * The world of a file.
   *
   * @throws YamlException where the file is missing, is no YAML, or has no {@code now}
   */
  public static WorldFile read(Path file) {
    return new WorldFile(YamlFile.read(file, KIND));
  }

  /**
   * The world of a text.
   *
   * @param name what stands for the file in messages
   */
  public static WorldFile parse(String name, String yaml) {
    return new WorldFile(YamlFile.parse(name, KIND, yaml));
  }

  /** The moment at which the run's clock starts. */
  public Instant now() {
    return now;
  }

  /** What stands under a service's name; empty where the file does not mention it. */
  Map<String, Object> facts(String service) {
    Object facts = file.content().get(service);
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
    Set<String> services = new LinkedHashSet<>(file.content().keySet());
    services.remove("now");
    services.remove(TEAMS);
    return services;
  }

  /**
   * Who the members of teams are.
   *
   * @param services in which a member may have a handle
   * @throws YamlException where it is not said as it has to be
   */
  public Teams teams(Collection<String> services) {
    return file.reading(facts -> Teams.read(facts.map(TEAMS), services));
  }

  YamlFile yaml() {
    return file;
  }

  YamlException error(List<String> path, String problem) {
    return file.error(path, problem);
  }

  private Instant readNow() {
    Object value = file.content().get("now");
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
}
