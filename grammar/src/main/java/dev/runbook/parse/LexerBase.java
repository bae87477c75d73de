package dev.runbook.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private enum Open {
    PARENTHESIS,
    SQUARE,
    BRACE,
    HOLE
  }

  /** An open bracket or hole, and the column of the line on which its statement began. */
  private record Opening(Open kind, int offset, int column) {}

  /**
   * Blocks that were closed without a brace of theirs, all at one place; the first to open is the
   * outermost.
   */
  record Unclosed(List<Integer> openings, int at) {}

  private final Deque<Opening> open = new ArrayDeque<>();
  private final Queue<Token> pending = new ArrayDeque<>();
  private int lastSeen = RunbookLexer.NEWLINE;
  private int conditionalsInStatement;
  private final List<Unclosed> unclosed = new ArrayList<>();
  private int statementColumn;
  private boolean byLayout;
  private boolean stray;
  private boolean lineStart = true;
  private boolean given;

  private final Utf16Stream text;

  LexerBase(CharStream input) {
    super(input);
    text = (Utf16Stream) input;
  }

  /**
   * Takes the indentation for what is meant where braces are missing or one too many. It is asked
   * for texts only whose braces do not match: where they do, indentation means nothing.
   */
  void closeByLayout() {
    byLayout = true;
  }

  List<Unclosed> unclosed() {
    return unclosed;
  }

  boolean isBalanced() {
    return unclosed.isEmpty() && !stray;
  }

  @Override
  public Token nextToken() {
    if (pending.isEmpty()) {
      Token token = read();
      // Nearly always nothing was made up to stand in front of it.
      if (pending.isEmpty()) {
        return token;
      }
      pending.add(token);
    }
    return pending.remove();
  }

  /** The next token by the grammar alone. */
  CommonToken scan() {
    return (CommonToken) super.nextToken();
  }

  private Token read() {
    if (given) {
      return made(Token.EOF, _input.index());
    }
    CommonToken token = scan();
    if (token.getStopIndex() == 0 && token.getText().equals(BYTE_ORDER_MARK)) {
      token.setType(RunbookLexer.SPACE);
    }
    if (token.getType() == RunbookLexer.NAME) {
      String word = text.between(token.getStartIndex(), token.getStopIndex() + 1);
      token.setText(word);
      token.setType(Keywords.type(word));
    }
    switch (token.getType()) {
      case RunbookLexer.SPACE, RunbookLexer.COMMENT -> token.setChannel(HIDDEN);
      case RunbookLexer.NEWLINE -> newline(token);
      case RunbookLexer.SEMICOLON -> semicolon(token);
      case Token.EOF -> end(token);
      default -> word(token);
    }
    boolean tooDeep = open.size() > DEEPEST || conditionalsInStatement > DEEPEST;
    return tooDeep && !given ? giveUp(token) : token;
  }

  /**
   * Everything from here on becomes one token: it is kept for the formatter, and the parser never
   * sees it.
   */
  private Token giveUp(CommonToken token) {
    given = true;
    CommonToken rest = made(RunbookLexer.TOO_DEEP, token.getStartIndex());
    rest.setStopIndex(_input.size() - 1);
    rest.setChannel(HIDDEN);
    pending.add(rest);
    _input.seek(_input.size());
    pending.add(made(RunbookLexer.NEWLINE, _input.index()));
    return made(Token.EOF, _input.index());
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
    if (Keywords.isReserved(token.getType()) && standsAsName()) {
      token.setType(RunbookLexer.NAME);
    }
    if (startsLine
        && Keywords.beginsStatement(token.getType())
        && !mayBegin(token.getType())
        && looksLikeStatement()) {
      giveUpLine(token.getStartIndex());
    }
    if (Keywords.beginsStatement(token.getType()) && !mayBegin(token.getType())) {
      token.setType(RunbookLexer.NAME);
    }
    if (startsLine && (startsStatement() || token.getType() == RunbookLexer.RBRACE)) {
      statementColumn = token.getCharPositionInLine();
      if (byLayout && token.getType() != RunbookLexer.RBRACE) {
        closeBlocks(statementColumn, token.getStartIndex());
      }
    }
    switch (token.getType()) {
      case RunbookLexer.LPAREN -> push(Open.PARENTHESIS, token);
      case RunbookLexer.LBRACK -> push(Open.SQUARE, token);
      case RunbookLexer.LBRACE -> push(Open.BRACE, token);
      case RunbookLexer.INTERPOLATION_OPEN -> push(Open.HOLE, token);
      case RunbookLexer.RPAREN -> pop(Open.PARENTHESIS);
      case RunbookLexer.RBRACK -> pop(Open.SQUARE);
      case RunbookLexer.RBRACE -> closingBrace(token, startsLine);
      case RunbookLexer.COMMA -> comma(token);
      case RunbookLexer.IF -> conditionalsInStatement++;
      default -> {}
    }
    lastSeen = token.getType();
  }

  /** Behind the last of several it means nothing: it is there for whoever adds another one. */
  private void comma(CommonToken token) {
    boolean behindOne =
        !asksForMore(lastSeen)
            && lastSeen != RunbookLexer.LPAREN
            && lastSeen != RunbookLexer.LBRACK;
    int next = text.unit(behindBreaks());
    boolean last = top() == Open.PARENTHESIS ? next == ')' : top() == Open.SQUARE && next == ']';
    if (behindOne && last) {
      token.setChannel(HIDDEN);
    }
  }

  /** A new statement on a new line: the line before it was never finished. */
  private void giveUpLine(int at) {
    while (isInBrackets()) {
      open.pop();
    }
    if (top() != Open.HOLE) {
      pending.add(made(RunbookLexer.NEWLINE, at));
      endStatement();
    }
  }

  private void push(Open kind, Token token) {
    open.push(new Opening(kind, token.getStartIndex(), statementColumn));
  }

  private void pop(Open bracket) {
    if (!open.isEmpty() && top() == bracket) {
      open.pop();
    }
  }

  private void closingBrace(CommonToken token, boolean startsLine) {
    while (isInBrackets()) {
      open.pop();
    }
    if (top() == Open.HOLE) {
      open.pop();
      popMode();
      token.setType(RunbookLexer.INTERPOLATION_CLOSE);
      return;
    }
    if (byLayout && startsLine) {
      closeBlocks(statementColumn + 1, token.getStartIndex());
    }
    boolean belongsToNone = open.isEmpty() || (byLayout && open.element().column < statementColumn);
    if (belongsToNone) {
      stray = true;
      token.setType(RunbookLexer.STRAY_BRACE);
      return;
    }
    open.pop();
    if (lastSeen != RunbookLexer.NEWLINE && lastSeen != RunbookLexer.LBRACE) {
      pending.add(made(RunbookLexer.NEWLINE, token.getStartIndex()));
    }
    conditionalsInStatement = 0;
  }

  /** Closes the blocks whose statements began at a column or to the right of it. */
  private void closeBlocks(int column, int at) {
    List<Integer> openings = new ArrayList<>();
    while (!open.isEmpty() && top() == Open.BRACE && open.element().column >= column) {
      if (!startsStatement()) {
        pending.add(made(RunbookLexer.NEWLINE, at));
      }
      pending.add(made(RunbookLexer.RBRACE, at));
      pending.add(made(RunbookLexer.NEWLINE, at));
      openings.addFirst(open.pop().offset);
      endStatement();
    }
    if (!openings.isEmpty()) {
      unclosed.add(new Unclosed(openings, at));
    }
  }

  private void newline(CommonToken token) {
    boolean block = leaveTexts(token.getStartIndex(), false);
    lineStart = true;
    if (block) {
      token.setType(RunbookLexer.CHARS);
      lastSeen = RunbookLexer.CHARS;
      return;
    }
    boolean prose = lastSeen == RunbookLexer.PROSE_OPEN;
    if (prose || !(isInBrackets() || asksForMore(lastSeen) || continuesOnNextLine())) {
      endStatement();
    } else {
      token.setChannel(HIDDEN);
    }
  }

  /** A semicolon that has no statement to end is left to the parser, which tells it. */
  private void semicolon(CommonToken token) {
    if (top() != Open.BRACE) {
      lastSeen = RunbookLexer.SEMICOLON;
      return;
    }
    if (!startsStatement()) {
      token.setType(RunbookLexer.NEWLINE);
    }
    lineStart = true;
    endStatement();
  }

  private void endStatement() {
    lastSeen = RunbookLexer.NEWLINE;
    conditionalsInStatement = 0;
  }

  /** Outside of texts only a hole has a mode to go back to. */
  private boolean isInHole() {
    return !_modeStack.isEmpty();
  }

  private boolean isInBrackets() {
    return top() == Open.PARENTHESIS || top() == Open.SQUARE;
  }

  private void end(CommonToken eof) {
    leaveTexts(eof.getStartIndex(), true);
    while (isInBrackets()) {
      open.pop();
    }
    closeBlocks(0, eof.getStartIndex());
    if (lastSeen != RunbookLexer.NEWLINE) {
      pending.add(made(RunbookLexer.NEWLINE, eof.getStartIndex()));
    }
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
        } else {
          lastSeen = RunbookLexer.PROSE_OPEN;
        }
        popMode();
      } else if (isInHole()) {
        while (open.pop().kind != Open.HOLE) {
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
    return open.isEmpty() ? Open.BRACE : open.element().kind;
  }

  private CommonToken made(int type, int at) {
    CommonToken token =
        new CommonToken(_tokenFactorySourcePair, type, DEFAULT_TOKEN_CHANNEL, at, at - 1);
    token.setText("");
    return token;
  }

  static boolean asksForMore(int type) {
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
    int at = behindBreaks();
    return switch (text.unit(at)) {
      case 'e' -> lastSeen != RunbookLexer.RBRACE && wordAt(at, "else");
      case 't' ->
          lastSeen != RunbookLexer.RBRACE && wordAt(at, "then") && conditionalsInStatement > 0;
      case 'a' -> wordAt(at, "and");
      case 'o' -> wordAt(at, "or");
      case '?' -> text.unit(at + 1) == '?';
      // A dot or a brace can begin no line.
      case '.', '{' -> true;
      default -> false;
    };
  }

  /** Where something stands that is no blank, newline or comment. */
  private int behindBreaks() {
    int at = 1;
    while (true) {
      int c = text.unit(at);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        at++;
      } else if (c == '#') {
        while (text.unit(at) != '\n' && text.unit(at) != '\r' && text.unit(at) != CharStream.EOF) {
          at++;
        }
      } else {
        return at;
      }
    }
  }

  private boolean wordAt(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (text.unit(at + i) != word.charAt(i)) {
        return false;
      }
    }
    int next = text.unit(at + word.length());
    return !(Character.isLetterOrDigit(next)
        || next == '-'
        || next == '_'
        || next == ':'
        || next == '=');
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
    int c = text.unit(afterBlanks());
    return Character.isLetterOrDigit(c) || c == '"' || c == '\'' || c == '{';
  }

  /** A reserved word behind a dot, or in front of {@code :}, {@code =} or {@code =>}, is a name. */
  private boolean standsAsName() {
    if (lastSeen == RunbookLexer.DOT) {
      return true;
    }
    int at = afterBlanks();
    int c = text.unit(at);
    return c == ':' || (c == '=' && text.unit(at + 1) != '=');
  }

  private int afterBlanks() {
    int at = 1;
    while (text.unit(at) == ' ' || text.unit(at) == '\t') {
      at++;
    }
    return at;
  }
}
