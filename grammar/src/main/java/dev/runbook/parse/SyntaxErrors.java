package dev.runbook.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * How the parser goes on behind a mistake: with the next line of the same block, so that one
 * mistake gives one diagnostic and the next line its own.
 */
final class SyntaxErrors extends DefaultErrorStrategy {

  private static final IntervalSet EMPTY = new IntervalSet();

  /**
   * Any place of the grammar from which a block is read; a rule that is entered from nowhere knows
   * no way on.
   */
  private static final int CALLS_BLOCK =
      RunbookParser.Automaton.ATN.states.stream()
          .filter(state -> state.getNumberOfTransitions() > 0)
          .filter(state ->
              state.transition(0) instanceof RuleTransition rule
                  && rule.ruleIndex == RunbookParser.RULE_block)
          .findFirst()
          .orElseThrow()
          .stateNumber;

  private final Mistakes mistakes;
  private final List<RunbookParser.BlockContext> behindMistakes = new ArrayList<>();

  SyntaxErrors(Building building) {
    this.mistakes = new Mistakes(building);
  }

  /**
   * Blocks whose statement has a mistake in front of them, and which so may stand nowhere in the
   * tree.
   */
  List<RunbookParser.BlockContext> behindMistakes() {
    return behindMistakes;
  }

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      mistakes.tell(parser, e.getOffendingToken());
    }
  }

  @Override
  protected void reportUnwantedToken(Parser parser) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      mistakes.tell(parser, parser.getCurrentToken());
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

  /**
   * What is left of a line that lacks a token is rarely what was meant, and a second mistake would
   * be told of it.
   */
  @Override
  protected @Nullable Token singleTokenDeletion(Parser parser) {
    return null;
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
    consumeLine(parser);
    Token end = parser.getCurrentToken();
    if (end.getType() == RunbookParser.NEWLINE) {
      parser.consume();
      endErrorCondition(parser);
    }
    return end;
  }

  /**
   * A line of a block that begins with what can begin none is passed over, and the block goes on.
   */
  @Override
  public void sync(Parser parser) {
    ATNState state = parser.getATN().states.get(parser.getState());
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
      if (type == RunbookParser.SEMICOLON) {
        consumeAll(parser, type);
      } else {
        if (type == RunbookParser.RBRACE) {
          parser.consume();
        }
        consumeLine(parser);
      }
      if (parser.getCurrentToken().getType() == RunbookParser.NEWLINE) {
        parser.consume();
      }
      endErrorCondition(parser);
    }
  }

  private static void consumeAll(Parser parser, int type) {
    while (parser.getCurrentToken().getType() == type) {
      parser.consume();
    }
  }

  /**
   * A rule's closing brace is its last token, so that a rule which is still being read has not seen
   * it.
   */
  private static boolean isInsideBraces(ParserRuleContext context) {
    return context instanceof RunbookParser.FileContext
        || context.getToken(RunbookParser.LBRACE, 0) != null;
  }

  @Override
  public void recover(Parser parser, RecognitionException e) {
    int column = Mistakes.firstOfLine(parser).getCharPositionInLine();
    super.recover(parser, e);
    consumeOrphans(parser, column);
  }

  private void consumeLine(Parser parser) {
    int column = Mistakes.firstOfLine(parser).getCharPositionInLine();
    consumeUntil(parser, EMPTY);
    consumeOrphans(parser, column);
  }

  /**
   * The lines of a block whose opening brace got lost with the line in front of them, and its
   * closing brace: they are indented more than that line, as no line of the same block is. Clauses
   * that stand on lines of their own are consequences too.
   */
  private void consumeOrphans(Parser parser, int column) {
    while (parser.getCurrentToken().getType() == RunbookParser.NEWLINE) {
      Token next = parser.getInputStream().LT(2);
      boolean closes =
          next.getType() == RunbookParser.STRAY_BRACE && next.getCharPositionInLine() == column;
      boolean inner =
          next.getType() != RunbookParser.RBRACE
              && (next.getCharPositionInLine() > column
                  || StrayClauses.begins(parser.getInputStream(), next.getTokenIndex()));
      if (next.getType() == Token.EOF || !(inner || closes)) {
        return;
      }
      parser.consume();
      consumeUntil(parser, EMPTY);
      if (closes) {
        return;
      }
    }
  }

  /** To the end of the line; to the end of the block where nothing else is left of it. */
  @Override
  protected void consumeUntil(Parser parser, IntervalSet set) {
    int depth = 0;
    while (true) {
      int type = parser.getCurrentToken().getType();
      boolean stops = depth == 0 && (type == RunbookParser.NEWLINE || type == RunbookParser.RBRACE);
      if (type == Token.EOF || stops) {
        return;
      }
      if (type == RunbookParser.LBRACE && depth == 0 && beginsBlock(parser)) {
        readBlock((RunbookParser) parser);
        continue;
      }
      if (type == RunbookParser.LBRACE) {
        depth++;
      } else if (type == RunbookParser.RBRACE) {
        depth--;
      }
      parser.consume();
    }
  }

  /**
   * Whether the brace that comes begins a block of statements, and is no map in the style of
   * another language.
   */
  private static boolean beginsBlock(Parser parser) {
    Token before = parser.getInputStream().LT(-1);
    if (before == null
        || LexerBase.asksForMore(before.getType())
        || before.getType() == RunbookParser.LPAREN) {
      return false;
    }
    for (ParserRuleContext at = parser.getContext(); at != null; at = at.getParent()) {
      boolean body =
          at instanceof RunbookParser.BlockContext || at instanceof RunbookParser.RunbookContext;
      if (body && isInsideBraces(at)) {
        return Mistakes.firstOfLine(parser).getType() != RunbookParser.MATCH;
      }
    }
    return false;
  }

  /** The mistake was in front of the block: those inside it are told as well. */
  private void readBlock(RunbookParser parser) {
    int state = parser.getState();
    parser.setState(CALLS_BLOCK);
    behindMistakes.add(parser.block());
    parser.setState(state);
    // The line is still the one with the mistake.
    beginErrorCondition(parser);
  }
}
