package dev.runbook.console;

import dev.runbook.journal.Undo;
import java.util.ArrayList;
import java.util.List;

/** What stopping here would undo, in words. */
public final class Ways {

  private Ways() {}

  /** In one line; empty where there is nothing to say. */
  public static String counted(List<Undo> undos) {
    long barriers = undos.stream().mapToLong(Ways::barriers).sum();
    long ways = undos.stream().filter(undo -> !(undo instanceof Undo.Barrier)).count();
    if (ways == 0 && barriers == 0) {
      return "";
    }
    String back = ways == 0 ? "can undo nothing" : "can undo " + ways;
    return "stopping here " + back + (barriers == 0 ? "" : ", and cannot undo " + barriers);
  }

  public static List<String> all(List<Undo> undos) {
    if (undos.isEmpty()) {
      return List.of("Nothing was done so far that could be undone.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(counted(undos) + ", newest first:");
    undos.forEach(undo -> lines.add("- " + undo.words()));
    return lines;
  }

  private static long barriers(Undo undo) {
    return switch (undo) {
      case Undo.Barrier _ -> 1;
      case Undo.Nested nested -> nested.undos().stream().mapToLong(Ways::barriers).sum();
      case Undo.Single _ -> 0;
    };
  }
}
