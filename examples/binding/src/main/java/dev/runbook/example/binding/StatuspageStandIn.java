package dev.runbook.example.binding;

import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status page in a rehearsal. It answers as the real one does, for the real client reads it.
 */
final class StatuspageStandIn implements StandIn {

  private record Incident(int id, String title, Instant opened) {}

  private final World world;
  private final Map<String, Incident> byKey = new HashMap<>();
  private @Nullable Incident shown;
  private int last;

  /**
   * The world's file may say under {@code statuspage} that an {@code incident} is shown already.
   */
  StatuspageStandIn(World world) {
    this.world = world;
    for (String key : world.facts().keySet()) {
      if (!key.equals("incident")) {
        throw new IllegalArgumentException("`" + key + "` is not known here: there is incident");
      }
    }
    Object title = world.facts().get("incident");
    if (title != null) {
      shown = new Incident(++last, title.toString(), world.now());
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", "https://status.example/");
  }

  @Override
  public List<String> hosts() {
    return List.of("status.example");
  }

  @Override
  public Reply handle(Request request) {
    String path = request.uri().getPath();
    Incident incident = shown;
    if (request.method().equals("GET") && path.equals("/current")) {
      return Reply.text(200, incident == null ? "" : lines(incident));
    }
    if (request.method().equals("POST") && path.equals("/incidents")) {
      return open(request);
    }
    if (incident != null && path.equals("/incidents/" + incident.id() + "/resolve")) {
      shown = null;
      return Reply.empty(200);
    }
    return Reply.text(404, "not found");
  }

  /** The same key again is the same incident again, as the real one promises. */
  private Reply open(Request request) {
    String key = request.header("Idempotency-Key").orElse("");
    Incident incident =
        byKey.computeIfAbsent(
            key, _ -> new Incident(++last, title(request.bodyText()), world.now()));
    shown = incident;
    return Reply.text(201, lines(incident));
  }

  private static String title(String form) {
    for (String field : form.split("&", -1)) {
      if (field.startsWith("title=")) {
        return URLDecoder.decode(field.substring("title=".length()), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static String lines(Incident incident) {
    return "id=%d\ntitle=%s\nopened=%s\n"
        .formatted(incident.id(), incident.title().replace("\\", "\\\\"), incident.opened());
  }
}
