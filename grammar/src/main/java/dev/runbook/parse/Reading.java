package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.SourceFile;
import java.util.List;
import org.antlr.v4.runtime.ANTLRErrorStrategy;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads a text. It never throws for what stands in the text, and always yields a tree. */
public final class Reading {

  private Reading() {}

  public static Parsed parse(Source source) {
    LexerBase lexer = lexer(source);
    Parsed plain = parse(source, lexer);
    if (lexer.isBalanced()) {
      return plain;
    }
    LexerBase byLayout = lexer(source);
    byLayout.closeByLayout();
    Parsed indented = parse(source, byLayout);
    // In a text that is not indented the layout misleads; the reading that finds less to tell has
    // understood more.
    return indented.diagnostics().size() <= plain.diagnostics().size() ? indented : plain;
  }

  private static LexerBase lexer(Source source) {
    return TableLexer.withoutBlanks(new Utf16Stream(source.text(), source.name()));
  }

  private static Parsed parse(Source source, LexerBase lexer) {
    VisibleTokens tokens = new VisibleTokens(lexer);
    Diagnostics diagnostics = new Diagnostics();
    Building building = new Building(source, diagnostics);
    SourceFile tree = tree(source, tokens, new TreeBuilder(building), building);
    Token unread = tokens.unread();
    if (unread != null) {
      // Whatever else was told comes from the brackets that are left open there.
      return new Parsed(tree, List.of(tooDeep(source, unread)));
    }
    lexer.unclosed().forEach(blocks -> diagnostics.add(unclosed(source, blocks, tokens.end())));
    building.tellDoubts();
    return new Parsed(tree, diagnostics.sorted());
  }

  /**
   * To be ready for a mistake costs a third of the time of a parse, and most texts have none: they
   * are read without, and again where that fails.
   */
  private static SourceFile tree(
      Source source, VisibleTokens tokens, TreeBuilder builder, Building building) {
    try {
      return builder.file(parser(tokens, new BailErrorStrategy()).file(), source);
    } catch (ParseCancellationException mistaken) {
      tokens.seek(0);
      SyntaxErrors errors = new SyntaxErrors(building);
      SourceFile tree = builder.file(parser(tokens, errors).file(), source);
      builder.tellOf(errors.behindMistakes());
      return tree;
    }
  }

  private static RunbookParser parser(VisibleTokens tokens, ANTLRErrorStrategy strategy) {
    RunbookParser parser = new RunbookParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(strategy);
    return parser;
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

  private static Diagnostic unclosed(Source source, LexerBase.Unclosed blocks, int end) {
    int count = blocks.openings().size();
    boolean atEnd = blocks.at() == source.text().length();
    Span place = atEnd ? new Span(end, 0) : new Span(blocks.at(), 1);
    String title = count == 1 ? "a block is not closed" : count + " blocks are not closed";
    Diagnostic diagnostic =
        Diagnostic.of(Code.RB1001, source, place, title)
            .label(atEnd ? "the file ends here" : "this is outside of it, by its indentation");
    for (int opening : blocks.openings().subList(Math.max(0, count - 3), count)) {
      diagnostic = diagnostic.also(source, new Span(opening, 1), "opened here");
    }
    return diagnostic.fix(
        count == 1 ? "Add the `}` that closes it." : "Add a `}` for each of them.");
  }
}
