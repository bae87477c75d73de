package dev.runbook.library;

/**
 * A text that a pattern may look at only so often: some patterns would go on for years, and no run
 * waits for ever.
 */
final class Patience implements CharSequence {

  private static final int MOST_LOOKS = 20_000_000;

  /** The pattern has looked too often. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost() {
      super(null, null, false, false);
    }
  }

  private final String text;
  private int looks;

  Patience(String text) {
    this.text = text;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new Lost();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
