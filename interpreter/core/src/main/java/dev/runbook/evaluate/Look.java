package dev.runbook.evaluate;

import dev.runbook.journal.Call;
import dev.runbook.value.Value;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One look at the services. What is judged together was seen together: a question that comes up
 * twice in it has one answer, and its service is asked once.
 */
final class Look {

  private final Map<Call, Value> answers = new ConcurrentHashMap<>();

  /** Null where it was not asked yet. */
  @Nullable Value seen(Call question) {
    return answers.get(question);
  }

  void see(Call question, Value answer) {
    answers.put(question, answer);
  }
}
