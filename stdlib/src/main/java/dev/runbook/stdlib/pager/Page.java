package dev.runbook.stdlib.pager;

import dev.runbook.spi.Arguments;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A page as runbooks know it. */
record Page(String key, String severity, Instant opened) {

  static Page of(Map<String, Object> values) {
    Arguments page = new Arguments(values);
    return new Page(page.text("key"), page.text("severity"), page.time("opened"));
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("key", key);
    values.put("severity", severity);
    values.put("opened", opened);
    return values;
  }
}
