package dev.runbook.evaluate;

import dev.runbook.value.Value;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of a body's names; branches and rounds have their own on top of those that they began
 * with.
 */
final class Values {

  private final @Nullable Values outer;
  private final Map<String, Value> own = new ConcurrentHashMap<>();

  Values() {
    this(null);
  }

  private Values(@Nullable Values outer) {
    this.outer = outer;
  }

  Values inner() {
    return new Values(this);
  }

  void put(String name, Value value) {
    own.put(name, value);
  }

  void putAll(Map<String, Value> values) {
    own.putAll(values);
  }

  /** All that are known here, the outermost first. */
  Map<String, Value> all() {
    Map<String, Value> all = outer == null ? new TreeMap<>() : outer.all();
    all.putAll(own);
    return all;
  }

  /** A name whose statement was not reached, as a handler may meet it, is inconclusive. */
  Value get(String name) {
    for (Values values = this; values != null; values = values.outer) {
      Value value = values.own.get(name);
      if (value != null) {
        return value;
      }
    }
    return new Value.Inconclusive("`" + name + "` was not reached");
  }
}
