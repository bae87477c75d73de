package dev.runbook.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as somebody reads them who may sit elsewhere: each with its zone. */
public final class Times {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss zzz", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE uuuu-MM-dd HH:mm zzz", Locale.ENGLISH);

  /** An offset by itself would be shown as a mere Z. */
  private static final ZoneId UTC = ZoneId.of("UTC");

  private Times() {}

  public static String clock(Instant at, ZoneId zone) {
    return CLOCK.format(at.atZone(named(zone)));
  }

  public static String day(Instant at, ZoneId zone) {
    return DAY.format(at.atZone(named(zone)));
  }

  private static ZoneId named(ZoneId zone) {
    return zone.equals(ZoneOffset.UTC) ? UTC : zone;
  }
}
