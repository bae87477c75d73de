package dev.runbook.evaluate;

import dev.runbook.check.Module;
import dev.runbook.journal.Outcome;
import dev.runbook.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param path where it ended; empty where nothing went wrong
 * @param module with the span, the place in the text
 * @param standing what was done and could be undone, newest first
 */
public record Result(
    Outcome outcome,
    String reason,
    String path,
    @Nullable Module module,
    Span span,
    List<String> standing) {
  public Result {
    standing = List.copyOf(standing);
  }
}
