package dev.runbook.parse;

import java.nio.charset.StandardCharsets;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;

/**
 * The lexer of RunbookLexer.g4 with the automaton that the build has worked out, where the
 * generated one works it out as it goes, at each start anew. A test holds that both give the same
 * tokens.
 */
final class TableLexer extends LexerBase {

  private static final byte[] COLUMN = columns();
  private static final byte[] START = bytes(LexerTables.START);
  private static final byte[] NEXT = bytes(LexerTables.NEXT);
  private static final byte[] TYPE = bytes(LexerTables.TYPE);
  private static final byte[] MODE = bytes(LexerTables.MODE);

  private final Utf16Stream text;
  private final boolean blanks;
  private int line = 1;
  private int lineStart;

  private TableLexer(Utf16Stream text, boolean blanks) {
    super(text);
    this.text = text;
    this.blanks = blanks;
  }

  /** Gives every token, so that their texts together are the text. */
  static TableLexer whole(Utf16Stream text) {
    return new TableLexer(text, true);
  }

  /** Gives no blanks, which are a third of all tokens and mean nothing to a parser. */
  static TableLexer withoutBlanks(Utf16Stream text) {
    return new TableLexer(text, false);
  }

  private static byte[] bytes(String table) {
    return table.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** For each unit its column; the last stands for all beyond ASCII. */
  private static byte[] columns() {
    byte[] shown = bytes(LexerTables.SHOWN);
    byte[] columns = bytes(LexerTables.COLUMN);
    byte[] all = new byte[shown.length];
    for (int unit = 0; unit < all.length; unit++) {
      all[unit] = columns[shown[unit]];
    }
    return all;
  }

  /** The longest token that begins here; the grammar has one for whatever stands there. */
  @Override
  CommonToken scan() {
    // Each character of each file passes here, mostly in code that is not compiled yet: no calls.
    char[] units = text.units();
    int start = text.index();
    if (!blanks && _mode == DEFAULT_MODE) {
      while (start < units.length && (units[start] == ' ' || units[start] == '\t')) {
        start++;
      }
    }
    int tokenLine = line;
    int column = start - lineStart;
    int accepted = 0;
    int end = start;
    int endLine = line;
    int endLineStart = lineStart;
    int lines = line;
    int newest = lineStart;
    int state = START[_mode] & 0xff;
    for (int at = start; at < units.length; ) {
      char unit = units[at++];
      state = NEXT[state * LexerTables.COLUMNS + COLUMN[unit < 0x7f ? unit : 0x7f]] & 0xff;
      if (state == 0) {
        break;
      }
      if (unit == '\n') {
        lines++;
        newest = at;
      }
      if (TYPE[state] != 0) {
        accepted = state;
        end = at;
        endLine = lines;
        endLineStart = newest;
      }
    }
    line = endLine;
    lineStart = endLineStart;
    text.seek(end);
    int type = accepted == 0 ? Token.EOF : TYPE[accepted] & 0xff;
    CommonToken token =
        new CommonToken(_tokenFactorySourcePair, type, DEFAULT_TOKEN_CHANNEL, start, end - 1);
    token.setLine(tokenLine);
    token.setCharPositionInLine(column);
    int change = MODE[accepted];
    if (change == 1) {
      popMode();
    } else if (change > 1) {
      pushMode(change - 2);
    }
    return token;
  }

  @Override
  public int getLine() {
    return line;
  }

  @Override
  public int getCharPositionInLine() {
    return text.index() - lineStart;
  }

  @Override
  public String[] getRuleNames() {
    return RunbookLexer.ruleNames;
  }

  @Override
  public String getGrammarFileName() {
    return "RunbookLexer.g4";
  }

  @Override
  public ATN getATN() {
    return RunbookLexer._ATN;
  }
}
