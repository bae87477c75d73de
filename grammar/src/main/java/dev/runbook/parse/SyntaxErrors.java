package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a word that cannot stand where it stands, and how the parser goes on: with the
 * next line of the same block, so that one mistake gives one diagnostic and the next line its own.
 */
final class SyntaxErrors extends DefaultErrorStrategy {

  private static final IntervalSet EMPTY = new IntervalSet();

  private final Building building;

  SyntaxErrors(Building building) {
    this.building = building;
  }

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    if (inErrorRecoveryMode(parser)) {
      return;
    }
    beginErrorCondition(parser);
    tell(parser, e.getOffendingToken());
  }

  @Override
  protected void reportUnwantedToken(Parser parser) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      tell(parser, parser.getCurrentToken());
    }
  }

  @Override
  protected void reportMissingToken(Parser parser) {
    reportUnwantedToken(parser);
  }

  /** A made-up token would be parsed as if it stood there; what is missing is left missing. */
  @Override
  protected boolean singleTokenInsertion(Parser parser) {
    return false;
  }

  /** A stray line end is never the mistake: deleting it would join two lines. */
  @Override
  protected @Nullable Token singleTokenDeletion(Parser parser) {
    int type = parser.getCurrentToken().getType();
    boolean structural =
        type == RunbookParser.NEWLINE
            || type == RunbookParser.LBRACE
            || type == RunbookParser.RBRACE
            || type == Token.EOF;
    return structural ? null : super.singleTokenDeletion(parser);
  }

  /**
   * Where a line should end and does not, its rest is passed over. The lexer puts a line end in
   * front of every closing brace and of the end of the file, so there always is one to go on
   * behind.
   */
  @Override
  public Token recoverInline(Parser parser) {
    if (!parser.getExpectedTokens().contains(RunbookParser.NEWLINE)) {
      return super.recoverInline(parser);
    }
    reportUnwantedToken(parser);
    consumeUntil(parser, EMPTY);
    Token end = parser.getCurrentToken();
    if (end.getType() == RunbookParser.NEWLINE) {
      parser.consume();
    }
    endErrorCondition(parser);
    return end;
  }

  /**
   * A line of a block that begins with what can begin none is passed over, and the block goes on.
   */
  @Override
  public void sync(Parser parser) {
    ATNState state = parser.getInterpreter().atn.states.get(parser.getState());
    IntervalSet next = parser.getATN().nextTokens(state);
    // Nearly always: whatever is asked below of the tree so far is asked for mistakes only.
    if (next.contains(parser.getInputStream().LA(1)) || next.contains(Token.EPSILON)) {
      return;
    }
    if (!isInsideBraces(parser.getContext())) {
      super.sync(parser);
      return;
    }
    while (!next.contains(parser.getCurrentToken().getType())) {
      int type = parser.getCurrentToken().getType();
      if (type == Token.EOF) {
        return;
      }
      reportUnwantedToken(parser);
      if (type == RunbookParser.RBRACE) {
        parser.consume();
      }
      consumeUntil(parser, EMPTY);
      if (parser.getCurrentToken().getType() == RunbookParser.NEWLINE) {
        parser.consume();
      }
      endErrorCondition(parser);
    }
  }

  private static boolean isInsideBraces(ParserRuleContext context) {
    return context instanceof RunbookParser.FileContext
        || (!context.getTokens(RunbookParser.LBRACE).isEmpty()
            && context.getTokens(RunbookParser.RBRACE).isEmpty());
  }

  /**
   * To the end of the line, over whole blocks; to the end of the block where nothing else is left
   * of it.
   */
  @Override
  protected void consumeUntil(Parser parser, IntervalSet set) {
    int depth = 0;
    while (true) {
      int type = parser.getCurrentToken().getType();
      boolean stops = depth == 0 && (type == RunbookParser.NEWLINE || type == RunbookParser.RBRACE);
      if (type == Token.EOF || stops) {
        return;
      }
      if (type == RunbookParser.LBRACE) {
        depth++;
      } else if (type == RunbookParser.RBRACE) {
        depth--;
      }
      parser.consume();
    }
  }

  private void tell(Parser parser, Token token) {
    Span span = place(parser, token);
    Diagnostic diagnostic =
        building.at(Code.RB1001, span, title(token)).label(label(token, parser));
    String form = Forms.of(parser);
    if (form != null) {
      diagnostic = diagnostic.note(form);
    }
    building.tell(diagnostic.fix(Forms.fix(token)));
  }

  /** A line that ends too early is shown where its text ends, not where the next line begins. */
  private Span place(Parser parser, Token token) {
    Token before = parser.getInputStream().LT(-1);
    boolean end = token.getType() == RunbookParser.NEWLINE || token.getType() == Token.EOF;
    return end && before != null ? building.span(before).after() : building.span(token);
  }

  private static String title(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "the file ends in the middle of something";
      case RunbookParser.NEWLINE -> "the line ends too early";
      case RunbookParser.BAD_CHARACTER ->
          "|".equals(token.getText())
              ? "prose stands alone on its line"
              : "`" + token.getText() + "` means nothing here";
      case RunbookParser.TEXT_OPEN, RunbookParser.BLOCK_OPEN -> "a text cannot stand here";
      case RunbookParser.TEXT_CLOSE, RunbookParser.INTERPOLATION_CLOSE -> "the text ends too early";
      default -> "`" + token.getText() + "` cannot stand here";
    };
  }

  private static String label(Token token, Parser parser) {
    IntervalSet expected = parser.getExpectedTokens();
    for (int bracket : new int[] {RunbookParser.RPAREN, RunbookParser.RBRACK}) {
      boolean early = token.getType() == RunbookParser.NEWLINE || token.getType() == Token.EOF;
      if (early && expected.contains(bracket)) {
        return "`" + (bracket == RunbookParser.RPAREN ? ")" : "]") + "` is missing";
      }
    }
    if (expected.size() == 1) {
      String word = Forms.word(expected.getMinElement());
      return word == null ? "not expected" : word + " is expected";
    }
    if (expected.contains(RunbookParser.RBRACE) && token.getType() == Token.EOF) {
      return "`}` is missing";
    }
    return "not expected";
  }
}
