package dev.runbook.check;

import dev.runbook.source.Source;
import dev.runbook.syntax.SourceFile;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A file and the names that are known in it. */
public final class Module {

  private final SourceFile tree;
  private final Supplier<Collection<String>> services;
  final Map<String, Symbol> declared = new LinkedHashMap<>();
  final Map<String, Symbol> known = new LinkedHashMap<>();

  /** Names that an import should have brought and did not: told there, and not at every mention. */
  final Set<String> missing = new HashSet<>();

  /**
   * @param services the services that could be used, asked for only where one is missing
   */
  Module(SourceFile tree, Supplier<Collection<String>> services) {
    this.tree = tree;
    this.services = services;
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

  /** Whether a name is that of a service which this file could use, and does not. */
  boolean couldUse(String name) {
    return !known.containsKey(name) && services.get().contains(name);
  }

  @Override
  public String toString() {
    return tree.source().name();
  }
}
