package dev.runbook.format;

import dev.runbook.parse.Lexeme.Kind;
import dev.runbook.parse.Parsed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The one form of a text. Blocks are indented by two blanks each, what goes on in the next line by
 * four, what stands in brackets by two more than the line on which they open. Lines are broken and
 * joined at braces and semicolons only: where else a line breaks is its author's choice, and so are
 * texts, prose and comments.
 */
public final class Formatter {

  private static final int STEP = 2;
  private static final int CONTINUATION = 4;
  private static final int WIDEST = 120;

  private enum Body {
    BRACKETS,
    BLOCK,
    MEMBERS,
    VALUES
  }

  /** An open bracket, and the indentation that its closing one has on a line of its own. */
  private record Frame(Body body, int indentation) {}

  private final List<Piece> pieces;
  private final Spacing spacing;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final StringBuilder out = new StringBuilder();
  private int lineStart;
  private int indentation;
  private int braces;
  private String firstWord = "";
  private boolean behindComma;

  private Formatter(List<Piece> pieces) {
    this.pieces = pieces;
    this.spacing = new Spacing(pieces);
  }

  /** Empty where the text has syntax errors: what was told of it goes to the user instead. */
  public static Optional<String> format(Parsed parsed) {
    return parsed.diagnostics().isEmpty()
        ? Optional.of(new Formatter(Piece.of(parsed.source())).format())
        : Optional.empty();
  }

  private String format() {
    int at = 0;
    while (at < pieces.size()) {
      Piece piece = pieces.get(at);
      if (piece.closes()) {
        close(at);
      } else {
        separate(at);
        out.append(piece.text());
      }
      if (piece.kind() != Kind.COMMENT) {
        behindComma = piece.kind() == Kind.COMMA;
        firstWord = piece.starts() ? piece.text() : firstWord;
      }
      if (piece.opens()) {
        at = open(at);
      }
      at++;
    }
    return out.isEmpty() ? "" : out.append('\n').toString();
  }

  /**
   * @return where to go on: behind the closing brace where the whole body stays on this line
   */
  private int open(int at) {
    if (pieces.get(at).kind() != Kind.OPEN_BRACE) {
      frames.push(new Frame(Body.BRACKETS, indentation));
      return at;
    }
    int end = endOfShortBody(at);
    if (end > at) {
      return end;
    }
    Body body =
        switch (firstWord) {
          case "enum" -> Body.VALUES;
          case "team", "environment", "component" -> Body.MEMBERS;
          default -> Body.BLOCK;
        };
    frames.push(new Frame(body, STEP * braces));
    braces++;
    return at;
  }

  private void close(int at) {
    Frame frame = frames.pop();
    Piece piece = pieces.get(at);
    if (piece.kind() == Kind.CLOSE_BRACE) {
      braces--;
      if (pieces.get(at - 1).kind() != Kind.OPEN_BRACE) {
        newLine(frame.indentation, false);
      }
    } else if (piece.breaks() > 0 || pieces.get(at - 1).kind() == Kind.COMMENT) {
      newLine(frame.indentation, false);
    }
    out.append(piece.text());
  }

  private void separate(int at) {
    if (at == 0) {
      return;
    }
    Piece before = pieces.get(at - 1);
    Piece piece = pieces.get(at);
    Frame frame = frames.peek();
    boolean inBrackets = frame != null && frame.body == Body.BRACKETS;
    boolean starts = piece.starts() || (behindComma && frame != null && frame.body == Body.VALUES);
    if (piece.isTrailingComment()) {
      out.append("  ");
    } else if (starts || (piece.breaks() > 0 && !joins(before, piece))) {
      int inner = frame == null ? 0 : frame.indentation + STEP;
      newLine(
          starts || inBrackets ? inner : inner + CONTINUATION,
          piece.breaks() > 1 && !before.opens());
    } else if (spacing.inFrontOf(at, frame != null && frame.body == Body.MEMBERS)) {
      out.append(' ');
    }
  }

  private static boolean joins(Piece before, Piece piece) {
    return piece.kind() == Kind.OPEN_BRACE && before.kind() != Kind.COMMENT;
  }

  private void newLine(int blanks, boolean emptyLine) {
    out.append(emptyLine ? "\n\n" : "\n");
    lineStart = out.length();
    indentation = blanks;
    out.repeat(' ', blanks);
  }

  /**
   * Writes the body of a {@code type} or {@code enum} that stands on one line, if it fits there.
   *
   * @return the index of its closing brace, or that of its opening one where it has to be broken up
   */
  private int endOfShortBody(int open) {
    if (!firstWord.equals("type") && !firstWord.equals("enum")) {
      return open;
    }
    List<String> words = new ArrayList<>();
    int at = open + 1;
    for (; pieces.get(at).kind() != Kind.CLOSE_BRACE; at++) {
      Piece piece = pieces.get(at);
      if (piece.breaks() > 0) {
        return open;
      }
      boolean first = at == open + 1;
      boolean blank = piece.starts() || spacing.inFrontOf(at, false);
      words.add((piece.starts() && !first ? ";" : "") + (blank ? " " : "") + piece.text());
    }
    String body = String.join("", words) + (words.isEmpty() ? "}" : " }");
    boolean fits =
        out.codePointCount(lineStart, out.length()) + body.codePointCount(0, body.length())
            <= WIDEST;
    boolean broken = pieces.get(at).breaks() > 0 && !words.isEmpty();
    if (broken || !fits) {
      return open;
    }
    out.append(body);
    return at;
  }
}
