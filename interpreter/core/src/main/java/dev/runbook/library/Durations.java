package dev.runbook.library;

import java.time.Duration;
import java.util.Optional;

/** Durations as they are written, in the source and at a prompt. */
public final class Durations {

  private static final long LONGEST_MILLIS = Duration.ofDays(36_525).toMillis();

  private Durations() {}

  /**
   * A duration such as {@code 1h30m}; empty where the text is none, or one longer than a century.
   */
  public static Optional<Duration> parse(String spelling) {
    long millis = 0;
    int at = 0;
    while (at < spelling.length()) {
      int digits = at;
      long count = 0;
      while (at < spelling.length() && isDigit(spelling.charAt(at))) {
        // More than a century of milliseconds cannot become less again.
        count = Math.min(count * 10 + (spelling.charAt(at) - '0'), LONGEST_MILLIS + 1);
        at++;
      }
      int unit = at;
      while (at < spelling.length() && !isDigit(spelling.charAt(at))) {
        at++;
      }
      long length = millis(spelling.substring(unit, at));
      if (digits == unit || length == 0) {
        return Optional.empty();
      }
      millis += count * length;
      if (millis > LONGEST_MILLIS) {
        return Optional.empty();
      }
    }
    return spelling.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Of one of the unit; 0 where there is no such unit. */
  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      case "d" -> 86_400_000;
      case "w" -> 604_800_000;
      default -> 0;
    };
  }
}
