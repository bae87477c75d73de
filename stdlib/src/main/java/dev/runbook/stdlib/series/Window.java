package dev.runbook.stdlib.series;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The stretch of time over which a metric is read.
 *
 * @param lag by how much one series may end before another. In a long past some of them come and
 *     go, as machines do; in what is now, one that has ended is missing
 */
public record Window(Instant from, Instant to, Duration lag) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private static final Duration CURRENT = Duration.ofMinutes(5);
  private static final Duration BASELINE = Duration.ofHours(1);

  /**
   * About as often as machines are measured. Read once a minute, what comes every minute, as a job
   * does, would be met always or never; and what is compared has to be read in the same way.
   */
  private static final Duration STEP = Duration.ofSeconds(15);

  /** What a metric is now. */
  public static Window current(Instant now) {
    return new Window(now.minus(CURRENT), now, CURRENT.dividedBy(2));
  }

  /** What it was before a moment, such as the begin of a deployment. */
  public static Window baseline(Instant before) {
    return new Window(before.minus(BASELINE), before, BASELINE);
  }

  /** As people say it: {@code from 2026-11-26 09:55 to 10:00 UTC}. */
  public String words() {
    ZonedDateTime begin = from.atZone(ZoneOffset.UTC);
    ZonedDateTime end = to.atZone(ZoneOffset.UTC);
    boolean sameDay = begin.toLocalDate().equals(end.toLocalDate());
    return "from %s to %s UTC".formatted(DAY.format(begin), (sameDay ? CLOCK : DAY).format(end));
  }

  public Duration step() {
    return STEP;
  }

  /** How many points a series has in it. */
  public long points() {
    return Duration.between(from, to).toMillis() / STEP.toMillis();
  }
}
