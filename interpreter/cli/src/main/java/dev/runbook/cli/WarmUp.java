package dev.runbook.cli;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.SimpleDateFormat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import org.jline.utils.InfoCmp;

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
      Once.beside("terminals", WarmUp::terminals);
    }
    Once.beside("warm-up", WarmUp::values);
  }

  /** The powers of ten by which decimals are made. */
  static void decimals() {
    Once.beside(
        "warm-up",
        () -> {
          BigDecimal _ = BigDecimal.TEN.pow(2);
        });
  }

  /** Decimals, hashes of the record, and the calendar without which no JSON is written. */
  private static void values() {
    BigDecimal _ = BigDecimal.TEN.pow(2);
    try {
      MessageDigest _ = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // The record says so.
      return;
    }
    SimpleDateFormat _ = new SimpleDateFormat("yyyy", Locale.ROOT);
  }

  /** What terminals can do is read from long texts. */
  @SuppressWarnings("SystemConsoleNull")
  private static void terminals() {
    java.io.Console _ = System.console();
    String known = InfoCmp.getLoadedInfoCmp("xterm-256color");
    if (known != null) {
      InfoCmp.parseInfoCmp(known, new HashSet<>(), new HashMap<>(), new HashMap<>());
    }
  }
}
