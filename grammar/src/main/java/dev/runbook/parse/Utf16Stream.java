package dev.runbook.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A string as ANTLR reads it, in UTF-16 units: its own streams count code points, and spans do not.
 *
 * <p>Units that the grammar does not tell apart are shown to the lexer as the same one: it learns
 * its way for each that it meets, and that is most of the time which a first text takes.
 */
final class Utf16Stream implements CharStream {

  /** ANTLR remembers its way for ASCII only, and the grammar tells nothing beyond it apart. */
  private static final char BEYOND_ASCII = 0x7f;

  private static final char[] SHOWN = shown();

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

  /** All from one bound of the grammar's sets of characters up to the next are the same to it. */
  private static char[] shown() {
    boolean[] bounds = new boolean[BEYOND_ASCII + 1];
    for (ATNState state : RunbookLexer._ATN.states) {
      for (Transition transition : state.getTransitions()) {
        if (transition.label() != null) {
          for (Interval interval : transition.label().getIntervals()) {
            bounds[Math.clamp(interval.a, 0, BEYOND_ASCII)] = true;
            bounds[Math.clamp(interval.b + 1, 0, BEYOND_ASCII)] = true;
          }
        }
      }
    }
    char[] shown = new char[BEYOND_ASCII + 1];
    char first = 0;
    for (char unit = 0; unit <= BEYOND_ASCII; unit++) {
      first = bounds[unit] || unit == BEYOND_ASCII ? unit : first;
      shown[unit] = first;
    }
    return shown;
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
