package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Suggestions;
import dev.runbook.source.Span;
import dev.runbook.syntax.Clause;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** What is told of a token that cannot stand where it stands. */
final class Mistakes {

  /** More words than these in a label help nobody. */
  private static final int MOST_EXPECTED = 3;

  /** Anything is near to a shorter word. */
  private static final int SHORTEST_MISSPELT = 3;

  private static final List<String> CLAUSES =
      Stream.of(Clause.Kind.values()).map(Clause.Kind::spelling).toList();

  private static final String RENAME =
      "Give the value another name: this word is reserved, and a name only behind a dot and in"
          + " front of `:`, `=` and `=>`.";

  private final Building building;

  Mistakes(Building building) {
    this.building = building;
  }

  void tell(Parser parser, Token token) {
    Token before = parser.getInputStream().LT(-1);
    Diagnostic clause = StrayClauses.at(token, parser, building);
    if (clause != null) {
      building.tell(clause);
    } else if (token.getType() == RunbookParser.TEXT_OPEN
        && parser.getContext() instanceof RunbookParser.PartContext hole) {
      // What should close the text around the hole seems to open one inside it.
      building.tell(TextBuilder.unclosedHole(building, building.span(hole.getStart())));
    } else if (before != null
        && VisibleTokens.isMadeUp(before)
        && before.getType() != RunbookParser.NEWLINE) {
      // The end of an unclosed text or hole, which has swallowed what is missed here.
      building.doubt(unexpected(parser, token));
    } else {
      building.tell(misspelt(parser, token).orElseGet(() -> unexpected(parser, token)));
    }
  }

  /** The first token of the line that the parser is on. */
  static Token firstOfLine(Parser parser) {
    return firstOfLine(parser.getInputStream(), parser.getCurrentToken().getTokenIndex());
  }

  static Token firstOfLine(TokenStream tokens, int index) {
    int first = index;
    while (first > 0 && isWithinLine(tokens.get(first - 1))) {
      first--;
    }
    return tokens.get(first);
  }

  private static boolean isWithinLine(Token token) {
    return token.getType() != RunbookParser.NEWLINE
        && token.getType() != RunbookParser.SEMICOLON
        && token.getType() != RunbookParser.LBRACE
        && token.getType() != RunbookParser.RBRACE;
  }

  /** A line that begins with a word which is nearly one that could begin it. */
  private Optional<Diagnostic> misspelt(Parser parser, Token token) {
    Token first = firstOfLine(parser);
    boolean early = token.getTokenIndex() - first.getTokenIndex() <= 1;
    Token second =
        parser
            .getInputStream()
            .get(Math.min(first.getTokenIndex() + 1, parser.getInputStream().size() - 1));
    if (!early || first.getType() != RunbookParser.NAME || !followsKeyword(second)) {
      return Optional.empty();
    }
    return Suggestions.nearest(first.getText(), Forms.openings(parser))
        .map(word ->
            building
                .at(
                    Code.RB1001,
                    building.span(first),
                    "`" + first.getText() + "` begins nothing here")
                .label("did you mean `" + word + "`?")
                .fix("Write `" + word + "`."));
  }

  static boolean followsKeyword(Token token) {
    return switch (token.getType()) {
      case RunbookParser.NAME,
          RunbookParser.TYPE_NAME,
          RunbookParser.NUMBER,
          RunbookParser.NOT,
          RunbookParser.TEXT_OPEN,
          RunbookParser.RAW_TEXT,
          RunbookParser.LBRACE ->
          true;
      default -> token.getType() >= RunbookParser.USE && token.getType() <= RunbookParser.ZONE;
    };
  }

  private Diagnostic unexpected(Parser parser, Token token) {
    Diagnostic diagnostic =
        building.at(Code.RB1001, place(parser, token), title(token)).label(label(parser, token));
    String form = Forms.of(parser, firstOfLine(parser));
    if (form != null) {
      diagnostic = diagnostic.note(form);
    }
    return diagnostic.fix(isTakenForValue(parser, token) ? RENAME : fix(token));
  }

