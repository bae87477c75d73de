package dev.runbook.cli;

import dev.runbook.console.Times;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * What every run needs and takes long to get ready, begun on another core while its runbook is
 * read. Only what is the JDK's, or has no state: whoever needs it meanwhile waits for it or does it
 * too.
 */
final class WarmUp {

  private WarmUp() {}

  /**
   * @param drawn whether it will be told on a terminal
   */
  static void begin(boolean drawn) {
    if (drawn) {
      Seat.prepare();
    }
    Once.beside("warm-up", () -> values(drawn));
  }

  /**
   * Decimals, hashes of the record, the names of zones, and the calendar without which no JSON is
   * written: whoever sits at a terminal is shown something before there is any.
   */
  private static void values(boolean drawn) {
    BigDecimal _ = BigDecimal.TEN.pow(2);
    try {
      MessageDigest _ = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // The record says so.
      return;
    }
    String _ = Times.day(Instant.EPOCH, ZoneOffset.UTC);
    if (!drawn) {
      SimpleDateFormat _ = new SimpleDateFormat("yyyy", Locale.ROOT);
    }
  }
}
