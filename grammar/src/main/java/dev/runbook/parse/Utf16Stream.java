package dev.runbook.parse;

import java.nio.charset.StandardCharsets;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A string as ANTLR reads it, in UTF-16 units: its own streams count code points, and spans do not.
 *
 * <p>Units that the grammar does not tell apart are shown to the lexer as the same one.
 */
final class Utf16Stream implements CharStream {

  /** The grammar tells nothing beyond it apart. */
  private static final char BEYOND_ASCII = 0x7f;

  private static final byte[] SHOWN = LexerTables.SHOWN.getBytes(StandardCharsets.ISO_8859_1);

  private final String text;
  private final char[] units;
  private final String name;
  private int at;

  Utf16Stream(String text, String name) {
    this.text = text;
    this.units = text.toCharArray();
    this.name = name;
  }

  @Override
  public void consume() {
    at++;
  }

  @Override
  public int LA(int offset) {
    int index = offset > 0 ? at + offset - 1 : at + offset;
    return index < 0 || index >= units.length
        ? IntStream.EOF
        : SHOWN[Math.min(units[index], BEYOND_ASCII)];
  }

  /** What really stands there; {@link #LA} gives what the grammar takes for the same. */
  int unit(int offset) {
    int index = at + offset - 1;
    return index >= units.length ? IntStream.EOF : units[index];
  }

  /** All of them, not to be changed. */
  char[] units() {
    return units;
  }

  String between(int from, int to) {
    return text.substring(from, to);
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = Math.min(index, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return name;
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }
}
