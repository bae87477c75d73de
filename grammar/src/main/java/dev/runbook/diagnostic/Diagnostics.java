package dev.runbook.diagnostic;

import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gathers diagnostics. The same mistake at the same place is told once. Of one text the first
 * {@value #MOST} are kept: nobody reads more, and a file that is no runbook at all has any number.
 */
public final class Diagnostics {

  public static final int MOST = 1000;

  private final Set<Diagnostic> all = new LinkedHashSet<>();
  private final Map<String, Integer> told = new HashMap<>();

  public void add(Diagnostic diagnostic) {
    if (!isFull(diagnostic.source()) && all.add(diagnostic)) {
      told.merge(diagnostic.source().name(), 1, Integer::sum);
    }
  }

  public void addAll(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  /** Whether what is still found in a text is not kept any more. */
  public boolean isFull(Source source) {
    return told.getOrDefault(source.name(), 0) >= MOST;
  }

  /** Whether there may be more mistakes than these. */
  public boolean isCutShort() {
    return told.containsValue(MOST);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Everything that was told, in the order of the text. */
  public List<Diagnostic> sorted() {
    List<Diagnostic> sorted = new ArrayList<>(all);
    sorted.sort(Diagnostic.ORDER);
    return sorted;
  }
}
