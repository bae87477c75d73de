package dev.runbook.library;

import dev.runbook.library.Member.Lambda;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
    } else {
      Lambda by = (Lambda) arguments.getFirst();
      sorted.sort(Comparator.comparing(by::apply, Operators::compare));
    }
    return new Value.ListValue(sorted);
  }

  static Value filter(Value self, List<Object> arguments) {
    Lambda where = (Lambda) arguments.getFirst();
    return new Value.ListValue(of(self).stream().filter(element -> holds(where, element)).toList());
  }

  static Value any(Value self, List<Object> arguments) {
    Lambda where = (Lambda) arguments.getFirst();
    return Value.Bool.of(of(self).stream().anyMatch(element -> holds(where, element)));
  }

  static Value all(Value self, List<Object> arguments) {
    Lambda where = (Lambda) arguments.getFirst();
    return Value.Bool.of(of(self).stream().allMatch(element -> holds(where, element)));
  }

  static Value map(Value self, Lambda to) {
    return new Value.ListValue(of(self).stream().map(to::apply).toList());
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
    return new Value.Text(of(self).stream().map(Show::text).collect(Collectors.joining(with)));
  }

  static Value round(Value self) {
    return self instanceof Value.Number(BigDecimal number)
        ? new Value.Number(number.setScale(0, RoundingMode.HALF_UP))
        : new Value.Percent(((Value.Percent) self).fraction().setScale(2, RoundingMode.HALF_UP));
  }

  static Value abs(Value self) {
    return self instanceof Value.Number(BigDecimal number)
        ? new Value.Number(number.abs())
        : new Value.Percent(((Value.Percent) self).fraction().abs());
  }

  private static boolean holds(Lambda where, Value element) {
    return where.apply(element).equals(Value.Bool.TRUE);
  }
}
