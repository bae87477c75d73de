package dev.runbook.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers diagnostics. The same mistake at the same place is told once. */
public final class Diagnostics {

  private final Set<Diagnostic> all = new LinkedHashSet<>();

  public void add(Diagnostic diagnostic) {
    all.add(diagnostic);
  }

  public void addAll(List<Diagnostic> diagnostics) {
    all.addAll(diagnostics);
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
