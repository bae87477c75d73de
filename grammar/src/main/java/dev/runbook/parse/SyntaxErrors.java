package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a word that cannot stand where it stands, and how the parser goes on: with the next line of the same
 * block, so that one mistake gives one diagnostic and the next line its own.
 */
final class SyntaxErrors extends DefaultErrorStrategy {

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

  /** To the end of the line, over whole blocks; to the end of the block where nothing else is left of it. */
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
    Span span = building.span(token);
    Diagnostic diagnostic = building.at(Code.RB1001, span, title(token)).label(label(token, parser));
    String form = Forms.of(parser);
    if (form != null) {
      diagnostic = diagnostic.note(form);
    }
    building.tell(diagnostic.fix(Forms.fix(token)));
  }

  private static String title(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "the file ends in the middle of something";
      case RunbookParser.NEWLINE -> "the line ends too early";
      case RunbookParser.PROSE_OPEN -> "prose stands alone on its line";
      case RunbookParser.BAD_CHARACTER -> "`" + token.getText() + "` means nothing here";
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
