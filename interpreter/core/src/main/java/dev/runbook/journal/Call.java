package dev.runbook.journal;

import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An action with its arguments, as data: what is sent, recorded, compared on resume, and kept for
 * an undo.
 *
 * @param byHand the words in which a person would do it
 */
public record Call(String service, String action, Map<String, Value> arguments, String byHand) {

  public Call {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  public String qualifiedName() {
    return service + "." + action;
  }

  /** {@code jenkins.proceed(run: ..., stage: PROD: DEPLOY)}, without what was left out. */
  @Override
  public String toString() {
    return arguments.entrySet().stream()
        .filter(argument -> !(argument.getValue() instanceof Value.None))
        .map(argument -> argument.getKey() + ": " + shown(argument.getValue()))
        .collect(Collectors.joining(", ", qualifiedName() + "(", ")"));
  }

  /** Nothing between two commas would look like something that was forgotten. */
  private static String shown(Value value) {
    String text = Show.text(value);
    return text.isEmpty() ? "\"\"" : text;
  }
}
