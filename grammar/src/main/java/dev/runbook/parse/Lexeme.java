package dev.runbook.parse;

import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * A token as the formatter and the highlighter see it. The lexemes of a text, concatenated, are the
 * text.
 *
 * @param offset from the start of the text, in UTF-16 units
 */
public record Lexeme(Kind kind, String text, int offset) {

  public enum Kind {
    SPACE,
    COMMENT,
    /** A newline or semicolon that ends a statement. */
    LINE_END,
    /** A newline that ends none: in brackets, behind an operator, or of an empty line. */
    LINE_BREAK,
    KEYWORD,
    NAME,
    /** A word that means something in one place only, and is a name everywhere else. */
    WORD,
    LITERAL,
    OPERATOR,
    /** {@code not}, and a minus in front of its only operand. */
    PREFIX,
    COMMA,
    COLON,
    DOT,
    QUESTION,
    OPEN_PARENTHESIS,
    CLOSE_PARENTHESIS,
    OPEN_SQUARE,
    CLOSE_SQUARE,
    OPEN_BRACE,
    CLOSE_BRACE,
    TEXT_OPEN,
    TEXT_PART,
    TEXT_CLOSE,
    HOLE_OPEN,
    HOLE_CLOSE,
    PROSE_OPEN,
    BAD
  }

  public int end() {
    return offset + text.length();
  }

  public static List<Lexeme> of(Source source) {
    LexerBase lexer = TableLexer.whole(new Utf16Stream(source.text(), source.name()));
    List<Lexeme> lexemes = new ArrayList<>();
    Kind before = Kind.LINE_END;
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      if (token.getStopIndex() < token.getStartIndex()) {
        continue;
      }
      boolean breaks =
          token.getType() == RunbookLexer.NEWLINE && token.getChannel() != Token.DEFAULT_CHANNEL;
      Kind kind = breaks ? Kind.LINE_BREAK : kind(token.getType(), before);
      lexemes.add(new Lexeme(kind, token.getText(), token.getStartIndex()));
      if (kind != Kind.SPACE && kind != Kind.COMMENT) {
        before = kind;
      }
    }
    return lexemes;
  }

  private static Kind kind(int type, Kind before) {
    return switch (type) {
      case RunbookLexer.SPACE -> Kind.SPACE;
      case RunbookLexer.COMMENT -> Kind.COMMENT;
      case RunbookLexer.NEWLINE -> Kind.LINE_END;
      case RunbookLexer.COMMA -> Kind.COMMA;
      case RunbookLexer.COLON -> Kind.COLON;
      case RunbookLexer.DOT -> Kind.DOT;
      case RunbookLexer.QUESTION -> Kind.QUESTION;
      case RunbookLexer.LPAREN -> Kind.OPEN_PARENTHESIS;
      case RunbookLexer.RPAREN -> Kind.CLOSE_PARENTHESIS;
      case RunbookLexer.LBRACK -> Kind.OPEN_SQUARE;
      case RunbookLexer.RBRACK -> Kind.CLOSE_SQUARE;
      case RunbookLexer.LBRACE -> Kind.OPEN_BRACE;
      case RunbookLexer.RBRACE -> Kind.CLOSE_BRACE;
      case RunbookLexer.TEXT_OPEN, RunbookLexer.BLOCK_OPEN -> Kind.TEXT_OPEN;
      case RunbookLexer.TEXT_CLOSE -> Kind.TEXT_CLOSE;
      case RunbookLexer.CHARS, RunbookLexer.ESCAPE -> Kind.TEXT_PART;
      case RunbookLexer.INTERPOLATION_OPEN -> Kind.HOLE_OPEN;
      case RunbookLexer.INTERPOLATION_CLOSE -> Kind.HOLE_CLOSE;
      case RunbookLexer.PROSE_OPEN -> Kind.PROSE_OPEN;
      case RunbookLexer.NOT -> Kind.PREFIX;
      case RunbookLexer.MINUS -> endsOperand(before) ? Kind.OPERATOR : Kind.PREFIX;
      case RunbookLexer.ASSIGN,
          RunbookLexer.FAT_ARROW,
          RunbookLexer.ARROW,
          RunbookLexer.COALESCE,
          RunbookLexer.EQ,
          RunbookLexer.NE,
          RunbookLexer.LE,
          RunbookLexer.GE,
          RunbookLexer.LT,
          RunbookLexer.GT,
          RunbookLexer.PLUS,
          RunbookLexer.STAR,
          RunbookLexer.SLASH ->
          Kind.OPERATOR;
      case RunbookLexer.NUMBER,
          RunbookLexer.PERCENT,
          RunbookLexer.DURATION,
          RunbookLexer.VERSION,
          RunbookLexer.DATE_TIME,
          RunbookLexer.DATE,
          RunbookLexer.CLOCK_TIME,
          RunbookLexer.TRUE,
          RunbookLexer.FALSE,
          RunbookLexer.NONE,
          RunbookLexer.EMPTY,
          RunbookLexer.RAW_TEXT,
          RunbookLexer.RAW_UNCLOSED ->
          Kind.LITERAL;
      case RunbookLexer.NAME, RunbookLexer.TYPE_NAME -> Kind.NAME;
      case RunbookLexer.BAD_CHARACTER,
          RunbookLexer.BAD_QUANTITY,
          RunbookLexer.SEMICOLON,
          RunbookLexer.STRAY_BRACE,
          RunbookLexer.TOO_DEEP ->
          Kind.BAD;
      default -> Keywords.isReserved(type) ? Kind.KEYWORD : Kind.WORD;
    };
  }

  private static boolean endsOperand(Kind kind) {
    return switch (kind) {
      case NAME, WORD, LITERAL, CLOSE_PARENTHESIS, CLOSE_SQUARE, TEXT_CLOSE -> true;
      default -> false;
    };
  }
}
