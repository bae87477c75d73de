package dev.runbook.stdlib.contract;

import dev.runbook.stdlib.exchange.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths of a document. A last parameter may hold slashes, as in {@code /git/ref/{ref}}:
 * services take these as they are, and the validator only when they are escaped.
 */
record PathTemplates(List<List<String>> templates) {

  private static final List<String> SLASHES = List.of("{ref}", "{path}", "{basehead}");

  static PathTemplates of(String document) {
    List<List<String>> templates = new ArrayList<>();
    Json.readOrEmpty(document)
        .path("paths")
        .fieldNames()
        .forEachRemaining(path -> templates.add(segments(path)));
    return new PathTemplates(templates);
  }

  /** The path of an address, with the slashes of its last parameter escaped. */
  String path(URI address) {
    String path = address.getRawPath();
    List<String> segments = segments(path);
    List<String> longest = List.of();
    for (List<String> template : templates) {
      if (begins(template, segments)) {
        if (template.size() == segments.size()) {
          return path;
        }
        boolean longer = template.size() > longest.size();
        longest = longer && takesSlashes(template) ? template : longest;
      }
    }
    if (longest.isEmpty()) {
      return path;
    }
    int last = longest.size() - 1;
    String parameter = String.join("%2F", segments.subList(last, segments.size()));
    return "/" + String.join("/", segments.subList(0, last)) + "/" + parameter;
  }

  private static boolean begins(List<String> template, List<String> segments) {
    if (template.size() > segments.size()) {
      return false;
    }
    for (int at = 0; at < template.size(); at++) {
      if (!isParameter(template.get(at)) && !template.get(at).equals(segments.get(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean takesSlashes(List<String> template) {
    return SLASHES.contains(template.getLast());
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }
}
