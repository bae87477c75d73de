package dev.runbook.library;

import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the operators do with known values; the checker has seen to it that they fit. */
public final class Operators {

  private static final MathContext PRECISION = MathContext.DECIMAL128;

  private Operators() {}

  public static Value plus(Value left, Value right) {
    return switch (left) {
      case Value.Number a -> new Value.Number(a.number().add(((Value.Number) right).number()));
      case Value.Percent a ->
          new Value.Percent(a.fraction().add(((Value.Percent) right).fraction()));
      case Value.Text(String a) -> new Value.Text(a + ((Value.Text) right).text());
      case Value.Duration(Duration a) when right instanceof Value.Duration(Duration b) ->
          new Value.Duration(a.plus(b));
      case Value.Duration a -> plus(right, a);
      case Value.Time a -> new Value.Time(a.instant().plus(length(right)), a.zone());
      case Value.Date a -> new Value.Date(a.date().plusDays(length(right).toDays()));
      case Value.ListValue(List<Value> a) -> {
        List<Value> both = new ArrayList<>(a);
        both.addAll(((Value.ListValue) right).elements());
        yield new Value.ListValue(both);
      }
      default -> throw mismatch("+", left, right);
    };
  }

  public static Value minus(Value left, Value right) {
    return switch (left) {
      case Value.Number a -> new Value.Number(a.number().subtract(((Value.Number) right).number()));
      case Value.Percent a ->
          new Value.Percent(a.fraction().subtract(((Value.Percent) right).fraction()));
      case Value.Duration(Duration a) -> new Value.Duration(a.minus(length(right)));
      case Value.Time a when right instanceof Value.Time b ->
          new Value.Duration(Duration.between(b.instant(), a.instant()));
      case Value.Time a -> new Value.Time(a.instant().minus(length(right)), a.zone());
      case Value.Date a when right instanceof Value.Date b ->
          new Value.Duration(Duration.ofDays(a.date().toEpochDay() - b.date().toEpochDay()));
      case Value.Date a -> new Value.Date(a.date().minusDays(length(right).toDays()));
      default -> throw mismatch("-", left, right);
    };
  }

  public static Value times(Value left, Value right) {
    return switch (left) {
      case Value.Number a when right instanceof Value.Number b ->
          new Value.Number(a.number().multiply(b.number(), PRECISION));
      case Value.Percent a when right instanceof Value.Number b ->
          new Value.Number(a.fraction().multiply(b.number(), PRECISION));
      case Value.Duration(Duration a) when right instanceof Value.Number b ->
          new Value.Duration(scaled(a, b.number()));
      case Value.Number a -> times(right, a);
      default -> throw mismatch("*", left, right);
    };
  }

  /**
   * Nothing is divided by zero: the result is inconclusive, as it is for a comparison with nothing.
   */
  public static Value divide(Value left, Value right) {
    return switch (left) {
      case Value.Number a -> {
        BigDecimal b = ((Value.Number) right).number();
        yield b.signum() == 0
            ? new Value.Inconclusive("division by zero")
            : new Value.Number(a.number().divide(b, PRECISION).stripTrailingZeros());
      }
      case Value.Duration(Duration a) when right instanceof Value.Duration(Duration b) ->
          b.isZero()
              ? new Value.Inconclusive("division by zero")
              : new Value.Number(millis(a).divide(millis(b), PRECISION).stripTrailingZeros());
      case Value.Duration(Duration a) -> {
        BigDecimal b = ((Value.Number) right).number();
        yield b.signum() == 0
            ? new Value.Inconclusive("division by zero")
            : new Value.Duration(scaled(a, BigDecimal.ONE.divide(b, PRECISION)));
      }
      default -> throw mismatch("/", left, right);
    };
  }

  public static Value negate(Value value) {
    return switch (value) {
      case Value.Number a -> new Value.Number(a.number().negate());
      case Value.Percent a -> new Value.Percent(a.fraction().negate());
      case Value.Duration(Duration a) -> new Value.Duration(a.negated());
      default -> throw mismatch("-", value, value);
    };
  }

  public static int compare(Value left, Value right) {
    return switch (left) {
      case Value.Number a -> a.number().compareTo(((Value.Number) right).number());
      case Value.Percent a -> a.fraction().compareTo(((Value.Percent) right).fraction());
      case Value.Text(String a) -> a.compareTo(((Value.Text) right).text());
      case Value.Duration(Duration a) -> a.compareTo(length(right));
      case Value.Time a -> a.instant().compareTo(((Value.Time) right).instant());
      case Value.Date a -> a.date().compareTo(((Value.Date) right).date());
      case Value.Clock a -> a.time().compareTo(((Value.Clock) right).time());
      case Value.Ver a -> a.version().compareTo(((Value.Ver) right).version());
      case Value.EnumValue a ->
          Integer.compare(
              a.type().values().indexOf(a.name()),
              a.type().values().indexOf(((Value.EnumValue) right).name()));
      default -> throw mismatch("<", left, right);
    };
  }

  /**
   * Whether a value is near a base. Against a base of zero a relative tolerance says nothing:
   * inconclusive.
   */
  public static Value within(Value left, Value tolerance, Value base) {
    BigDecimal distance =
        ((Value.Number) left).number().subtract(((Value.Number) base).number()).abs();
    if (tolerance instanceof Value.Number absolute) {
      return Value.Bool.of(distance.compareTo(absolute.number()) <= 0);
    }
    BigDecimal whole = ((Value.Number) base).number().abs();
    if (whole.signum() == 0) {
      return new Value.Inconclusive("a share of zero says nothing");
    }
    BigDecimal allowed = whole.multiply(((Value.Percent) tolerance).fraction(), PRECISION);
    return Value.Bool.of(distance.compareTo(allowed) <= 0);
  }

  private static Duration length(Value value) {
    return ((Value.Duration) value).length();
  }

  private static BigDecimal millis(Duration length) {
    return BigDecimal.valueOf(length.toMillis());
  }

  private static Duration scaled(Duration length, BigDecimal by) {
    return Duration.ofMillis(
        millis(length).multiply(by, PRECISION).setScale(0, RoundingMode.HALF_UP).longValue());
  }

  private static IllegalStateException mismatch(String operator, Value left, Value right) {
    return new IllegalStateException(
        "the checker let "
            + left.getClass().getSimpleName()
            + " "
            + operator
            + " "
            + right.getClass().getSimpleName()
            + " pass");
  }
}
