package dev.runbook.evaluate;

import dev.runbook.type.Basic;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.util.Iterator;

/** The type of a value as it is there, for whoever uses it by its name. */
final class Typed {

  private Typed() {}

  static Type of(Value value) {
    return switch (value) {
      case Value.Text _ -> Basic.TEXT;
      case Value.Number _ -> Basic.NUMBER;
      case Value.Percent _ -> Basic.PERCENT;
      case Value.Bool _ -> Basic.BOOL;
      case Value.Duration _ -> Basic.DURATION;
      case Value.Time _ -> Basic.TIME;
      case Value.Date _ -> Basic.DATE;
      case Value.Clock _ -> Basic.CLOCK;
      case Value.Ver _ -> Basic.VERSION;
      case Value.Url _ -> Basic.URL;
      case Value.EnumValue constant -> constant.type();
      case Value.ListValue list -> new Type.ListOf(element(list.elements().iterator()));
      case Value.MapValue map ->
          new Type.MapOf(
              element(map.entries().keySet().iterator()),
              element(map.entries().values().iterator()));
      case Value.Record record -> record.type();
      case Value.Data _ -> Basic.DATA;
      case Value.SecretRef _ -> new Type.Secret(Basic.TEXT);
      case Value.Unknown unknown -> unknown.type();
      case Value.None _, Value.Inconclusive _ -> Basic.UNKNOWN;
    };
  }

  private static Type element(Iterator<Value> values) {
    return values.hasNext() ? of(values.next()) : Basic.UNKNOWN;
  }
}
