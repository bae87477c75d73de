package dev.runbook.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * Decides what depends on the open brackets: whether a newline ends a statement, which {@code }}
 * ends a hole in a text, and where an unclosed text, hole or bracket is given up. Every character
 * of the source ends in exactly one token; the tokens made up here are empty. So nothing is lost,
 * and no text however broken leaves the brackets out of step.
 */
abstract class LexerBase extends Lexer {

  /**
   * Brackets, holes and conditional expressions inside each other; more is told, and read no
   * further.
   */
  static final int DEEPEST = 200;

  /** An open bracket, or a hole in a text. */
  private enum Open {
    PARENTHESIS,
    SQUARE,
    BRACE,
    HOLE
  }

  private final Deque<Open> open = new ArrayDeque<>();
  private final Queue<Token> pending = new ArrayDeque<>();
  private int lastSeen = RunbookLexer.NEWLINE;
  private int conditionalsInStatement;
  private boolean lineStart = true;
  private boolean given;

  LexerBase(CharStream input) {
    super(input);
  }

  @Override
  public Token nextToken() {
    if (pending.isEmpty()) {
      read();
    }
    return pending.remove();
  }

  private void read() {
    if (given) {
      pending.add(made(Token.EOF, _input.index()));
      return;
    }
    CommonToken token = (CommonToken) super.nextToken();
    switch (token.getType()) {
      case RunbookLexer.SPACE, RunbookLexer.COMMENT -> pending.add(token);
      case RunbookLexer.NEWLINE -> newline(token);
      case Token.EOF -> end(token);
      default -> word(token);
    }
    boolean tooDeep = open.size() > DEEPEST || conditionalsInStatement > DEEPEST;
    if (tooDeep && !given) {
      giveUp(token);
    }
  }

  /**
   * Everything from here on becomes one token: it is kept for the formatter, and the parser never
   * sees it.
   */
  private void giveUp(CommonToken token) {
    given = true;
    pending.remove(token);
    CommonToken rest = made(RunbookLexer.TOO_DEEP, token.getStartIndex());
    rest.setStopIndex(_input.size() - 1);
    rest.setChannel(HIDDEN);
    pending.add(rest);
    _input.seek(_input.size());
    pending.add(made(RunbookLexer.NEWLINE, _input.index()));
    pending.add(made(Token.EOF, _input.index()));
  }

  private void word(CommonToken token) {
    boolean startsLine = lineStart;
    lineStart = false;
    if (token.getType() == RunbookLexer.PROSE_OPEN && !startsLine) {
      // As prose it would swallow the rest of the line, and with it the brace that closes the
      // block.
      popMode();
      token.setType(RunbookLexer.BAD_CHARACTER);
    }
    if (isReserved(token.getType()) && standsAsName()) {
      token.setType(RunbookLexer.NAME);
    }
    boolean inBrackets = top() == Open.PARENTHESIS || top() == Open.SQUARE;
    if (startsLine
        && beginsStatement(token.getType())
        && !mayBegin(token.getType())
        && looksLikeStatement()) {
      giveUpLine(inBrackets, token.getStartIndex());
    }
    if (beginsStatement(token.getType()) && !mayBegin(token.getType())) {
      token.setType(RunbookLexer.NAME);
    }
    switch (token.getType()) {
      case RunbookLexer.LPAREN -> open.push(Open.PARENTHESIS);
      case RunbookLexer.LBRACK -> open.push(Open.SQUARE);
      case RunbookLexer.LBRACE -> open.push(Open.BRACE);
      case RunbookLexer.INTERPOLATION_OPEN -> open.push(Open.HOLE);
      case RunbookLexer.RPAREN -> pop(Open.PARENTHESIS);
      case RunbookLexer.RBRACK -> pop(Open.SQUARE);
      case RunbookLexer.RBRACE -> closingBrace(token);
      case RunbookLexer.IF -> conditionalsInStatement++;
      default -> {}
    }
    lastSeen = token.getType();
    pending.add(token);
  }

