package dev.runbook.parse;

import java.util.Arrays;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that the parser sees. ANTLR's own stream keeps the hidden ones as well and looks for
 * the next visible one at each step; here a step is a step, and a token of lookahead is a token of
 * the language. The parser asks for one at every turn, so they stand in an array.
 */
final class VisibleTokens implements TokenStream {

  private final LexerBase lexer;
  private Token[] tokens = new Token[256];
  private int size;
  private @Nullable Token unread;
  private int at;

  VisibleTokens(LexerBase lexer) {
    this.lexer = lexer;
    Token token;
    do {
      token = lexer.nextToken();
      if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        ((CommonToken) token).setTokenIndex(size);
        if (size == tokens.length) {
          tokens = Arrays.copyOf(tokens, 2 * size);
        }
        tokens[size++] = token;
      } else if (token.getType() == RunbookLexer.TOO_DEEP) {
        unread = token;
      }
    } while (token.getType() != Token.EOF);
  }

  /** The rest of a text that is nested too deeply. */
  @Nullable Token unread() {
    return unread;
  }

  /** Where the last token ends that stands in the text. */
  int end() {
    int last = size - 1;
    while (last > 0 && (tokens[last].getType() == RunbookLexer.NEWLINE || isMadeUp(tokens[last]))) {
      last--;
    }
    return tokens[last].getStopIndex() + 1;
  }

  /** Whether the lexer put it there; then it covers nothing of the text. */
  static boolean isMadeUp(Token token) {
    return token.getStopIndex() < token.getStartIndex();
  }

  @Override
  public @Nullable Token LT(int offset) {
    int index = offset > 0 ? at + offset - 1 : at + offset;
    return index < 0 ? null : tokens[index < size ? index : size - 1];
  }

  @Override
  public int LA(int offset) {
    if (offset == 1) {
      return tokens[at].getType();
    }
    Token token = LT(offset);
    return token == null ? Token.INVALID_TYPE : token.getType();
  }

  @Override
  public void consume() {
    if (at < size - 1) {
      at++;
    }
  }

  @Override
  public Token get(int index) {
    return tokens[index];
  }

  /** All tokens are kept, so there is nothing to hold on to. */
  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = Math.min(index, size - 1);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public TokenSource getTokenSource() {
    return lexer;
  }

  @Override
  public String getSourceName() {
    return IntStream.UNKNOWN_SOURCE_NAME;
  }

  @Override
  public String getText() {
    return getText(Interval.of(0, size() - 1));
  }

  @Override
  public String getText(Interval interval) {
    StringBuilder text = new StringBuilder();
    for (int index = interval.a; index <= interval.b; index++) {
      text.append(tokens[index].getText());
    }
    return text.toString();
  }

  @Override
  public String getText(RuleContext context) {
    return getText(context.getSourceInterval());
  }

  @Override
  public String getText(Token start, Token stop) {
    return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
  }
}
