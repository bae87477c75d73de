package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clause.Kind;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Text;
import dev.runbook.syntax.TypeSyntax;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Clauses: the grammar takes any of them in any order; which belong to a statement, and that each
 * comes once, is here.
 */
final class ClauseBuilder {

  private final Building building;
  private final ExpressionBuilder expressions;

  ClauseBuilder(Building building, ExpressionBuilder expressions) {
    this.building = building;
    this.expressions = expressions;
  }

  /**
   * @param owner the statement's word, for the message
   */
  Clauses clauses(List<RunbookParser.ClauseContext> contexts, String owner, Kind... allowed) {
    List<Clause> clauses = new ArrayList<>();
    Set<Kind> seen = EnumSet.noneOf(Kind.class);
    Set<Kind> belongs = EnumSet.noneOf(Kind.class);
    belongs.addAll(List.of(allowed));
    for (RunbookParser.ClauseContext context : contexts) {
      Clause clause = clause(context);
      if (clause == null) {
        continue;
      }
      if (!belongs.contains(clause.kind())) {
        foreign(clause, owner, belongs);
      } else if (!seen.add(clause.kind())) {
        building.tell(
            building
                .at(Code.RB1006, clause.span(), "`" + clause.kind().spelling() + "` stands twice")
                .label("the second of its kind")
                .note("Clauses come in any order, each of them once.")
                .fix("Keep one of the two."));
      } else {
        clauses.add(clause);
      }
    }
    return new Clauses(clauses);
  }

  private void foreign(Clause clause, String owner, Set<Kind> belongs) {
    String known =
        belongs.isEmpty()
            ? "`" + owner + "` takes no clauses."
            : "`"
                + owner
                + "` takes "
                + belongs.stream()
                    .map(kind -> "`" + kind.spelling() + "`")
                    .collect(Collectors.joining(", "))
                + ".";
    building.tell(
        building
            .at(
                Code.RB1005,
                clause.span(),
                "`" + clause.kind().spelling() + "` does not belong to `" + owner + "`")
            .label("not here")
            .note(known)
            .fix("Remove this clause."));
  }

  private @Nullable Clause clause(RunbookParser.ClauseContext context) {
    Span span = building.span(context);
    List<Expression> values = context.expression().stream().map(expressions::expression).toList();
    if (context.BY() != null) {
      boolean quorum = context.OF() != null && values.size() > 1;
      return new Clause(
          Kind.BY,
          quorum ? values.subList(1, values.size()) : values,
          quorum ? values.getFirst() : null,
          null,
          null,
          null,
          span);
    }
    if (context.AS() != null) {
      TypeSyntax type = expressions.type(context.type(), span);
      boolean plain = type instanceof TypeSyntax.Named named && named.service() == null;
      Name name = plain ? ((TypeSyntax.Named) type).name() : null;
      return new Clause(Kind.AS, List.of(), null, type, name, null, span);
    }
    if (context.IN() != null) {
      return in(context, values, span);
    }
    if (context.ELSE() != null) {
      Text text = expressions.text(context.text(), span);
      return new Clause(Kind.ELSE, List.of(), null, null, null, text, span);
    }
    Kind kind = kind(context);
    return kind == null ? null : new Clause(kind, values, null, null, null, null, span);
  }

  private @Nullable Clause in(
      RunbookParser.ClauseContext context, List<Expression> values, Span span) {
    Kind kind =
        context.PARALLEL() != null
            ? Kind.IN_PARALLEL
            : context.REPLY() != null
                ? Kind.IN_REPLY_TO
                : context.BATCHES() != null
                    ? Kind.IN_BATCHES_OF
                    : context.NAME() != null ? Kind.IN : null;
    if (kind == null) {
      return null;
    }
    Name name = kind == Kind.IN ? building.name(context.NAME().getSymbol(), span) : null;
    return new Clause(kind, values, null, null, name, null, span);
  }

  private static @Nullable Kind kind(RunbookParser.ClauseContext context) {
    if (context.UP() != null) {
      return Kind.UP_TO;
    }
    if (context.EVERY() != null) {
      return Kind.EVERY;
    }
    if (context.USUALLY() != null) {
      return Kind.USUALLY;
    }
    if (context.DEFAULT() != null) {
      return Kind.DEFAULT;
    }
    if (context.FOR() != null) {
      return Kind.FOR;
    }
    if (context.THROUGH() != null) {
      return Kind.THROUGH;
    }
    if (context.FAILS() != null) {
      return Kind.FAILS_IF;
    }
    if (context.UNTIL() != null) {
      return Kind.UNTIL_DONE;
    }
    return context.UNLESS() != null ? Kind.UNLESS : null;
  }
}
