package dev.runbook.console;

/**
 * The signs of a picture, each one column wide.
 *
 * @param full a filled cell of a bar
 * @param empty one that is not
 */
public record Signs(
    String done,
    String bad,
    String busy,
    String waits,
    String asks,
    String ahead,
    String full,
    String empty,
    String more,
    String apart) {

  public static final Signs UNICODE = new Signs("✓", "✗", "▶", "…", "?", "·", "█", "░", "…", " · ");

  public static final Signs ASCII = new Signs("+", "x", ">", "~", "?", ".", "#", "-", "..", " - ");

  /** So much of a whole, as a bar. */
  String bar(double share, int width) {
    int filled = (int) Math.round(Math.clamp(share, 0.0, 1.0) * width);
    return full.repeat(filled) + empty.repeat(width - filled);
  }
}
