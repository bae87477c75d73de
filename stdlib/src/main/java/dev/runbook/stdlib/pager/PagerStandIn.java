package dev.runbook.stdlib.pager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A pager as the sandbox plays it, of the kind that the world's file names. */
final class PagerStandIn implements StandIn {

  private static final Map<String, String> ADDRESSES =
      Map.of(
          "pagerduty", "https://events.pagerduty.com/",
          "alertmanager", "https://alertmanager.test/");

  private final String kind;
  private final SimulatedPagerDuty pagerDuty;
  private final SimulatedAlertmanager alertmanager;

  PagerStandIn(World world) {
    Facts facts = Facts.of("pager", world.facts(), "kind", "acknowledged");
    kind = facts.optionalText("kind").orElse("pagerduty");
    if (!ADDRESSES.containsKey(kind)) {
      throw facts.wrong("kind", "`" + kind + "` is no kind: there are alertmanager, pagerduty");
    }
    Optional<Duration> acknowledged =
        facts.has("acknowledged")
            ? Optional.of(facts.duration("acknowledged", Duration.ZERO))
            : Optional.empty();
    pagerDuty = new SimulatedPagerDuty(world, acknowledged);
    alertmanager = new SimulatedAlertmanager(world);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("kind", kind, "base", ADDRESSES.getOrDefault(kind, ""));
  }

  @Override
  public List<String> hosts() {
    return List.of("events.pagerduty.com", "api.pagerduty.com", "alertmanager.test");
  }

  @Override
  public Map<String, String> faults() {
    return new TreeMap<>(
        Map.of(
            "late-page", "a list of pages is still empty",
            "throttled", "429: too many events of one service, and no word of how long to wait",
            "nobody-acknowledges", "a page stays as it is, whatever the world says"));
  }

  @Override
  public Reply handle(Request request) {
    JsonNode body = Json.readOrEmpty(request.bodyText());
    return switch (request.method() + " " + request.uri().getHost() + request.uri().getPath()) {
      case "POST events.pagerduty.com/v2/enqueue" -> pagerDuty.enqueue(body);
      case "GET api.pagerduty.com/incidents" -> pagerDuty.incidents(request);
      case "POST alertmanager.test/api/v2/alerts" -> alertmanager.post(body);
      case "GET alertmanager.test/api/v2/alerts" -> alertmanager.get(request);
      default -> Reply.json(404, "{\"error\":\"Not Found\"}");
    };
  }
}
