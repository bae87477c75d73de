package dev.runbook.library;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written, in the source and at a prompt. */
public final class Durations {

  private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d|w)");
  private static final Pattern WHOLE = Pattern.compile("(\\d+(ms|s|m|h|d|w))+");

  private Durations() {}

  /**
   * A duration such as {@code 1h30m}; empty where the text is none, or one longer than a century.
   */
  public static Optional<Duration> parse(String spelling) {
    if (!WHOLE.matcher(spelling).matches()) {
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
