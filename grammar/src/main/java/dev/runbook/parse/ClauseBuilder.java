package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clause.Kind;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
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
    if (contexts.isEmpty()) {
      return new Clauses(clauses);
    }
    Set<Kind> seen = EnumSet.noneOf(Kind.class);
    List<Kind> belongs = List.of(allowed);
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

  private void foreign(Clause clause, String owner, List<Kind> belongs) {
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
    Kind kind = kind(context);
    if (kind == null) {
      return null;
    }
    Span span = building.span(context);
    List<Expression> values = Building.all(context.expression(), expressions::expression);
    return switch (kind) {
      case BY -> {
        boolean quorum = context.OF() != null && values.size() > 1;
        List<Expression> teams = quorum ? values.subList(1, values.size()) : values;
        yield new Clause(kind, teams, quorum ? values.getFirst() : null, null, null, null, span);
      }
      case AS -> {
        TypeSyntax type = expressions.type(context.type(), span);
        boolean plain = type instanceof TypeSyntax.Named named && named.service() == null;
        yield new Clause(
            kind, values, null, type, plain ? ((TypeSyntax.Named) type).name() : null, null, span);
      }
      case IN ->
          new Clause(
              kind,
              values,
              null,
              null,
              building.name(context.NAME().getSymbol(), span),
              null,
              span);
      case THROUGH ->
          new Clause(kind, values, null, null, building.name(context.name(), span), null, span);
      case ELSE ->
          new Clause(kind, values, null, null, null, expressions.text(context.text(), span), span);
      default -> new Clause(kind, values, null, null, null, null, span);
    };
  }

  private static @Nullable Kind kind(RunbookParser.ClauseContext context) {
    return switch (context.getStart().getType()) {
      case RunbookParser.UP -> Kind.UP_TO;
      case RunbookParser.EVERY -> Kind.EVERY;
      case RunbookParser.USUALLY -> Kind.USUALLY;
      case RunbookParser.DEFAULT -> Kind.DEFAULT;
      case RunbookParser.FOR -> Kind.FOR;
      case RunbookParser.THROUGH -> Kind.THROUGH;
      case RunbookParser.FAILS -> Kind.FAILS_IF;
      case RunbookParser.UNTIL -> Kind.UNTIL_DONE;
      case RunbookParser.UNLESS -> Kind.UNLESS;
      case RunbookParser.BY -> Kind.BY;
      case RunbookParser.AS -> Kind.AS;
      case RunbookParser.ELSE -> Kind.ELSE;
      case RunbookParser.IN -> inKind(context);
      default -> null;
    };
  }

  private static @Nullable Kind inKind(RunbookParser.ClauseContext context) {
    if (context.PARALLEL() != null) {
      return Kind.IN_PARALLEL;
    }
    if (context.REPLY() != null) {
      return Kind.IN_REPLY_TO;
    }
    if (context.BATCHES() != null) {
      return Kind.IN_BATCHES_OF;
    }
    return context.NAME() != null ? Kind.IN : null;
  }
}