  /** A new statement on a new line: the line before it was never finished. */
  private void giveUpLine(boolean inBrackets, int at) {
    while (inBrackets && (top() == Open.PARENTHESIS || top() == Open.SQUARE)) {
      open.pop();
    }
    if (top() != Open.HOLE) {
      pending.add(made(RunbookLexer.NEWLINE, at));
      lastSeen = RunbookLexer.NEWLINE;
      conditionalsInStatement = 0;
    }
  }

  private void pop(Open bracket) {
    if (top() == bracket) {
      open.pop();
    }
  }

  private void closingBrace(CommonToken token) {
    while (top() == Open.PARENTHESIS || top() == Open.SQUARE) {
      open.pop();
    }
    if (top() == Open.HOLE) {
      open.pop();
      popMode();
      token.setType(RunbookLexer.INTERPOLATION_CLOSE);
      return;
    }
    if (top() == Open.BRACE) {
      open.pop();
    }
    if (lastSeen != RunbookLexer.NEWLINE && lastSeen != RunbookLexer.LBRACE) {
      pending.add(made(RunbookLexer.NEWLINE, token.getStartIndex()));
    }
    conditionalsInStatement = 0;
  }

  private void newline(CommonToken token) {
    boolean block = leaveTexts(token.getStartIndex(), false);
    lineStart = true;
    if (block) {
      token.setType(RunbookLexer.CHARS);
      lastSeen = RunbookLexer.CHARS;
      pending.add(token);
      return;
    }
    boolean counts =
        top() != Open.PARENTHESIS
            && top() != Open.SQUARE
            && !asksForMore(lastSeen)
            && !(";".equals(token.getText()) ? false : continuesOnNextLine());
    if (counts) {
      lastSeen = RunbookLexer.NEWLINE;
      conditionalsInStatement = 0;
    } else {
      token.setChannel(HIDDEN);
    }
    pending.add(token);
  }

  private void end(CommonToken eof) {
    leaveTexts(eof.getStartIndex(), true);
    if (lastSeen != RunbookLexer.NEWLINE) {
      pending.add(made(RunbookLexer.NEWLINE, eof.getStartIndex()));
    }
    pending.add(eof);
    given = true;
  }

  /**
   * Ends the texts, prose lines and holes that a newline ends.
   *
   * @return whether the newline stands inside a text of several lines
   */
  private boolean leaveTexts(int at, boolean atEnd) {
    while (true) {
      if (inText()) {
        if (_mode == RunbookLexer.BLOCK_TEXT && !atEnd) {
          return true;
        }
        if (_mode != RunbookLexer.PROSE) {
          pending.add(made(RunbookLexer.TEXT_CLOSE, at));
          lastSeen = RunbookLexer.TEXT_CLOSE;
        }
        popMode();
      } else if (open.contains(Open.HOLE)) {
        while (open.pop() != Open.HOLE) {
          // Brackets inside the hole end with it.
        }
        pending.add(made(RunbookLexer.INTERPOLATION_CLOSE, at));
        lastSeen = RunbookLexer.INTERPOLATION_CLOSE;
        popMode();
      } else {
        return false;
      }
    }
  }

  private boolean inText() {
    return _mode != DEFAULT_MODE;
  }

  private Open top() {
    return open.isEmpty() ? Open.BRACE : open.peek();
  }

  private CommonToken made(int type, int at) {
    CommonToken token =
        new CommonToken(_tokenFactorySourcePair, type, DEFAULT_TOKEN_CHANNEL, at, at - 1);
    token.setText("");
    return token;
  }

