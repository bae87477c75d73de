package dev.runbook.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.parse.Reading;
import dev.runbook.source.Source;
import org.junit.jupiter.api.Test;

/** What a file of the corpus cannot show, because an editor or git would put it right. */
final class FormatterTest {

  @Test
  void lineEndsOfOtherSystemsBecomeOurs() {
    assertThat(format("use a\r\n\r\n\r\nuse b\ruse c\r\n")).isEqualTo("use a\n\nuse b\nuse c\n");
  }

  @Test
  void lineEndsInsideTextsBecomeOursAsWell() {
    String formatted = format("function f() -> text => \"\"\"\r\n  a\r\n  b\r\"\"\"\r\n");
    assertThat(formatted).isEqualTo("function f() -> text => \"\"\"\n  a\n  b\n\"\"\"\n");
  }

  @Test
  void theByteOrderMarkGoes() {
    assertThat(format("\uFEFFuse a")).isEqualTo("use a\n");
  }

  @Test
  void blanksAtTheEndsOfLinesGo() {
    assertThat(format("use a   \n# b  \n\t\n")).isEqualTo("use a\n# b\n");
  }

  @Test
  void blanksAtTheEndOfProseStay() {
    assertThat(format("| a  \n|   \n|b\n")).isEqualTo("| a  \n|\n| b\n");
  }

  @Test
  void nothingStaysNothing() {
    assertThat(format("")).isEmpty();
    assertThat(format(" \n\n")).isEmpty();
  }

  @Test
  void aTextWithMistakesIsLeftAlone() {
    assertThat(Formatter.format(Reading.parse(new Source("x", "team {")))).isEmpty();
  }

  @Test
  void shortBodiesStayOnTheirLineWhileTheyFit() {
    String fits = "type T { " + "a".repeat(103) + ": text }\n";
    String doesNot = "type T { " + "a".repeat(104) + ": text }\n";
    assertThat(format(fits)).isEqualTo(fits);
    assertThat(format(doesNot)).startsWith("type T {\n  a");
  }

  private static String format(String text) {
    return Formatter.format(Reading.parse(new Source("x", text))).orElseThrow();
  }
}
