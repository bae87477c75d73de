package dev.runbook.format;

import dev.runbook.parse.Lexeme.Kind;
import java.util.List;
import java.util.Set;

/** Whether a blank stands between two neighbours on a line. */
final class Spacing {

  /**
   * What stands behind them is declared, and its parameters follow: {@code read first(...)}
   * declares {@code first}.
   */
  private static final Set<String> DECLARING =
      Set.of("read", "change", "notice", "event", "function", "procedure");

  /** Words that begin a line of a test, and so are not called there. */
  private static final Set<String> OF_TESTS = Set.of("given", "expect", "answering");

  private final List<Piece> pieces;

  Spacing(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /**
   * @param inMembers whether they stand in a team, an environment or a component, whose words are
   *     not called
   */
  boolean inFrontOf(int at, boolean inMembers) {
    return switch (pieces.get(at).kind()) {
      case COMMA, COLON, DOT, QUESTION, CLOSE_PARENTHESIS, CLOSE_SQUARE -> false;
      case OPEN_PARENTHESIS, OPEN_SQUARE -> isBehind(at - 1) && !attaches(at, inMembers);
      default -> isBehind(at - 1);
    };
  }

  private boolean isBehind(int at) {
    Piece piece = pieces.get(at);
    return switch (piece.kind()) {
      case OPEN_PARENTHESIS, OPEN_SQUARE, DOT -> false;
      case PREFIX -> piece.text().equals("not");
      // Behind a word that is no value there is nothing to take away from.
      case OPERATOR -> !(piece.text().equals("-") && introduces(at - 1));
      default -> true;
    };
  }

  private boolean attaches(int at, boolean inMembers) {
    Piece before = pieces.get(at - 1);
    return switch (before.kind()) {
      case NAME, WORD -> !introduces(at - 1) && !(inMembers && before.starts());
      case CLOSE_PARENTHESIS, CLOSE_SQUARE -> true;
      case KEYWORD ->
          before.text().equals("deploy") && pieces.get(at).kind() == Kind.OPEN_PARENTHESIS;
      default -> false;
    };
  }

  /** Whether a word introduces a value, as in {@code up to (a + b)}, and is no value itself. */
  private boolean introduces(int at) {
    Piece word = pieces.get(at);
    if (word.kind() != Kind.WORD) {
      return false;
    }
    if (word.starts() || at == 0) {
      return OF_TESTS.contains(word.text());
    }
    Piece before = pieces.get(at - 1);
    boolean declared = before.starts() && DECLARING.contains(before.text());
    return word.text().equals("secret") || (endsValue(before.kind()) && !declared);
  }

  private static boolean endsValue(Kind kind) {
    return switch (kind) {
      case NAME, WORD, LITERAL, TEXT_OPEN, QUESTION, CLOSE_PARENTHESIS, CLOSE_SQUARE -> true;
      default -> false;
    };
  }
}
