package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** Clauses on lines of their own, as other languages have them: told once for a statement. */
final class StrayClauses {

  private StrayClauses() {}

  /** The mistake at a token, if it is that a clause stands behind the end of its statement. */
  static @Nullable Diagnostic at(Token token, Parser parser, Building building) {
    TokenStream tokens = parser.getInputStream();
    int clause = first(token, parser);
    int end = clause - 1;
    if (end < 1 || tokens.get(end).getType() != RunbookParser.NEWLINE) {
      return null;
    }
    Token before = tokens.get(end - 1);
    boolean follows =
        before.getType() != RunbookParser.RBRACE && before.getType() != RunbookParser.NEWLINE;
    String word = tokens.get(clause).getText();
    // In an action `by` begins a line of its own; what `for` begins else is told apart below.
    boolean atHome =
        tokens.get(clause).getType() != RunbookParser.FOR && Forms.openings(parser).contains(word);
    if (!follows || atHome || !begins(tokens, clause)) {
      return null;
    }
    Token statement = Mistakes.firstOfLine(tokens, end - 1);
    return building
        .at(Code.RB1001, building.span(tokens.get(clause)), "`" + word + "` begins no line")
        .label("a clause of the line above")
        .also(
            building.source(),
            building.span(statement).to(building.span(before)),
            "this statement has ended with its line")
        .note("A statement ends with its line, and its clauses stand on it.")
        .fix("Write all of its clauses behind it, on one line.");
  }

  /** Where the line begins that has the mistake; the next one, if this one ends too early. */
  private static int first(Token token, Parser parser) {
    boolean endsEarly =
        token.getType() == RunbookParser.NEWLINE
            && parser.getExpectedTokens().contains(RunbookParser.LBRACE);
    if (endsEarly) {
      return token.getTokenIndex() + 1;
    }
    int first =
        Mistakes.firstOfLine(parser.getInputStream(), token.getTokenIndex()).getTokenIndex();
    return token.getTokenIndex() - first <= 1 ? first : 0;
  }

  /** Whether a line that begins with this token can be nothing but a clause. */
  static boolean begins(TokenStream tokens, int index) {
    int last = tokens.size() - 1;
    Token second = tokens.get(Math.min(index + 1, last));
    Token third = tokens.get(Math.min(index + 2, last));
    return switch (tokens.get(index).getType()) {
      case RunbookParser.BY,
          RunbookParser.EVERY,
          RunbookParser.USUALLY,
          RunbookParser.DEFAULT,
          RunbookParser.AS,
          RunbookParser.THROUGH ->
          beginsValue(second);
      case RunbookParser.UP -> second.getType() == RunbookParser.TO;
      case RunbookParser.FAILS -> second.getType() == RunbookParser.IF;
      case RunbookParser.UNTIL -> second.getType() == RunbookParser.DONE;
      case RunbookParser.FOR ->
          beginsValue(second)
              && second.getType() != RunbookParser.EACH
              && third.getType() != RunbookParser.IN;
      case RunbookParser.IN, RunbookParser.UNLESS -> true;
      default -> false;
    };
  }

  private static boolean beginsValue(Token token) {
    return switch (token.getType()) {
      case RunbookParser.DURATION, RunbookParser.LBRACK, RunbookParser.BLOCK_OPEN -> true;
      case RunbookParser.LBRACE -> false;
      default -> Mistakes.followsKeyword(token);
    };
  }
}
