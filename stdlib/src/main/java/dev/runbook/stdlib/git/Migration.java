package dev.runbook.stdlib.git;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one migration's {@code upgrade()} does, for sqlalchemy-migrate and Alembic. {@code
 * downgrade()} is never looked at: in nearly every migration that adds it is the one that drops.
 *
 * @param operations empty where {@code upgrade()} does nothing
 */
record Migration(Set<Operation> operations) {

  enum Operation {
    /** Adds columns, tables or plain indices, which an older program does not notice. */
    ADD,
    /** Deletes columns or tables. */
    DELETE,
    /** Anything else that touches the database, or what is not understood. */
    OTHER
  }

  private static final Pattern ADDS =
      Pattern.compile(
          "\\b(add_column|create_table|create_column|create_index|create_all)\\s*\\(|\\.create\\s*\\(");
  private static final Pattern DELETES =
      Pattern.compile("\\b(drop_column|drop_table|drop_all)\\s*\\(|\\.drop\\s*\\(");
  private static final Pattern OTHERS =
      Pattern.compile(
          "\\b(alter|alter_column|rename|rename_table|execute|bulk_insert|insert|update|delete|drop_index"
              + "|drop_constraint|create_unique_constraint|create_check_constraint|create_foreign_key"
              + "|create_primary_key|create_exclude_constraint|run_sync|exec|eval|getattr)\\s*\\("
              + "|\\.(alter|rename)\\b");

  /** Dropping one of these by {@code .drop()} looks like dropping a column. */
  private static final Pattern NOT_A_COLUMN =
      Pattern.compile("\\b(Index|\\w*Constraint|ForeignKey|Sequence|Enum)\\s*\\(");

  private static final Pattern UNIQUE = Pattern.compile("\\bunique\\s*=\\s*True\\b");

  static Migration read(String path, String source) {
    if (!path.endsWith(".py")) {
      return new Migration(EnumSet.of(Operation.OTHER));
    }
    PythonSource python = PythonSource.of(source);
    return python
        .function("upgrade")
        .map(upgrade -> new Migration(operations(upgrade, python)))
        .orElseGet(() -> new Migration(EnumSet.of(Operation.OTHER)));
  }

  /** A few words that follow the file's name. */
  String summary() {
    boolean adds = operations.contains(Operation.ADD);
    boolean deletes = operations.contains(Operation.DELETE);
    if (operations.isEmpty()) {
      return "does nothing";
    }
    if (adds && deletes) {
      return "adds and deletes columns or tables";
    }
    String other = operations.contains(Operation.OTHER) ? " and does more than that" : "";
    return adds
        ? "adds columns or tables" + other
        : deletes ? "deletes columns or tables" + other : "does what a person has to read";
  }

  private static Set<Operation> operations(String upgrade, PythonSource python) {
    String code = withHelpers(upgrade, python, new LinkedHashSet<>(Set.of("upgrade")));
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    boolean drops = DELETES.matcher(code).find();
    if (ADDS.matcher(code).find()) {
      operations.add(Operation.ADD);
    }
    if (drops) {
      operations.add(Operation.DELETE);
    }
    boolean unsure =
        OTHERS.matcher(code).find()
            || UNIQUE.matcher(code).find()
            || (drops && NOT_A_COLUMN.matcher(code).find())
            || python.callsImported(code)
            || (operations.isEmpty() && !PythonSource.doesNothing(code));
    if (unsure) {
      operations.add(Operation.OTHER);
    }
    return operations;
  }

  /** The body together with the bodies of the file's own functions that it calls, each once. */
  private static String withHelpers(String body, PythonSource python, Set<String> seen) {
    StringBuilder code = new StringBuilder(body);
    for (String name : python.functionNames()) {
      Matcher call = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(body);
      if (call.find() && seen.add(name)) {
        python.function(name).ifPresent(helper -> code.append(withHelpers(helper, python, seen)));
      }
    }
    return code.toString();
  }
}
