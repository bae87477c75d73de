package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What the migrations between two trees do to the schema.
 *
 * <p>Only files that were added count: a reformat modifies all of them and a move renames all of
 * them, and neither changes a schema. A person decides where migrations disappeared (a squash, or a
 * way back to an older version), where one was rewritten so that it does something else, and where
 * one does more than add or delete columns and tables.
 */
record SchemaDiff(SchemaChange change, List<String> files, String reason) {

  static SchemaDiff of(Repository repository, List<TreeChange> changes, List<String> folders)
      throws ServiceFailure, InterruptedException {
    Set<String> files = new LinkedHashSet<>();
    Set<Migration.Operation> operations = EnumSet.noneOf(Migration.Operation.class);
    StringJoiner reasons = new StringJoiner("; ");
    for (TreeChange change : changes) {
      boolean before = change.kind() != 'A' && isMigration(change.oldPath(), folders);
      boolean after = change.kind() != 'D' && isMigration(change.path(), folders);
      String unclear = null;
      if (before && !after) {
        unclear = "was deleted or moved away";
      } else if (before && rewritten(repository, change)) {
        unclear = "was rewritten to do something else";
      } else if (after && !before) {
        Migration migration = Migration.read(change.path(), repository.content(change.after()));
        operations.addAll(migration.operations());
        files.add(change.path());
        reasons.add(file(change.path()) + " " + migration.summary());
      }
      if (unclear != null) {
        operations.add(Migration.Operation.OTHER);
        files.add(change.path());
        reasons.add(file(change.path()) + " " + unclear);
      }
    }
    String reason = files.isEmpty() ? "no migration was added" : reasons.toString();
    return new SchemaDiff(judge(operations), List.copyOf(files), reason);
  }

  private static SchemaChange judge(Set<Migration.Operation> operations) {
    if (operations.isEmpty()) {
      return SchemaChange.UNCHANGED;
    }
    if (operations.equals(EnumSet.of(Migration.Operation.ADD))) {
      return SchemaChange.ADDITIVE;
    }
    if (operations.equals(EnumSet.of(Migration.Operation.DELETE))) {
      return SchemaChange.DESTRUCTIVE;
    }
    return SchemaChange.UNCLEAR;
  }

  private static boolean rewritten(Repository repository, TreeChange change)
      throws ServiceFailure, InterruptedException {
    if (change.before().equals(change.after())) {
      return false;
    }
    Migration before = Migration.read(change.oldPath(), repository.content(change.before()));
    Migration after = Migration.read(change.path(), repository.content(change.after()));
    return !before.operations().equals(after.operations());
  }

  private static boolean isMigration(String path, List<String> folders) {
    boolean inside =
        folders.stream()
            .map(folder -> folder.endsWith("/") ? folder : folder + "/")
            .anyMatch(path::startsWith);
    return inside
        && (path.endsWith(".py") || path.endsWith(".sql"))
        && !path.endsWith("/__init__.py");
  }

  private static String file(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
