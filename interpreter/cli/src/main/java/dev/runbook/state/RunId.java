package dev.runbook.state;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** How runs are called: when, what, and a few digits that tell two of one minute apart. */
final class RunId {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern FORM = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[a-z0-9-]{1,80}");
  private static final int LONGEST = 40;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RunId() {}

  static String fresh(String runbook, Instant at) {
    return "%s-%s-%04x".formatted(MINUTE.format(at), safe(runbook), RANDOM.nextInt(1 << 16));
  }

  /** When it was made. */
  static Instant minute(String id) {
    try {
      String minute = id.substring(0, Math.min(id.length(), "2026-11-23T1925".length()));
      return LocalDateTime.parse(minute, MINUTE).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /** Whether it may be the name of a folder: it can come from a file of somebody else's. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** A part of a file's name on any file system. */
  static String safe(String name) {
    String safe =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String cut = safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
    return cut.isEmpty() ? "run" : cut;
  }
}
