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
    StringBuilder filled = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      filled.append(isHole(c) ? spelling.apply(hole(c)) : String.valueOf(c));
    }
    return filled.toString();
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
      for (int at = 0; at < fixed.length(); at++) {
        char c = fixed.charAt(at);
        text.append(isHole(c) ? '\uFFFD' : c);
      }
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
      for (int at = 0; at < words.text.length(); at++) {
        char c = words.text.charAt(at);
        if (isHole(c)) {
          say(words.hole(c));
        } else {
          text.append(c);
        }
      }
      return this;
    }

    public Words build() {
      return new Words(text.toString(), holes, from);
    }
  }
}
