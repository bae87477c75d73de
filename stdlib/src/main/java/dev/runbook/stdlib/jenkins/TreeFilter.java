package dev.runbook.stdlib.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.stdlib.exchange.Json;

/**
 * Jenkins' {@code tree} parameter, as in {@code builds[number,result]{0,10}}. The stand-in leaves
 * out what was not asked for, as the real one does: a client that forgets a field must not see it
 * here either.
 */
final class TreeFilter {

  private final String tree;
  private int at;

  private TreeFilter(String tree) {
    this.tree = tree;
  }

  static JsonNode apply(String tree, JsonNode json) {
    return new TreeFilter(tree).fields(json);
  }

  private JsonNode fields(JsonNode from) {
    ObjectNode to = Json.object();
    if (from.has("_class")) {
      to.set("_class", from.get("_class"));
    }
    do {
      String name = name();
      JsonNode value = from.path(name);
      if (peek() == '[') {
        int below = ++at;
        value = each(value, below);
        at++;
      }
      if (peek() == '{') {
        value = range(value);
      }
      if (!value.isMissingNode()) {
        to.set(name, value);
      }
    } while (peek() == ',' && ++at > 0);
    return to;
  }

  private JsonNode each(JsonNode value, int below) {
    if (value instanceof ArrayNode array) {
      ArrayNode list = Json.array();
      for (JsonNode element : array) {
        at = below;
        list.add(fields(element));
      }
      at = below;
      fields(Json.object());
      return list;
    }
    JsonNode filtered = fields(value);
    return value.isObject() ? filtered : value;
  }

  private JsonNode range(JsonNode value) {
    int close = tree.indexOf('}', at);
    String[] bounds = tree.substring(at + 1, close).split(",", -1);
    at = close + 1;
    ArrayNode list = Json.array();
    int end = Math.min(Integer.parseInt(bounds[1]), value.size());
    for (int index = Integer.parseInt(bounds[0]); index < end; index++) {
      list.add(value.get(index));
    }
    return list;
  }

  private String name() {
    int start = at;
    while (at < tree.length()
        && (Character.isLetterOrDigit(tree.charAt(at)) || tree.charAt(at) == '_')) {
      at++;
    }
    return tree.substring(start, at);
  }

  private char peek() {
    return at < tree.length() ? tree.charAt(at) : '\0';
  }
}
