package dev.runbook.check;

import dev.runbook.syntax.Block;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.SourceFile;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where links in a file can lead to. */
final class Places {

  private final Module module;
  private final Sources sources;

  Places(Module module, Sources sources) {
    this.module = module;
    this.sources = sources;
  }

  /** The steps of a block itself: those in other steps have no place of their own in a page. */
  static Collection<String> steps(Block block) {
    Set<String> steps = new LinkedHashSet<>();
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.Step step) {
        steps.add(step.name().text());
      }
    }
    return steps;
  }

  /** Those of each page that the file itself has. */
  List<Collection<String>> own() {
    return pages(module.tree());
  }

  boolean has(String file) {
    return sources.imported(file, module.source()) != null;
  }

  /** Those of another file. */
  Collection<String> in(String file) {
    Sources.Found found = sources.imported(file, module.source());
    Set<String> all = new LinkedHashSet<>();
    if (found != null && found.source() != null) {
      for (Collection<String> page : pages(sources.parsed(found.source()).tree())) {
        all.addAll(page);
      }
    }
    return all;
  }

  Collection<String> files() {
    return sources.beside(module.source());
  }

  /** Without a runbook there is one page, which tells what the file declares. */
  private static List<Collection<String>> pages(SourceFile file) {
    List<Collection<String>> pages = new ArrayList<>();
    Set<String> declared = new LinkedHashSet<>();
    for (Declaration declaration : file.declarations()) {
      switch (declaration) {
        case Declaration.Runbook runbook -> pages.add(steps(runbook.body()));
        case Declaration.Component component -> declared.add(component.name().text());
        case Declaration.Procedure procedure -> declared.add(procedure.name().text());
        case Declaration.Enumeration type -> declared.add(type.name().text());
        default -> {}
      }
    }
    return pages.isEmpty() ? List.of(declared) : pages;
  }
}
