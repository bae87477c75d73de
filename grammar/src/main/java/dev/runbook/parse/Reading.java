package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.SourceFile;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/** Reads a text. It never throws for what stands in the text, and always yields a tree. */
public final class Reading {

  private Reading() {}

  public static Parsed parse(Source source) {
    Diagnostics diagnostics = new Diagnostics();
    RunbookLexer lexer = new RunbookLexer(new Utf16Stream(source.text(), source.name()));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    RunbookParser parser = new RunbookParser(tokens);
    parser.removeErrorListeners();
    // The grammar needs no context to decide, and a test holds that.
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    Building building = new Building(source, diagnostics);
    parser.setErrorHandler(new SyntaxErrors(building));
    SourceFile tree = new TreeBuilder(building).file(parser.file(), source);
    for (Token token : tokens.getTokens()) {
      if (token.getType() == RunbookLexer.TOO_DEEP) {
        diagnostics.add(tooDeep(source, token));
      }
    }
    return new Parsed(tree, diagnostics.sorted());
  }

  private static Diagnostic tooDeep(Source source, Token token) {
    return Diagnostic.of(
            Code.RB1004,
            source,
            new Span(token.getStartIndex(), 1),
            "more than " + LexerBase.DEEPEST + " brackets, blocks or conditions inside each other")
        .label("nothing is read from here on")
        .note("Nobody can follow a runbook that is nested so deeply.")
        .fix("Close what is open, or move the inner parts to procedures and functions.");
  }
}
