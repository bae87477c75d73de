package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.source.Source;
import dev.runbook.testing.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.DecisionInfo;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.Test;

/**
 * The shape of the grammar is the largest cost of a start: a decision that looks far ahead is paid
 * for in each of them.
 */
final class LookaheadTest {

  /** In tokens that the parser sees, those that the lexer made up included. */
  private static final int FARTHEST = 4;

  @Test
  void noDecisionLooksFarAhead() {
    List<String> far = new ArrayList<>();
    for (Path file : Repository.runbooks()) {
      RunbookParser parser = parser(Repository.read(file));
      parser.setProfile(true);
      parser.file();
      for (DecisionInfo decision : parser.getParseInfo().getDecisionInfo()) {
        if (Math.max(decision.SLL_MaxLook, decision.LL_MaxLook) > FARTHEST) {
          String rule =
              parser.getRuleNames()[parser.getATN().getDecisionState(decision.decision).ruleIndex];
          far.add(
              file.getFileName()
                  + ": `"
                  + rule
                  + "` looks "
                  + decision.SLL_MaxLook
                  + " tokens ahead");
        }
      }
    }
    assertThat(far).isEmpty();
  }

  @Test
  void noDecisionIsAmbiguous() {
    List<String> ambiguous = new ArrayList<>();
    for (Path file : Repository.runbooks()) {
      Source source = Repository.read(file);
      RunbookParser parser = parser(source);
      parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
      parser.addErrorListener(
          new BaseErrorListener() {
            @Override
            public void reportAmbiguity(
                Parser of,
                DFA dfa,
                int start,
                int stop,
                boolean exact,
                BitSet alternatives,
                ATNConfigSet configs) {
              String rule = of.getRuleNames()[dfa.atnStartState.ruleIndex];
              int line = source.line(of.getInputStream().get(start).getStartIndex());
              ambiguous.add(
                  source.name() + ":" + line + ": `" + rule + "`, alternatives " + alternatives);
            }
          });
      parser.file();
    }
    assertThat(ambiguous).isEmpty();
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
