package dev.runbook.parse;

import java.nio.charset.StandardCharsets;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNType;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;

/**
 * The lexer of RunbookLexer.g4 with the automaton that the build has worked out, where the
 * generated one works it out as it goes, at each start anew. A test holds that both give the same
 * tokens.
 */
final class TableLexer extends LexerBase {

  TableLexer(Utf16Stream text) {
    super(text);
    _interp = new Automaton(this);
    removeErrorListeners();
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

  private static final class Automaton extends LexerATNSimulator {

    private static final byte[] COLUMN = bytes(LexerTables.COLUMN);
    private static final byte[] START = bytes(LexerTables.START);
    private static final byte[] NEXT = bytes(LexerTables.NEXT);
    private static final byte[] TYPE = bytes(LexerTables.TYPE);
    private static final byte[] MODE = bytes(LexerTables.MODE);
    private static final ATN NONE = new ATN(ATNType.LEXER, 0);

    private final Lexer lexer;

    Automaton(Lexer lexer) {
      super(lexer, NONE, new DFA[0], new PredictionContextCache());
      this.lexer = lexer;
    }

    private static byte[] bytes(String table) {
      return table.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The longest token that begins here; the grammar has one for whatever stands there. */
    @Override
    public int match(CharStream input, int mode) {
      startIndex = input.index();
      int state = START[mode] & 0xff;
      int accepted = 0;
      int end = startIndex;
      int endLine = line;
      int endColumn = charPositionInLine;
      for (int shown = input.LA(1); shown != CharStream.EOF; shown = input.LA(1)) {
        state = NEXT[state * LexerTables.COLUMNS + COLUMN[shown]] & 0xff;
        if (state == 0) {
          break;
        }
        input.consume();
        if (shown == '\n') {
          line++;
          charPositionInLine = 0;
        } else {
          charPositionInLine++;
        }
        if (TYPE[state] != 0) {
          accepted = state;
          end = input.index();
          endLine = line;
          endColumn = charPositionInLine;
        }
      }
      input.seek(end);
      line = endLine;
      charPositionInLine = endColumn;
      if (accepted == 0) {
        return Token.EOF;
      }
      int change = MODE[accepted];
      if (change == 1) {
        lexer.popMode();
      } else if (change > 1) {
        lexer.pushMode(change - 2);
      }
      return TYPE[accepted] & 0xff;
    }
  }
}
