package dev.runbook.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An exact decimal number. A whole one becomes a {@link BigDecimal} when something is computed with
 * it: what that class prepares when it is first used, large powers of five, takes a tenth of the
 * time that a page does, and in most runbooks numbers only count and limit.
 */
public final class Decimal {

  /** With these, every number of only digits is one of Java's. */
  private static final int LONGEST_WHOLE = 18;

  private final long whole;

  /** Null for a whole number that nothing was computed with yet; the same whoever makes it. */
  private @Nullable BigDecimal value;

  private Decimal(long whole, @Nullable BigDecimal value) {
    this.whole = whole;
    this.value = value;
  }

  public static Decimal of(long whole) {
    return new Decimal(whole, null);
  }

  public static Decimal of(BigDecimal value) {
    return new Decimal(0, value);
  }

  /**
   * @throws NumberFormatException if it is no number
   */
  public static Decimal parse(String spelling) {
    boolean digits = !spelling.isEmpty() && spelling.length() <= LONGEST_WHOLE;
    for (int at = 0; digits && at < spelling.length(); at++) {
      digits = spelling.charAt(at) >= '0' && spelling.charAt(at) <= '9';
    }
    return digits ? of(Long.parseLong(spelling)) : of(new BigDecimal(spelling));
  }

  public BigDecimal value() {
    BigDecimal made = value;
    if (made == null) {
      made = BigDecimal.valueOf(whole);
      value = made;
    }
    return made;
  }

  /** All its digits, and no more than it needs. */
  @Override
  public String toString() {
    BigDecimal made = value;
    if (made == null) {
      return String.valueOf(whole);
    }
    BigDecimal shortest = made.stripTrailingZeros();
    return (shortest.scale() < 0 ? shortest.setScale(0) : shortest).toPlainString();
  }

  /** 5 and 5.0 are the same number. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Decimal decimal)) {
      return false;
    }
    boolean bothWhole = value == null && decimal.value == null;
    return bothWhole ? whole == decimal.whole : value().compareTo(decimal.value()) == 0;
  }

  @Override
  public int hashCode() {
    return value().stripTrailingZeros().hashCode();
  }
}
