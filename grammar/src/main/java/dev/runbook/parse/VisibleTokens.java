package dev.runbook.parse;

import java.util.ArrayList;
import java.util.List;
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
 * the language.
 */
final class VisibleTokens implements TokenStream {

  private final LexerBase lexer;
  private final List<Token> tokens = new ArrayList<>();
  private @Nullable Token unread;
  private int at;

  VisibleTokens(LexerBase lexer) {
    this.lexer = lexer;
    Token token;
    do {
      token = lexer.nextToken();
      if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        ((CommonToken) token).setTokenIndex(tokens.size());
        tokens.add(token);
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
    int last = tokens.size() - 1;
    while (last > 0
        && (tokens.get(last).getType() == RunbookLexer.NEWLINE || isMadeUp(tokens.get(last)))) {
      last--;
    }
    return tokens.get(last).getStopIndex() + 1;
  }

  /** Whether the lexer put it there; then it covers nothing of the text. */
  static boolean isMadeUp(Token token) {
    return token.getStopIndex() < token.getStartIndex();
  }

  @Override
  public @Nullable Token LT(int offset) {
    int index = offset > 0 ? at + offset - 1 : at + offset;
    return index < 0 ? null : tokens.get(Math.min(index, tokens.size() - 1));
  }

  @Override
  public int LA(int offset) {
    Token token = LT(offset);
    return token == null ? Token.INVALID_TYPE : token.getType();
  }

  @Override
  public void consume() {
    at = Math.min(at + 1, tokens.size() - 1);
  }

  @Override
  public Token get(int index) {
    return tokens.get(index);
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
    at = Math.min(index, tokens.size() - 1);
  }

  @Override
  public int size() {
    return tokens.size();
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
      text.append(tokens.get(index).getText());
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
