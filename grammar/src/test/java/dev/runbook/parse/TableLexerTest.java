package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.source.Source;
import dev.runbook.testing.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables are the grammar: the lexer that ANTLR generates from it gives the same tokens. */
class TableLexerTest {

  static Stream<Source> files() {
    return Repository.runbooks().stream().map(Repository::read);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileHasTheTokensOfTheGrammar(Source source) {
    same(source.text());
  }

  @ParameterizedTest
  @MethodSource("files")
  void soHasEveryFileThatWasMutilated(Source source) {
    Random random = new Random(source.text().hashCode());
    String signs = "\"'|${}\\\n\r\t`#;v1-.é\uD83D\uDE80\u0000 ";
    for (int round = 0; round < 20; round++) {
      StringBuilder text = new StringBuilder(source.text());
      for (int change = 0; change < 10; change++) {
        int at = random.nextInt(text.length() + 1);
        text.insert(at, signs.charAt(random.nextInt(signs.length())));
      }
      text.setLength(random.nextInt(text.length() + 1));
      same(text.toString());
    }
  }

  @Test
  void andWhateverElseStandsThere() {
    Random random = new Random(4);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(
            (char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      same(text.toString());
    }
  }

  private static void same(String text) {
    RunbookLexer generated = new RunbookLexer(new Utf16Stream(text, "x"));
    generated.removeErrorListeners();
    List<String> all = tokens(generated);
    assertThat(tokens(TableLexer.whole(new Utf16Stream(text, "x")))).as(text).isEqualTo(all);
    assertThat(tokens(TableLexer.withoutBlanks(new Utf16Stream(text, "x"))))
        .as(text)
        .filteredOn(token -> !isBlank(token))
        .isEqualTo(all.stream().filter(token -> !isBlank(token)).toList());
  }

  private static boolean isBlank(String token) {
    return token.startsWith(RunbookLexer.SPACE + " ");
  }

  private static List<String> tokens(LexerBase lexer) {
    List<String> tokens = new ArrayList<>();
    Token token;
    do {
      token = lexer.nextToken();
      tokens.add(
          "%d at %d to %d, line %d column %d, channel %d"
              .formatted(
                  token.getType(),
                  token.getStartIndex(),
                  token.getStopIndex(),
                  token.getLine(),
                  token.getCharPositionInLine(),
                  token.getChannel()));
    } while (token.getType() != Token.EOF);
    return tokens;
  }
}
