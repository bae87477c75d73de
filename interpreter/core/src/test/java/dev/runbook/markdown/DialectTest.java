package dev.runbook.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not parsed means what it would mean if it were. */
class DialectTest {

  private static final Parser PARSER = Dialect.parser(IncludeSourceSpans.NONE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "It is done.",
        "(see below)",
        " indented",
        "at its end ",
        "\tby a tab",
        "with  two  blanks",
        "# heading",
        "#no-heading",
        "- item",
        "+ item",
        "1. item",
        "1) item",
        "3.20 runs",
        "===",
        "---",
        "two\nlines",
        "a return\rbetween",
        "an ![image](x)",
        "wow!",
        "a [link](x)",
        "an &amp; entity",
        "a | b",
        "~~~",
        "x ~~y~~",
        "<https://example.com>",
        "a \\* b",
        "*soft*",
        "_soft_",
        "snake_case",
        "\uE000 runs",
        "\u00a0hard blank",
        "a\u0000b",
        "a\u2028b",
        "[x]: y",
        ": x"
      })
  void textsAsPeopleWriteThem(String text) {
    same(text);
  }

  @Test
  void andWhateverElseStandsThere() {
    Random random = new Random(7);
    String signs = "ab1 .,:;!?#-+=*_`~[]()<>|&\\/\"'$%@\t\n\r\u0000\u00a0é\uE000\uD83D\uDE80";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        text.append(signs.charAt(random.nextInt(round % 2 == 0 ? 8 : signs.length())));
      }
      same(text.toString());
    }
  }

  private static void same(String text) {
    assertThat(outline(Dialect.parse(text))).as(text).isEqualTo(outline(PARSER.parse(text)));
  }

  private static String outline(Node node) {
    StringBuilder outline = new StringBuilder(node.toString()).append('(');
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      outline.append(outline(child));
    }
    return outline.append(')').toString();
  }
}
