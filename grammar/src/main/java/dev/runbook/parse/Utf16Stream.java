package dev.runbook.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A string as ANTLR reads it, in UTF-16 units: its own streams count code points, and spans do not.
 * To the lexer all units beyond ASCII are the same one: the grammar tells none of them apart, and
 * ANTLR remembers its way for ASCII only.
 */
final class Utf16Stream implements CharStream {

  private final String text;
  private static final char BEYOND_ASCII = 0x7f;

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
        : Math.min(units[index], BEYOND_ASCII);
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
