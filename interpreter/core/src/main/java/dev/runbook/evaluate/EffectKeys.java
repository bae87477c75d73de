package dev.runbook.evaluate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The keys by which services know an effect again: the same on every resume, another one for every
 * run, place and attempt.
 */
record EffectKeys(String runbook, Instant began) {

  private static final Pattern UNREADABLE = Pattern.compile("[^A-Za-z0-9./-]+");
  private static final int READABLE = 120;
  private static final int DIGITS = 32;

  /** Readable for whoever looks into a service's log; what makes it unique is the digest. */
  String of(String path, String attempt) {
    String readable = UNREADABLE.matcher(path).replaceAll("-");
    String shorter = readable.substring(0, Math.min(READABLE, readable.length()));
    return shorter + "-" + digest(String.join("\n", runbook, began.toString(), path, attempt));
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
