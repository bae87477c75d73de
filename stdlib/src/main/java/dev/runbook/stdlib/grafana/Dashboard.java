package dev.runbook.stdlib.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.runbook.spi.Connection;
import dev.runbook.stdlib.exchange.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A dashboard's panels and their queries. Its variables are put into the queries here: in Grafana
 * that is the browser's work, and the server would take {@code $env} for a metric's name.
 *
 * @param connection its settings {@code var-NAME} go before the values that the dashboard was saved
 *     with
 * @param read when it was asked for
 */
record Dashboard(JsonNode json, Connection connection, Instant read) {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(\\w+)(?::\\w+)?}|\\$(\\w+)|\\[\\[(\\w+)]]");
  private static final String ALL = "$__all";

  /** Every panel that asks something, those in rows too. */
  List<JsonNode> charts() {
    List<JsonNode> charts = new ArrayList<>();
    collect(json.path("panels"), charts);
    return charts;
  }

  Optional<JsonNode> chart(int panel) {
    return charts().stream().filter(chart -> chart.path("id").asInt() == panel).findFirst();
  }

  /** A panel's queries, ready to be sent; those that the dashboard hides are not asked. */
  List<ObjectNode> targets(JsonNode panel) {
    List<ObjectNode> targets = new ArrayList<>();
    for (JsonNode target : panel.path("targets")) {
      if (!target.path("hide").asBoolean()) {
        ObjectNode filled = Json.object();
        target.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue())));
        if (!filled.has("refId")) {
          filled.put("refId", "A" + targets.size());
        }
        if (!filled.has("datasource")) {
          filled.set("datasource", fill(panel.path("datasource")));
        }
        targets.add(filled);
      }
    }
    return targets;
  }

  private static void collect(JsonNode panels, List<JsonNode> charts) {
    for (JsonNode panel : panels) {
      if (!panel.path("targets").isEmpty()) {
        charts.add(panel);
      }
      collect(panel.path("panels"), charts);
    }
  }

  private JsonNode fill(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode filled = Json.object();
      object.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue())));
      return filled;
    }
    return node.isTextual() ? TextNode.valueOf(fill(node.asText())) : node;
  }

  private String fill(String text) {
    Matcher variable = VARIABLE.matcher(text);
    return variable.replaceAll(found -> {
      String name = found.group(1);
      for (int group = 2; name == null; group++) {
        name = found.group(group);
      }
      return Matcher.quoteReplacement(value(name).orElse(found.group()));
    });
  }

  private Optional<String> value(String name) {
    Optional<String> set = connection.setting("var-" + name);
    if (set.isPresent()) {
      return set;
    }
    for (JsonNode variable : json.path("templating").path("list")) {
      if (variable.path("name").asText().equals(name)) {
        return Optional.of(value(variable));
      }
    }
    return Optional.empty();
  }

  private static String value(JsonNode variable) {
    JsonNode current = variable.path("current").path("value");
    String value =
        current.isArray()
            ? StreamSupport.stream(current.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("|"))
            : current.asText();
    return value.equals(ALL) ? variable.path("allValue").asText(".+") : value;
  }
}
