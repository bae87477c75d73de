package dev.runbook.evaluate;

import dev.runbook.spi.Version;
import dev.runbook.syntax.Expression;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the spelling of a literal to its value; also for values that people type. */
public final class Literals {

  private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d|w)");
  private static final Pattern DURATION = Pattern.compile("(\\d+(ms|s|m|h|d|w))+");

  private Literals() {}

  static Value value(Expression.Literal literal, ZoneId zone) {
    String spelling = literal.spelling();
    return switch (literal.kind()) {
      case NUMBER -> new Value.Number(new BigDecimal(spelling));
      case PERCENT ->
          new Value.Percent(
              new BigDecimal(spelling.substring(0, spelling.length() - 1)).movePointLeft(2));
      case DURATION -> new Value.Duration(duration(spelling).orElseThrow());
      case VERSION -> new Value.Ver(new Version(spelling));
      case DATE_TIME -> new Value.Time(OffsetDateTime.parse(spelling).toInstant(), zone);
      case DATE -> new Value.Date(LocalDate.parse(spelling));
      case CLOCK_TIME -> new Value.Clock(LocalTime.parse(spelling));
      case TRUE -> Value.Bool.TRUE;
      case FALSE -> Value.Bool.FALSE;
      case NONE, EMPTY -> Value.NONE;
    };
  }

  /**
   * A duration such as {@code 1h30m}; empty where the text is none, or one longer than a century.
   */
  public static Optional<Duration> duration(String spelling) {
    if (!DURATION.matcher(spelling).matches()) {
      return Optional.empty();
    }
    Duration length = Duration.ZERO;
    Matcher parts = PART.matcher(spelling);
    while (parts.find()) {
      if (parts.group(1).length() > 12) {
        return Optional.empty();
      }
      long count = Long.parseLong(parts.group(1));
      Duration unit =
          switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
          };
      length = length.plus(unit.multipliedBy(count));
      if (length.toDays() > 36_525) {
        return Optional.empty();
      }
    }
    return Optional.of(length);
  }
}
