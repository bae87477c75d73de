package dev.runbook.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command line in which nothing is special: names, and options with their values. Everything else
 * is for the command line library, which takes longer to get ready than a check.
 */
record PlainWords(List<String> names, Map<String, String> options) {

  /**
   * @param known the options that may stand there, each once and with a value
   * @return null where the library has to look at it, or there is no name
   */
  static @Nullable PlainWords of(Set<String> known, String... words) {
    List<String> names = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    for (int at = 0; at < words.length; at++) {
      String word = words[at];
      if (!isSpecial(word)) {
        names.add(word);
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = equals < 0 ? word : word.substring(0, equals);
      String value =
          equals >= 0 ? word.substring(equals + 1) : at + 1 < words.length ? words[++at] : "";
      boolean plain = known.contains(option) && !isSpecial(value);
      if (!plain || options.put(option, value) != null) {
        return null;
      }
    }
    return names.isEmpty() ? null : new PlainWords(names, options);
  }

  /** An option, or nothing at all. */
  private static boolean isSpecial(String word) {
    return word.isEmpty() || word.startsWith("-");
  }

  @Nullable String option(String name) {
    return options.get(name);
  }
}
