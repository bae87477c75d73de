package dev.runbook.spi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version such as {@code v3.20} or {@code v2.43.2-stage-debug}. Versions compare by number and
 * keep their spelling: {@code v3.8} and {@code v3.08} compare as equal and are spelt differently. A
 * version with a suffix comes before the one without.
 *
 * @param spelling as it was written, with its {@code v}
 */
public record Version(String spelling) implements Comparable<Version> {

  private static final Pattern FORM = Pattern.compile("v\\d+(\\.\\d+)*(-[A-Za-z0-9]+)*");

  public Version {
    if (!FORM.matcher(spelling).matches()) {
      throw new IllegalArgumentException("not a version: " + spelling);
    }
  }

  /** The version that is spelt so, if it is one. */
  public static Optional<Version> parse(String spelling) {
    return FORM.matcher(spelling).matches() ? Optional.of(new Version(spelling)) : Optional.empty();
  }

  /** The numbers between the dots. */
  public List<BigInteger> numbers() {
    List<BigInteger> numbers = new ArrayList<>();
    for (String part : core().split("\\.", -1)) {
      numbers.add(new BigInteger(part));
    }
    return numbers;
  }

  /** The spelling without the {@code v}. */
  public String bare() {
    return spelling.substring(1);
  }

  /** What follows the first hyphen, if there is one. */
  public Optional<String> pre() {
    int hyphen = spelling.indexOf('-');
    return hyphen < 0 ? Optional.empty() : Optional.of(spelling.substring(hyphen + 1));
  }

  private String core() {
    int hyphen = spelling.indexOf('-');
    return spelling.substring(1, hyphen < 0 ? spelling.length() : hyphen);
  }

  @Override
  public int compareTo(Version other) {
    List<BigInteger> mine = numbers();
    List<BigInteger> theirs = other.numbers();
    for (int at = 0; at < Math.max(mine.size(), theirs.size()); at++) {
      BigInteger a = at < mine.size() ? mine.get(at) : BigInteger.ZERO;
      BigInteger b = at < theirs.size() ? theirs.get(at) : BigInteger.ZERO;
      if (!a.equals(b)) {
        return a.compareTo(b);
      }
    }
    Optional<String> pre = pre();
    Optional<String> otherPre = other.pre();
    if (pre.isEmpty() || otherPre.isEmpty()) {
      return Boolean.compare(pre.isEmpty(), otherPre.isEmpty());
    }
    return pre.get().compareTo(otherPre.get());
  }

  /** Whether both mean the same version, however they are spelt. */
  public boolean sameAs(Version other) {
    return compareTo(other) == 0;
  }

  @Override
  public String toString() {
    return spelling;
  }
}
