package dev.runbook.evaluate;

import dev.runbook.library.Durations;
import dev.runbook.spi.Version;
import dev.runbook.syntax.Expression;
import dev.runbook.value.Decimal;
import dev.runbook.value.Value;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** From the spelling of a literal to its value. */
final class Literals {

  private Literals() {}

  static Value value(Expression.Literal literal, ZoneId zone) {
    String spelling = literal.spelling();
    return switch (literal.kind()) {
      case NUMBER -> new Value.Number(Decimal.parse(spelling));
      case PERCENT ->
          new Value.Percent(Decimal.parse(spelling.substring(0, spelling.length() - 1)));
      case DURATION -> new Value.Duration(Durations.parse(spelling).orElseThrow());
      case VERSION -> new Value.Ver(new Version(spelling));
      case DATE_TIME -> new Value.Time(OffsetDateTime.parse(spelling).toInstant(), zone);
      case DATE -> new Value.Date(LocalDate.parse(spelling));
      case CLOCK_TIME -> new Value.Clock(LocalTime.parse(spelling));
      case TRUE -> Value.Bool.TRUE;
      case FALSE -> Value.Bool.FALSE;
      case NONE, EMPTY -> Value.NONE;
    };
  }
}
