package dev.runbook.library;

import dev.runbook.type.EnumType;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Locale;

final class Times {

  private Times() {}

  static Value weekday(Value self) {
    DayOfWeek day =
        switch (self) {
          case Value.Time time -> time.instant().atZone(time.zone()).getDayOfWeek();
          case Value.Date date -> date.date().getDayOfWeek();
          default ->
              throw new IllegalStateException("the checker let a weekday of " + self + " pass");
        };
    return new Value.EnumValue(EnumType.WEEKDAY, day.name().toLowerCase(Locale.ROOT));
  }

  static Value date(Value self) {
    Value.Time time = (Value.Time) self;
    return new Value.Date(time.instant().atZone(time.zone()).toLocalDate());
  }

  static Value clock(Value self) {
    Value.Time time = (Value.Time) self;
    return new Value.Clock(time.instant().atZone(time.zone()).toLocalTime());
  }

  static Value zone(Value self) {
    return new Value.Text(((Value.Time) self).zone().getId());
  }

  static Value in(Value self, Duration unit) {
    BigDecimal millis = BigDecimal.valueOf(((Value.Duration) self).length().toMillis());
    return new Value.Number(
        millis
            .divide(BigDecimal.valueOf(unit.toMillis()), MathContext.DECIMAL64)
            .stripTrailingZeros());
  }
}
