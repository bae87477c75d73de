package dev.runbook.check;

import dev.runbook.source.Source;
import dev.runbook.syntax.SourceFile;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file and the names that are known in it. */
public final class Module {

  private final SourceFile tree;
  final Map<String, Symbol> declared = new LinkedHashMap<>();
  final Map<String, Symbol> known = new LinkedHashMap<>();

  Module(SourceFile tree) {
    this.tree = tree;
  }

  public SourceFile tree() {
    return tree;
  }

  public Source source() {
    return tree.source();
  }

  /** What this file declares, in its order. */
  public Collection<Symbol> declared() {
    return Collections.unmodifiableCollection(declared.values());
  }

  /** What a name stands for at the top of this file: declared, imported, or a used service. */
  public @Nullable Symbol lookUp(String name) {
    return known.get(name);
  }

  @Override
  public String toString() {
    return tree.source().name();
  }
}