  private static boolean asksForMore(int type) {
    return switch (type) {
      case RunbookLexer.NEWLINE,
          RunbookLexer.LBRACE,
          RunbookLexer.COMMA,
          RunbookLexer.ASSIGN,
          RunbookLexer.FAT_ARROW,
          RunbookLexer.ARROW,
          RunbookLexer.AND,
          RunbookLexer.OR,
          RunbookLexer.NOT,
          RunbookLexer.IS,
          RunbookLexer.WITHIN,
          RunbookLexer.COALESCE,
          RunbookLexer.EQ,
          RunbookLexer.NE,
          RunbookLexer.LT,
          RunbookLexer.LE,
          RunbookLexer.GT,
          RunbookLexer.GE,
          RunbookLexer.PLUS,
          RunbookLexer.MINUS,
          RunbookLexer.STAR,
          RunbookLexer.SLASH,
          RunbookLexer.DOT,
          RunbookLexer.COLON,
          RunbookLexer.THEN ->
          true;
      default -> false;
    };
  }

  /**
   * Whether the next line goes on with this statement: it begins with a word or sign that can begin
   * none. An {@code else} behind a {@code }} does begin something, the last arm of a {@code match}.
   */
  private boolean continuesOnNextLine() {
    int at = 1;
    while (true) {
      int c = _input.LA(at);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        at++;
      } else if (c == '#') {
        while (_input.LA(at) != '\n' && _input.LA(at) != '\r' && _input.LA(at) != CharStream.EOF) {
          at++;
        }
      } else {
        break;
      }
    }
    return switch (_input.LA(at)) {
      case 'e' -> lastSeen != RunbookLexer.RBRACE && wordAt(at, "else");
      case 't' ->
          lastSeen != RunbookLexer.RBRACE && wordAt(at, "then") && conditionalsInStatement > 0;
      case 'a' -> wordAt(at, "and");
      case 'o' -> wordAt(at, "or");
      case '?' -> _input.LA(at + 1) == '?';
      case '.' -> true;
      default -> false;
    };
  }

  private boolean wordAt(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (_input.LA(at + i) != word.charAt(i)) {
        return false;
      }
    }
    int next = _input.LA(at + word.length());
    return !(Character.isLetterOrDigit(next)
        || next == '-'
        || next == '_'
        || next == ':'
        || next == '=');
  }

  private static boolean isReserved(int type) {
    return type >= RunbookLexer.STEP && type <= RunbookLexer.EMPTY;
  }

  private static boolean beginsStatement(int type) {
    return type >= RunbookLexer.STEP
        && type <= RunbookLexer.ALONE
        && type != RunbookLexer.IF
        && type != RunbookLexer.FOR;
  }

  /**
   * The words that begin a statement mean that only where one can begin; elsewhere they are names.
   */
  private boolean mayBegin(int type) {
    return switch (type) {
      case RunbookLexer.ASK, RunbookLexer.TEMPORARILY -> lastSeen == RunbookLexer.ASSIGN;
      case RunbookLexer.PARALLEL -> lastSeen == RunbookLexer.IN || startsStatement();
      default -> startsStatement();
    };
  }

  private boolean startsStatement() {
    return lastSeen == RunbookLexer.NEWLINE || lastSeen == RunbookLexer.LBRACE;
  }

  /**
   * Whether what follows shows that the word begins a statement, and is no value with a word's
   * name.
   */
  private boolean looksLikeStatement() {
    int c = _input.LA(afterBlanks());
    return Character.isLetterOrDigit(c) || c == '"' || c == '\'' || c == '{';
  }

  /** A reserved word behind a dot, or in front of {@code :}, {@code =} or {@code =>}, is a name. */
  private boolean standsAsName() {
    if (lastSeen == RunbookLexer.DOT) {
      return true;
    }
    int at = afterBlanks();
    int c = _input.LA(at);
    return c == ':' || (c == '=' && _input.LA(at + 1) != '=');
  }

  private int afterBlanks() {
    int at = 1;
    while (_input.LA(at) == ' ' || _input.LA(at) == '\t') {
      at++;
    }
    return at;
  }
}
