package dev.runbook.stdlib.cloudsql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.google.GoogleJson;
import dev.runbook.stdlib.sandbox.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cloud SQL as the sandbox plays it: databases with the backups that were made of them. */
final class CloudSqlStandIn implements StandIn {

  private static final String HOST = "sqladmin.googleapis.com";
  private static final Duration USUAL_LENGTH = Duration.ofMinutes(10);

  private record Backup(Instant started, Duration takes, String type, boolean failed) {}

  private record Instance(String state, int days, List<Backup> backups) {}

  private final World world;
  private final Map<String, Instance> instances = new LinkedHashMap<>();

  CloudSqlStandIn(World world) {
    this.world = world;
    Facts facts = Facts.of("cloudsql", world.facts(), "instances");
    for (Facts instance :
        facts.maps("instances", "project", "instance", "state", "point-in-time", "backups")) {
      List<Backup> backups = new ArrayList<>();
      for (Facts backup : instance.maps("backups", "started", "takes", "kind", "failed")) {
        backups.add(
            new Backup(
                world.now().minus(backup.duration("started", Duration.ZERO)),
                backup.duration("takes", USUAL_LENGTH),
                type(backup),
                backup.flag("failed")));
      }
      backups.sort(Comparator.comparing(Backup::started).reversed());
      instances.put(
          "%s/%s".formatted(instance.text("project"), instance.text("instance")),
          new Instance(
              instance.optionalText("state").orElse("RUNNABLE"),
              instance.integer("point-in-time", 0),
              backups));
    }
  }

  private static String type(Facts backup) {
    return switch (backup.optionalText("kind").orElse("automated")) {
      case "automated" -> "AUTOMATED";
      case "on-demand" -> "ON_DEMAND";
      default -> throw backup.wrong("kind", "`kind` is automated or on-demand");
    };
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", "https://" + HOST + "/");
  }

  @Override
  public List<String> hosts() {
    return List.of(HOST);
  }

  @Override
  public Map<String, String> faults() {
    return new TreeMap<>(
        Map.of(
            "not-authorized", "403: we may not look at the database",
            "quota-exceeded", "403: the project's quota is used up"));
  }

  @Override
  public Reply handle(Request request) {
    return GoogleJson.stranger(request).orElseGet(() -> known(request));
  }

  private Reply known(Request request) {
    if (world.strikes("not-authorized")) {
      return GoogleJson.error(403, "notAuthorized", "The client is not authorized to do this.");
    }
    if (world.strikes("quota-exceeded")) {
      return GoogleJson.error(403, "quotaExceeded", "Quota exceeded for quota metric 'Queries'.");
    }
    List<String> path = Uris.segments(request.uri());
    boolean named = path.size() > 4 && path.get(1).equals("projects");
    Instance instance = named ? instances.get(path.get(2) + "/" + path.get(4)) : null;
    if (instance == null || !request.method().equals("GET")) {
      return GoogleJson.error(404, "notFound", "The Cloud SQL instance does not exist.");
    }
    return path.size() == 5
        ? Reply.json(200, json(instance).toString())
        : Reply.json(200, backups(instance).toString());
  }

  private static ObjectNode json(Instance instance) {
    ObjectNode json = Json.object().put("kind", "sql#instance").put("state", instance.state());
    json.putObject("settings")
        .putObject("backupConfiguration")
        .put("enabled", !instance.backups().isEmpty())
        .put("pointInTimeRecoveryEnabled", instance.days() > 0)
        .put("transactionLogRetentionDays", instance.days());
    return json;
  }

  private ObjectNode backups(Instance instance) {
    ObjectNode json = Json.object().put("kind", "sql#backupRunsList");
    ArrayNode items = json.putArray("items");
    for (Backup backup : instance.backups()) {
      Instant end = backup.started().plus(backup.takes());
      boolean running = end.isAfter(world.now());
      ObjectNode item =
          items
              .addObject()
              .put("kind", "sql#backupRun")
              .put("id", String.valueOf(backup.started().toEpochMilli()))
              .put("type", backup.type())
              .put("status", running ? "RUNNING" : backup.failed() ? "FAILED" : "SUCCESSFUL")
              .put("windowStartTime", backup.started().toString())
              .put("startTime", backup.started().toString());
      if (!running) {
        item.put("endTime", end.toString());
      }
    }
    return json;
  }
}
