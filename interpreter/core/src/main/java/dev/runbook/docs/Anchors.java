package dev.runbook.docs;

import java.util.HashMap;
import java.util.Map;

/** Names for places in a page: each once, and the same as long as the place is called the same. */
final class Anchors {

  private final Map<String, Integer> taken = new HashMap<>();

  String of(String path) {
    StringBuilder name = new StringBuilder();
    boolean between = false;
    for (int at = 0; at < path.length(); at += Character.charCount(path.codePointAt(at))) {
      int letter = path.codePointAt(at);
      if (!Character.isLetterOrDigit(letter)) {
        between = true;
        continue;
      }
      if (between && !name.isEmpty()) {
        name.append('-');
      }
      name.appendCodePoint(letter);
      between = false;
    }
    String plain = name.toString();
    int before = taken.merge(plain, 1, Integer::sum);
    return before == 1 ? plain : plain + "-" + before;
  }
}
