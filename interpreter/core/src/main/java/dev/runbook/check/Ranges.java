package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.library.Durations;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Expression.Literal;
import dev.runbook.syntax.Expression.LiteralKind;
import dev.runbook.syntax.Rule;
import dev.runbook.syntax.Statement;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Constants with which a statement could only go wrong: no time at all, no round, nobody. */
final class Ranges {

  private final Checking checking;
  private final Module module;

  private Ranges(Checking checking, Module module) {
    this.checking = checking;
    this.module = module;
  }

  static void check(Module module, Checking checking) {
    Ranges ranges = new Ranges(checking, module);
    for (Declaration declaration : module.tree().declarations()) {
      switch (declaration) {
        case Declaration.Service service -> {
          service.actions().forEach(action -> ranges.clauses(action.clauses()));
          service.enumerations().forEach(ranges::enumeration);
        }
        case Declaration.Enumeration enumeration -> ranges.enumeration(enumeration);
        case Declaration.Escalation escalation ->
            escalation.rungs().forEach(rung -> ranges.clauses(rung.clauses()));
        case Declaration.Runbook runbook ->
            runbook.invariants().forEach(invariant -> ranges.rule(invariant.rule()));
        default -> {}
      }
    }
    Body.of(module).forEach(body -> Walk.statements(body.block(), ranges::statement));
  }

  /** Nothing could ever be of this type, so whatever asks for it can only fail. */
  private void enumeration(Declaration.Enumeration enumeration) {
    if (enumeration.values().isEmpty() && !checking.told().within(module, enumeration.span())) {
      String name = enumeration.name().text();
      checking.tell(
          Checking.at(
                  Code.RB2020,
                  module,
                  enumeration.name().span(),
                  "`" + name + "` is an enum without values")
              .label("there is nothing to choose from")
              .fix("Write its values, as in `enum " + name + " { one, another }`, or remove it."));
    }
  }

  private void rule(Rule rule) {
    if (rule instanceof Rule.AtMost most) {
      count(most.times(), 0, "something happens a whole number of times");
    }
  }

  private void statement(Statement statement) {
    clauses(statement.clauses());
    if (statement instanceof Statement.Retry retry) {
      count(retry.times(), 1, "a block is tried once at least");
    } else if (statement instanceof Statement.Watch watch) {
      covered(watch.clauses());
    }
  }

  private void clauses(Clauses clauses) {
    usual(clauses);
    for (Clause clause : clauses.all()) {
      switch (clause.kind()) {
        case UP_TO -> clause.values().forEach(value -> time(value, "nothing is done in no time"));
        case EVERY -> clause.values().forEach(value -> time(value, "there is no pause"));
        case FOR -> clause.values().forEach(value -> time(value, "nothing is watched"));
        case IN_BATCHES_OF ->
            clause.values().forEach(value -> count(value, 1, "a batch has one round at least"));
        case BY -> count(clause.quorum(), 1, "somebody has to say yes");
        case USUALLY,
            DEFAULT,
            AS,
            THROUGH,
            IN_PARALLEL,
            IN_REPLY_TO,
            IN,
            FAILS_IF,
            UNTIL_DONE,
            UNLESS,
            ELSE -> {}
      }
    }
  }

  private void time(Expression value, String why) {
    Optional<Duration> time = duration(value);
    if (time.isPresent() && time.get().isZero()) {
      tell(value, "this is no time at all", why, "Write a longer time, as in `30s`.");
    }
  }

  /** What usually takes longer than it may usually fails. */
  private void usual(Clauses clauses) {
    Expression usually = clauses.value(Clause.Kind.USUALLY);
    if (usually != null && isLonger(usually, clauses.value(Clause.Kind.UP_TO))) {
      tell(
          usually,
          "this is longer than the limit",
          "it would usually be timed out",
          "Let `up to` be longer than `usually`.");
    }
  }

  /** A watch that takes longer than its limit never passes. */
  private void covered(Clauses clauses) {
    Expression length = clauses.value(Clause.Kind.FOR);
    if (length != null && isLonger(length, clauses.value(Clause.Kind.UP_TO))) {
      tell(
          length,
          "this is longer than the limit of the `watch`",
          "it never passes",
          "Let `up to` be longer than `for`.");
    }
  }

  private void count(@Nullable Expression value, int least, String why) {
    if (value instanceof Literal literal && literal.kind() == LiteralKind.NUMBER) {
      BigDecimal number = new BigDecimal(literal.spelling());
      boolean whole = number.stripTrailingZeros().scale() <= 0;
      if (!whole || number.compareTo(BigDecimal.valueOf(least)) < 0) {
        tell(
            literal,
            "`" + literal.spelling() + "` counts nothing here",
            why,
            "Write a whole number of at least " + least + ".");
      }
    }
  }

  private static boolean isLonger(Expression length, @Nullable Expression limit) {
    Optional<Duration> time = duration(length);
    Optional<Duration> most = duration(limit);
    return time.isPresent() && most.isPresent() && time.get().compareTo(most.get()) > 0;
  }

  private static Optional<Duration> duration(@Nullable Expression value) {
    return value instanceof Literal literal && literal.kind() == LiteralKind.DURATION
        ? Durations.parse(literal.spelling())
        : Optional.empty();
  }

  private void tell(Expression value, String title, String label, String fix) {
    Diagnostic diagnostic = Checking.at(Code.RB2016, module, value.span(), title);
    checking.tell(diagnostic.label(label).fix(fix));
  }
}
