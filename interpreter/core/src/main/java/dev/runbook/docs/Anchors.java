package dev.runbook.docs;

import java.util.HashMap;
import java.util.Map;

/** Names for places in a page: each once, and the same as long as the place is called the same. */
final class Anchors {

  private final Map<String, Integer> taken = new HashMap<>();

  String of(String path) {
    String plain = path.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    int before = taken.merge(plain, 1, Integer::sum);
    return before == 1 ? plain : plain + "-" + before;
  }
}
