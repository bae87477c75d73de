package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.LL1Analyzer;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.junit.jupiter.api.Test;

/**
 * The shape of the grammar is the largest cost of a start: a decision that looks farther ahead is
 * paid for in each of them.
 */
final class LookaheadTest {

  /**
   * Where one token decides everywhere, the generated code asks for no prediction, and the
   * grammar's automaton is never read.
   */
  @Test
  void everyDecisionIsTakenByTheNextToken() {
    RunbookParser parser = parser(new Source("empty", ""));
    List<String> far = new ArrayList<>();
    for (DecisionState decision : parser.getATN().decisionToState) {
      IntervalSet[] looks = new LL1Analyzer(parser.getATN()).getDecisionLookahead(decision);
      IntervalSet seen = new IntervalSet();
      for (IntervalSet look : looks) {
        if (look == null || !look.and(seen).isNil()) {
          far.add(parser.getRuleNames()[decision.ruleIndex] + ", decision " + decision.decision);
          break;
        }
        seen.addAll(look);
      }
    }
    assertThat(far).isEmpty();
  }

  private static RunbookParser parser(Source source) {
    RunbookLexer lexer = new RunbookLexer(new Utf16Stream(source.text(), source.name()));
    lexer.removeErrorListeners();
    RunbookParser parser = new RunbookParser(new VisibleTokens(lexer));
    parser.removeErrorListeners();
    parser.setErrorHandler(new SyntaxErrors(new Building(source, new Diagnostics())));
    return parser;
  }
}
