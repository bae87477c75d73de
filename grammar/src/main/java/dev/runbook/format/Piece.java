package dev.runbook.format;

import dev.runbook.parse.Lexeme;
import dev.runbook.parse.Lexeme.Kind;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * What the formatter moves as a whole: a word, a sign, a comment, a text with its holes, a line of
 * prose.
 *
 * @param breaks the newlines in front of it
 * @param starts whether a statement starts with it; for a comment, with what follows the comment
 */
record Piece(Kind kind, String text, int breaks, boolean starts) {

  static List<Piece> of(Source source) {
    List<Lexeme> lexemes = Lexeme.of(source);
    List<Piece> pieces = new ArrayList<>();
    int breaks = 0;
    boolean starts = true;
    int at = 0;
    while (at < lexemes.size()) {
      Lexeme first = lexemes.get(at);
      int end = end(lexemes, at);
      switch (first.kind()) {
        case SPACE -> {}
        case LINE_BREAK -> breaks++;
        case LINE_END -> {
          breaks += first.text().equals(";") ? 0 : 1;
          starts = true;
        }
        default -> {
          String text = source.text().substring(first.offset(), lexemes.get(end - 1).end());
          pieces.add(new Piece(first.kind(), canonical(first.kind(), text), breaks, starts));
          breaks = 0;
          starts = first.kind() == Kind.COMMENT ? starts : first.kind() == Kind.OPEN_BRACE;
        }
      }
      at = end;
    }
    return leadComments(pieces);
  }

  private static int end(List<Lexeme> lexemes, int first) {
    int at = first + 1;
    switch (lexemes.get(first).kind()) {
      case TEXT_OPEN -> {
        for (int depth = 1; depth > 0; at++) {
          Kind kind = lexemes.get(at).kind();
          depth += kind == Kind.TEXT_OPEN ? 1 : kind == Kind.TEXT_CLOSE ? -1 : 0;
        }
      }
      case PROSE_OPEN -> {
        while (at < lexemes.size() && lexemes.get(at).kind() != Kind.LINE_END) {
          at++;
        }
      }
      default -> {}
    }
    return at;
  }

  private static String canonical(Kind kind, String text) {
    return switch (kind) {
      case COMMENT -> text.stripTrailing();
      case TEXT_OPEN -> text.replaceAll("\r\n?", "\n");
      case PROSE_OPEN -> {
        String words = text.substring(1).replaceAll("\r\n?", "\n");
        // Blanks at the end of a line mean something in Markdown; those of an empty line do not.
        yield words.isBlank() ? "|" : words.startsWith(" ") ? "|" + words : "| " + words;
      }
      default -> text;
    };
  }

  /**
   * Comments on lines of their own belong to what follows them, which may be in the middle of a
   * statement.
   */
  private static List<Piece> leadComments(List<Piece> pieces) {
    boolean starts = true;
    for (int at = pieces.size() - 1; at >= 0; at--) {
      Piece piece = pieces.get(at);
      if (piece.kind == Kind.COMMENT) {
        pieces.set(at, new Piece(piece.kind, piece.text, piece.breaks, starts));
      } else {
        starts = piece.starts || piece.kind == Kind.CLOSE_BRACE;
      }
    }
    return pieces;
  }

  boolean opens() {
    return kind == Kind.OPEN_PARENTHESIS || kind == Kind.OPEN_SQUARE || kind == Kind.OPEN_BRACE;
  }

  boolean closes() {
    return kind == Kind.CLOSE_PARENTHESIS || kind == Kind.CLOSE_SQUARE || kind == Kind.CLOSE_BRACE;
  }

  boolean isTrailingComment() {
    return kind == Kind.COMMENT && breaks == 0;
  }
}
