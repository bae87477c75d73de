package dev.runbook.library;

import dev.runbook.library.Member.Lambda;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class Lists {

  private Lists() {}

  static List<Value> of(Object value) {
    return ((Value.ListValue) value).elements();
  }

  static Value length(Value self) {
    return Value.Number.of(of(self).size());
  }

  static Value first(Value self) {
    return of(self).isEmpty() ? Value.NONE : of(self).getFirst();
  }

  static Value last(Value self) {
    return of(self).isEmpty() ? Value.NONE : of(self).getLast();
  }

  static Value reverse(Value self) {
    return new Value.ListValue(of(self).reversed());
  }

  static Value unique(Value self) {
    return new Value.ListValue(List.copyOf(new LinkedHashSet<>(of(self))));
  }

  static Value sum(Value self) {
    return of(self).stream().reduce(Operators::plus).orElse(Value.NONE);
  }

  /**
   * @param sign 1 for the greatest, -1 for the least
   */
  static Value extreme(Value self, int sign) {
    Comparator<Value> order = Operators::compare;
    return of(self).stream().max(sign > 0 ? order : order.reversed()).orElse(Value.NONE);
  }

  static Value sort(Value self, List<Object> arguments) {
    List<Value> sorted = new ArrayList<>(of(self));
    if (arguments.isEmpty()) {
      sorted.sort(Operators::compare);
      return new Value.ListValue(sorted);
    }
    IdentityHashMap<Value, Value> keys = new IdentityHashMap<>();
    Lambda by = (Lambda) arguments.getFirst();
    sorted.forEach(element -> keys.put(element, by.apply(element)));
    Value open = open(keys.values());
    if (open != null) {
      return open;
    }
    sorted.sort(Comparator.comparing(keys::get, Operators::compare));
    return new Value.ListValue(sorted);
  }

  static Value filter(Value self, List<Object> arguments) {
    Lambda where = (Lambda) arguments.getFirst();
    List<Value> kept = new ArrayList<>();
    List<Value> verdicts = new ArrayList<>();
    for (Value element : of(self)) {
      Value holds = where.apply(element);
      verdicts.add(holds);
      if (holds.equals(Value.Bool.TRUE)) {
        kept.add(element);
      }
    }
    Value open = open(verdicts);
    return open == null ? new Value.ListValue(kept) : open;
  }

  static Value any(Value self, List<Object> arguments) {
    return decided(self, arguments, Value.Bool.TRUE);
  }

  static Value all(Value self, List<Object> arguments) {
    return decided(self, arguments, Value.Bool.FALSE);
  }

  /** One element may decide it alone; else what one of them leaves open leaves all of it open. */
  private static Value decided(Value self, List<Object> arguments, Value.Bool decides) {
    Lambda where = (Lambda) arguments.getFirst();
    List<Value> verdicts = of(self).stream().map(where::apply).toList();
    if (verdicts.contains(decides)) {
      return decides;
    }
    Value open = open(verdicts);
    return open == null ? Value.Bool.of(!decides.truth()) : open;
  }

  static Value map(Value self, Lambda to) {
    List<Value> all = of(self).stream().map(to::apply).toList();
    Value open = open(all);
    return open == null ? new Value.ListValue(all) : open;
  }

  /** What makes the whole unknown: something inconclusive first, then something unknown. */
  private static @Nullable Value open(Collection<Value> values) {
    Value open = null;
    for (Value value : values) {
      if (value instanceof Value.Inconclusive) {
        return value;
      }
      open = value instanceof Value.Unknown ? value : open;
    }
    return open;
  }

  static Value contains(Value self, List<Object> arguments) {
    return Value.Bool.of(of(self).contains((Value) arguments.getFirst()));
  }

  static Value union(Value self, List<Object> arguments) {
    Set<Value> all = new LinkedHashSet<>(of(self));
    all.addAll(of(arguments.getFirst()));
    return new Value.ListValue(List.copyOf(all));
  }

  static Value difference(Value self, List<Object> arguments) {
    List<Value> without = of(arguments.getFirst());
    return new Value.ListValue(
        of(self).stream().filter(element -> !without.contains(element)).toList());
  }

  static Value join(Value self, List<Object> arguments) {
    String with = Texts.of(arguments.getFirst());
    List<String> shown = new ArrayList<>();
    of(self).forEach(element -> shown.add(Show.text(element)));
    return new Value.Text(String.join(with, shown));
  }

  static Value round(Value self) {
    return self instanceof Value.Number number
        ? new Value.Number(number.number().setScale(0, RoundingMode.HALF_UP))
        : new Value.Percent(((Value.Percent) self).fraction().setScale(2, RoundingMode.HALF_UP));
  }

  static Value abs(Value self) {
    return self instanceof Value.Number number
        ? new Value.Number(number.number().abs())
        : new Value.Percent(((Value.Percent) self).fraction().abs());
  }
}