  /** A reserved word that reads like a name, where a value is to be. */
  private static boolean isTakenForValue(Parser parser, Token token) {
    return switch (token.getType()) {
      case RunbookParser.BY, RunbookParser.NEVER, RunbookParser.UNDONE ->
          parser.getExpectedTokens().contains(RunbookParser.TRUE);
      default -> false;
    };
  }

  /** A line that ends too early is shown where its text ends, not where the next line begins. */
  private Span place(Parser parser, Token token) {
    Token before = parser.getInputStream().LT(-1);
    return isEnd(token) && before != null ? building.span(before).after() : building.span(token);
  }

  private static boolean isEnd(Token token) {
    return token.getType() == RunbookParser.NEWLINE || token.getType() == Token.EOF;
  }

  private String title(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "the file ends in the middle of something";
      case RunbookParser.NEWLINE -> "the line ends too early";
      case RunbookParser.SEMICOLON -> "there is nothing that this `;` could end";
      case RunbookParser.STRAY_BRACE, RunbookParser.RBRACE ->
          "there is no block that this `}` could close";
      case RunbookParser.BAD_CHARACTER -> {
        String sign = sign(token);
        yield sign.equals("|")
            ? "prose stands alone on its line"
            : "`" + sign + "` means nothing here";
      }
      case RunbookParser.TEXT_OPEN, RunbookParser.BLOCK_OPEN, RunbookParser.RAW_TEXT ->
          "a text cannot stand here";
      case RunbookParser.TEXT_CLOSE, RunbookParser.INTERPOLATION_CLOSE -> "the text ends too early";
      default -> "`" + token.getText() + "` cannot stand here";
    };
  }

  /** A bad character, together with its twin: operators of other languages are told as a whole. */
  private String sign(Token token) {
    String twice = building.text(new Span(token.getStartIndex(), 2));
    boolean twin =
        twice.length() == 2
            && twice.charAt(0) == twice.charAt(1)
            && "&|".indexOf(twice.charAt(0)) >= 0;
    return twin ? twice : token.getText();
  }

  private @Nullable String fix(Token token) {
    if (token.getType() != RunbookParser.BAD_CHARACTER) {
      return Forms.fix(token);
    }
    return switch (sign(token)) {
      case "|" -> "Put the `|` at the start of a line of its own.";
      case "&&", "&" -> "Write `and`.";
      case "||" -> "Write `or`.";
      case "!" -> "Write `not`.";
      default -> null;
    };
  }

  private static String label(Parser parser, Token token) {
    if (token.getType() == RunbookParser.STRAY_BRACE
        || token.getType() == RunbookParser.SEMICOLON) {
      return "one too many";
    }
    IntervalSet expected = parser.getExpectedTokens();
    if (isEnd(token)) {
      for (int sign :
          new int[] {RunbookParser.RPAREN, RunbookParser.RBRACK, RunbookParser.LBRACE}) {
        if (expected.contains(sign) && (sign != RunbookParser.LBRACE || needsBlock(parser))) {
          return Forms.word(sign) + " is missing";
        }
      }
    }
    boolean inClauses =
        expected.contains(RunbookParser.UP) || expected.contains(RunbookParser.NEWLINE);
    boolean word =
        token.getType() == RunbookParser.NAME && token.getText().length() >= SHORTEST_MISSPELT;
    if (inClauses && word) {
      Optional<String> clause = Suggestions.nearest(token.getText(), CLAUSES);
      if (clause.isPresent()) {
        return "did you mean `" + clause.get() + "`?";
      }
    }
    List<String> words = Forms.expected(expected);
    boolean helps = !words.isEmpty() && words.size() <= MOST_EXPECTED;
    return helps ? String.join(" or ", words) + " is expected" : "not expected";
  }

  private static boolean needsBlock(Parser parser) {
    for (ParserRuleContext at = parser.getContext(); at != null; at = at.getParent()) {
      if (at instanceof RunbookParser.StatementContext) {
        return true;
      }
    }
    return parser.getExpectedTokens().size() == 1;
  }
}
