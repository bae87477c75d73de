package dev.runbook.plan;

import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A text for people, and the values in it kept apart from it: what its author wrote may be
 * Markdown, and what a value says never is.
 *
 * @param text with a character of {@link #isHole} for each value
 * @param from the file in which it was written, from which its links lead; empty where it has none
 */
public record Words(String text, List<Value> holes, String from) {

  private static final char FIRST = '\uE000';
  private static final int MOST = 6000;

  public static final Words NONE = new Words("", List.of(), "");

  public Words {
    holes = List.copyOf(holes);
  }

  /** A text without values. */
  public static Words of(String text) {
    return new Builder().say(text).build();
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  public static boolean isHole(char c) {
    return c >= FIRST && c < FIRST + MOST;
  }

  /** The value that one of the text's characters stands for. */
  public Value hole(char c) {
    return holes.get(c - FIRST);
  }

  /** The text with its values spelled. */
  public String filled(Function<Value, String> spelling) {
    if (holes.isEmpty()) {
      return text;
    }
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int at = hole(text, 0); at < text.length(); at = hole(text, from)) {
      filled.append(text, from, at).append(spelling.apply(hole(text.charAt(at))));
      from = at + 1;
    }
    return filled.append(text, from, text.length()).toString();
  }

  /** Where the next hole of a text is; its length, where there is none. */
  private static int hole(String text, int from) {
    int at = from;
    while (at < text.length() && !isHole(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The same text with other values in it. */
  Words with(UnaryOperator<Value> change) {
    return new Words(text, holes.stream().map(change).toList(), from);
  }

  @Override
  public String toString() {
    return filled(Show::text);
  }

  /** Words that are put together piece by piece. */
  public static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final List<Value> holes = new ArrayList<>();
    private String from = "";

    /** The words are from a file. */
    public Builder from(String file) {
      from = file;
      return this;
    }

    public Builder say(String fixed) {
      int from = 0;
      int first = hole(fixed, 0);
      if (first == fixed.length()) {
        text.append(fixed);
        return this;
      }
      for (int at = first; at < fixed.length(); at = hole(fixed, from)) {
        text.append(fixed, from, at).append('\uFFFD');
        from = at + 1;
      }
      text.append(fixed, from, fixed.length());
      return this;
    }

    public Builder say(Value value) {
      if (holes.size() == MOST) {
        return say(Show.text(value));
      }
      text.append((char) (FIRST + holes.size()));
      holes.add(value);
      return this;
    }

    public Builder say(Words words) {
      from = from.isEmpty() ? words.from : from;
      if (words.holes.isEmpty()) {
        text.append(words.text);
        return this;
      }
      int begun = 0;
      for (int at = hole(words.text, 0); at < words.text.length(); at = hole(words.text, begun)) {
        text.append(words.text, begun, at);
        say(words.hole(words.text.charAt(at)));
        begun = at + 1;
      }
      text.append(words.text, begun, words.text.length());
      return this;
    }

    public Words build() {
      return new Words(text.toString(), holes, from);
    }
  }
}
