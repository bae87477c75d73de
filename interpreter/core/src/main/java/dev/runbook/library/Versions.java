package dev.runbook.library;

import dev.runbook.spi.Version;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

final class Versions {

  private Versions() {}

  static Version of(Value value) {
    return ((Value.Ver) value).version();
  }

  static Value number(Value self, int index) {
    List<BigInteger> numbers = of(self).numbers();
    return index < numbers.size()
        ? new Value.Number(new BigDecimal(numbers.get(index)))
        : Value.Number.of(0);
  }

  static Value pre(Value self) {
    return of(self).pre().<Value>map(Value.Text::new).orElse(Value.NONE);
  }

  /**
   * The neighbour by the last number, in the same width: v3.09 gives v3.10. None where a person
   * must say: at a rounding such as v2.99, below zero, and for a version with a suffix.
   */
  static Value step(Value self, int by) {
    Version version = of(self);
    String spelling = version.spelling();
    int dot = spelling.lastIndexOf('.');
    if (version.pre().isPresent() || dot < 0) {
      return Value.NONE;
    }
    String last = spelling.substring(dot + 1);
    BigInteger next = new BigInteger(last).add(BigInteger.valueOf(by));
    boolean unsure =
        next.signum() < 0 || (by > 0 && last.length() > 1 && last.chars().allMatch(c -> c == '9'));
    if (unsure) {
      return Value.NONE;
    }
    String digits = next.toString();
    boolean padded = last.startsWith("0") && last.length() > 1;
    String width = padded ? "0".repeat(Math.max(0, last.length() - digits.length())) : "";
    return new Value.Ver(new Version(spelling.substring(0, dot + 1) + width + digits));
  }
}
