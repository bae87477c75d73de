package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Call;
import dev.runbook.syntax.Expression;
import dev.runbook.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action as a rule or a test names it: arguments that it does not mention may be anything.
 *
 * @param arguments those that it mentions
 */
public record CallPattern(Symbol.Action action, Map<String, Value> arguments) {

  /** Null where the expression names no action. */
  static @Nullable CallPattern of(Expression pattern, Context run, Frame frame) {
    Expression callee = pattern instanceof Expression.Call given ? given.target() : pattern;
    if (!(run.facts.meaning(callee) instanceof Facts.Meaning.Declared(Symbol meant))
        || !(meant instanceof Symbol.Action action)) {
      return null;
    }
    Map<String, Value> mentioned = new LinkedHashMap<>();
    if (pattern instanceof Expression.Call given) {
      var arguments = run.facts.arguments(given);
      for (Symbol.Param parameter : action.parameters()) {
        var argument = arguments.get(parameter.index());
        if (argument != null) {
          mentioned.put(parameter.name(), run.expressions.evaluate(argument.value(), frame));
        }
      }
    }
    return new CallPattern(action, mentioned);
  }

  public boolean matches(Call call) {
    return call.service().equals(action.service().name())
        && call.action().equals(action.name())
        && arguments.entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(call.arguments().get(wanted.getKey())));
  }
}
