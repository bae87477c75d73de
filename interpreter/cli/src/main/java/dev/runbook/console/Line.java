package dev.runbook.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of a picture. What stands at its right end stays where the line is too long for the
 * window.
 */
public record Line(List<Piece> left, Piece right) {

  /** Some text in one tone. */
  public record Piece(String text, Tone tone) {}

  private static final Piece NOTHING = new Piece("", Tone.PLAIN);

  public Line {
    left = List.copyOf(left);
  }

  static Line of(String text, Tone tone) {
    return new Line(List.of(new Piece(text, tone)), NOTHING);
  }

  Line and(String text, Tone tone) {
    List<Piece> longer = new ArrayList<>(left);
    longer.add(new Piece(text, tone));
    return new Line(longer, right);
  }

  Line ending(String text, Tone tone) {
    return new Line(left, new Piece(text, tone));
  }

  @Override
  public String toString() {
    String text = left.stream().map(Piece::text).collect(Collectors.joining());
    return right.text().isEmpty() ? text : text + "  " + right.text();
  }
}
