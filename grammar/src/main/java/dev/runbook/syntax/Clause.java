package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clause of a statement: {@code up to 30m}, {@code by 2 of releng}, {@code in parallel}. */
public record Clause(
    Kind kind,
    List<Expression> values,
    @Nullable Expression quorum,
    @Nullable TypeSyntax type,
    @Nullable Name name,
    @Nullable Text text,
    Span span)
    implements Node {

  public enum Kind {
    BY("by"),
    UP_TO("up to"),
    EVERY("every"),
    USUALLY("usually"),
    DEFAULT("default"),
    FOR("for"),
    AS("as"),
    THROUGH("through"),
    IN_PARALLEL("in parallel"),
    IN_REPLY_TO("in reply to"),
    IN_BATCHES_OF("in batches of"),
    IN("in"),
    FAILS_IF("fails if"),
    UNTIL_DONE("until done"),
    UNLESS("unless"),
    ELSE("else");

    private final String spelling;

    Kind(String spelling) {
      this.spelling = spelling;
    }

    public String spelling() {
      return spelling;
    }
  }

  public Clause {
    values = List.copyOf(values);
  }
}
