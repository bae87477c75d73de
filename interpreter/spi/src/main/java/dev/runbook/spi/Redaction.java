package dev.runbook.spi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of texts, in the forms in which a service may repeat what it was sent: as it
 * is, in an address, in JSON or markup, and in base64, where it may be a part of something longer
 * as the password of a basic authentication is.
 */
public final class Redaction {

  /** A secret, and what finds it, which is made when there is first a text to look through. */
  private static final class Form {
    private final String secret;
    private final String shownAs;
    private volatile @Nullable Pattern pattern;

    Form(String secret, String shownAs) {
      this.secret = secret;
      this.shownAs = shownAs;
    }

    /** Each of its forms is at least as long as the secret is. */
    String hidden(String text) {
      if (text.length() < secret.length()) {
        return text;
      }
      Pattern found = pattern;
      if (found == null) {
        found = Pattern.compile(written(secret) + "|" + base64(secret));
        pattern = found;
      }
      return found.matcher(text).replaceAll(Matcher.quoteReplacement(shownAs));
    }
  }

  /** What less than this spells is found in any text. */
  private static final int SHORTEST = 6;

  private static final HexFormat HEX = HexFormat.of();

  private static final String BREAK = "(?:\\r?\\n|\\\\n)?";

  /** The longest first, as one secret may be a part of another. */
  private volatile List<Form> forms = List.of();

  public void add(Secret secret) {
    add(secret.reveal(), secret.toString());
  }

  /** Hides a text that holds a secret, such as the user and password of a basic authentication. */
  public synchronized void add(String text, String shownAs) {
    if (text.isEmpty() || forms.stream().anyMatch(form -> form.secret.equals(text))) {
      return;
    }
    List<Form> all = new ArrayList<>(forms);
    all.add(new Form(text, shownAs));
    all.sort(Comparator.comparingInt((Form form) -> form.secret.length()).reversed());
    forms = List.copyOf(all);
  }

  public String apply(String text) {
    String redacted = text;
    for (Form form : forms) {
      redacted = form.hidden(redacted);
    }
    return redacted;
  }

  /** Each character as it is, or as an address, JSON or markup writes it. */
  private static String written(String text) {
    StringBuilder pattern = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          String plain = Character.toString(c);
          if (c < 0x80 && Character.isLetterOrDigit(c)) {
            pattern.append(plain);
            return;
          }
          pattern.append("(?:").append(Pattern.quote(plain));
          pattern.append("|(?i:");
          for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
            pattern.append('%').append(HEX.toHexDigits(b));
          }
          for (int at = 0; at < plain.length(); at++) {
            pattern.append(at == 0 ? "|" : "").append("\\\\u");
            pattern.append(HEX.toHexDigits(plain.charAt(at)));
          }
          pattern.append(')').append(named(c)).append(')');
        });
    return pattern.toString();
  }

  private static String named(int c) {
    return switch (c) {
      case ' ' -> "|\\+";
      case '"' -> "|\\\\\"|&quot;|&#34;";
      case '\\' -> "|\\\\\\\\";
      case '/' -> "|\\\\/";
      case '\n' -> "|\\\\n";
      case '\r' -> "|\\\\r";
      case '\t' -> "|\\\\t";
      case '&' -> "|&amp;";
      case '<' -> "|&lt;";
      case '>' -> "|&gt;";
      case '\'' -> "|&#39;|&apos;";
      default -> "";
    };
  }

  /** Base64 writes three bytes at a time, so there are three ways in which it may begin. */
  private static String base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> ways = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      int begin = before == 0 ? 0 : before + 1;
      int end = shifted.length * 8 / 6;
      String last = all.substring(end);
      if (end - begin >= SHORTEST) {
        ways.add(signs(all.substring(begin, end)) + (last.isEmpty() ? "" : signs(last) + "?"));
      } else if (before == 0) {
        ways.add(signs(all));
      }
    }
    return String.join("|", ways);
  }

  /** In either alphabet, in an address, and in lines of a limited length. */
  private static String signs(String encoded) {
    StringBuilder pattern = new StringBuilder();
    for (int at = 0; at < encoded.length(); at++) {
      char c = encoded.charAt(at);
      pattern.append(at == 0 ? "" : BREAK);
      switch (c) {
        case '+' -> pattern.append("(?:[+-]|%2[Bb])");
        case '/' -> pattern.append("(?:[/_]|%2[Ff]|\\\\/)");
        default -> pattern.append(c);
      }
    }
    return pattern.toString();
  }
}
