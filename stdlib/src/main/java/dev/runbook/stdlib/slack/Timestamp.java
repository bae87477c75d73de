package dev.runbook.stdlib.slack;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code ts}: the time of a message in seconds and, behind the point, what tells it from the
 * others of that second. It is a name and stays the text that it is; no number holds all of its
 * digits.
 */
final class Timestamp {

  private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\.(\\d{6})");

  private Timestamp() {}

  static String of(Instant moment) {
    return String.format(Locale.ROOT, "%d.%06d", moment.getEpochSecond(), moment.getNano() / 1000);
  }

  /** The moment that it tells, if it is one. */
  static Optional<Instant> moment(String ts) {
    Matcher form = FORM.matcher(ts);
    return form.matches()
        ? Optional.of(
            Instant.ofEpochSecond(
                Long.parseLong(form.group(1)), Long.parseLong(form.group(2)) * 1000))
        : Optional.empty();
  }
}
