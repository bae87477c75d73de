package dev.runbook.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clauses of one statement, in the order in which they were written. Each kind stands in it
 * once at most.
 */
public record Clauses(List<Clause> all) {

  public static final Clauses NONE = new Clauses(List.of());

  public Clauses {
    all = List.copyOf(all);
  }

  public @Nullable Clause get(Clause.Kind kind) {
    for (Clause clause : all) {
      if (clause.kind() == kind) {
        return clause;
      }
    }
    return null;
  }

  public boolean has(Clause.Kind kind) {
    return get(kind) != null;
  }

  /** The clause's only value, if the clause stands here. */
  public @Nullable Expression value(Clause.Kind kind) {
    Clause clause = get(kind);
    return clause == null || clause.values().isEmpty() ? null : clause.values().getFirst();
  }

  public @Nullable Text text(Clause.Kind kind) {
    Clause clause = get(kind);
    return clause == null ? null : clause.text();
  }

  /** The name that {@code as name} gives to a call. */
  public @Nullable Name asName() {
    return name(Clause.Kind.AS);
  }

  /** The name that a clause holds, if it stands here. */
  public @Nullable Name name(Clause.Kind kind) {
    Clause clause = get(kind);
    return clause == null ? null : clause.name();
  }
}
