package dev.runbook.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/** Times as somebody reads them who may sit elsewhere: each with its zone. */
public final class Times {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

  /** Names that are the same everywhere: to look them up takes longer than all else of a line. */
  private static final DateTimeFormatter DAY =
      new DateTimeFormatterBuilder()
          .appendText(
              ChronoField.DAY_OF_WEEK,
              Map.of(
                  1L,
                  "Monday",
                  2L,
                  "Tuesday",
                  3L,
                  "Wednesday",
                  4L,
                  "Thursday",
                  5L,
                  "Friday",
                  6L,
                  "Saturday",
                  7L,
                  "Sunday"))
          .appendPattern(" uuuu-MM-dd HH:mm")
          .toFormatter(Locale.ENGLISH);

  private Times() {}

  public static String clock(Instant at, ZoneId zone) {
    return told(CLOCK, at, zone);
  }

  public static String day(Instant at, ZoneId zone) {
    return told(DAY, at, zone);
  }

  private static String told(DateTimeFormatter form, Instant at, ZoneId zone) {
    ZonedDateTime time = at.atZone(zone);
    boolean utc = zone.equals(ZoneOffset.UTC) || zone.getId().equals("UTC");
    return form.format(time) + " " + (utc ? "UTC" : Zoned.NAME.format(time));
  }

  /** Loaded where a zone has a name that must be looked up. */
  private static final class Zoned {
    static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
  }
}
