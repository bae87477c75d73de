package dev.runbook.docs;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names for places in a page: each once, and the same as long as the place is called the same. */
final class Anchors {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern AROUND = Pattern.compile("^-|-$");

  private final Map<String, Integer> taken = new HashMap<>();

  String of(String path) {
    String joined = BETWEEN.matcher(path).replaceAll("-");
    String plain = AROUND.matcher(joined).replaceAll("");
    int before = taken.merge(plain, 1, Integer::sum);
    return before == 1 ? plain : plain + "-" + before;
  }
}
