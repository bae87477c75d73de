package dev.runbook.diagnostic;

/**
 * Makes text from outside safe to show: no control character, terminal escape or direction override
 * of a file, a service or an argument reaches a terminal.
 */
public final class Printable {

  private Printable() {}

  /** One line: newlines are shown as well. */
  public static String line(String text) {
    return clean(text, false);
  }

  /** Several lines: newlines and tabs pass. */
  public static String lines(String text) {
    return clean(text, true);
  }

  private static String clean(String text, boolean multiLine) {
    StringBuilder clean = null;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean passes = !isUnsafe(c) || (multiLine && (c == '\n' || c == '\t'));
      if (passes && clean != null) {
        clean.append(c);
      } else if (!passes) {
        if (clean == null) {
          clean = new StringBuilder(text.substring(0, at));
        }
        clean.append(c == '\t' ? " " : shown(c));
      }
    }
    return clean == null ? text : clean.toString();
  }

  private static boolean isUnsafe(char c) {
    return c < 0x20
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff
        || c == 0xfffe
        || c == 0xffff;
  }

  private static String shown(char c) {
    // The control pictures of Unicode: one column each, as the character itself would have been.
    if (c < 0x20) {
      return String.valueOf((char) (0x2400 + c));
    }
    return c == 0x7f ? "\u2421" : "\ufffd";
  }
}
