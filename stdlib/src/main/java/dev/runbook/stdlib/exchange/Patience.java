package dev.runbook.stdlib.exchange;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a service asks to wait: {@code Retry-After}, or GitHub's moment at which a used-up
 * allowance is filled again.
 */
final class Patience {

  private static final String REMAINING = "X-RateLimit-Remaining";
  private static final String RESET = "X-RateLimit-Reset";

  /**
   * GitHub asks to wait at least so long where it says no time; it says so in words, in a 403 that
   * is no refusal.
   */
  private static final Duration UNSAID = Duration.ofMinutes(1);

  /** Nobody waits longer, and no calendar has room for what some services ask. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final String WORDS = "secondary rate limit";

  private Patience() {}

  /** Whether a 403 asks for patience and is no refusal. */
  static boolean isAsked(Answer answer) {
    return answer.header("Retry-After").isPresent() || usedUp(answer) || inWords(answer);
  }

  static Optional<Duration> wait(Answer answer, Instant ours) {
    Instant now = theirs(answer).orElse(ours);
    Optional<Duration> after = answer.header("Retry-After").flatMap(text -> after(text, now));
    if (after.isEmpty() && usedUp(answer)) {
      after = answer.header(RESET).flatMap(text -> until(text, now));
    }
    if (after.isEmpty() && inWords(answer)) {
      after = Optional.of(UNSAID);
    }
    return after
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /** A moment that a service names is one of its own clock, which may not be ours. */
  private static Optional<Instant> theirs(Answer answer) {
    return answer.header("Date").flatMap(Patience::date);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private static boolean usedUp(Answer answer) {
    return answer.header(REMAINING).equals(Optional.of("0"));
  }

  private static boolean inWords(Answer answer) {
    return answer.text().toLowerCase(Locale.ROOT).contains(WORDS);
  }

  private static Optional<Duration> after(String value, Instant now) {
    String text = value.strip();
    if (!text.chars().allMatch(Character::isDigit)) {
      return date(text).map(moment -> Duration.between(now, moment));
    }
    try {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    } catch (NumberFormatException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> until(String epochSecond, Instant now) {
    try {
      return Optional.of(
          Duration.between(now, Instant.ofEpochSecond(Long.parseLong(epochSecond.strip()))));
    } catch (DateTimeException | ArithmeticException | NumberFormatException unknown) {
      return Optional.empty();
    }
  }
}
