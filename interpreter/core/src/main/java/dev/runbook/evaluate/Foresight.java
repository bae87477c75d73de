package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.util.HashMap;
import java.util.Map;

/** What a dry run expects of an answer although nobody was asked. */
final class Foresight {

  private Foresight() {}

  /**
   * A field that has the name and the type of an argument is that argument as a rule: a run that
   * was started in a pipeline is one of that pipeline. It is a rule with exceptions, as the version
   * that follows another one, so it says only where to look beforehand: nothing is shown or decided
   * by it.
   */
  static Value.Unknown of(Invocation effect) {
    Map<String, Value> known = new HashMap<>();
    Type result = effect.action().result();
    if (result.required() instanceof RecordType record) {
      for (Symbol.Param parameter : effect.action().parameters()) {
        Value value = effect.call().arguments().get(parameter.name());
        boolean alike = parameter.type().equals(record.fields().get(parameter.name()));
        if (alike && value != null && !(value instanceof Value.Unknown)) {
          known.put(parameter.name(), value);
        }
      }
    }
    return new Value.Unknown(result, effect.call().qualifiedName(), known);
  }
}
