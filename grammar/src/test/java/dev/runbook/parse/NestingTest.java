package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Source;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nesting that nobody can follow is told as such: it overflows no stack, and takes no time. */
final class NestingTest {

  private static final int TIMES = 100_000;

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "f(", "\"${", "if a then (", "x[", "[a: ", "if a then b else "})
  void expressionsAreGivenUp(String opening) {
    assertTooDeep("function f() -> text => " + opening.repeat(TIMES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"if a {\n", "parallel {", "step a {\n", "match a {\nb {", "retry 3 times {"})
  void blocksAreGivenUp(String opening) {
    assertTooDeep("runbook x {\n" + opening.repeat(TIMES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not ", "-", "a.", "a + ", "a and ", "a ?? "})
  void chainsAreGivenUp(String link) {
    assertTooDeep("function f() -> text => " + link.repeat(TIMES) + "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "{",
        "}",
        ";",
        "\"",
        "| ",
        "else if a {} ",
        "|\n",
        "\n",
        "😀",
        "a() by b ",
        "]"
      })
  void whateverIsRepeatedIsReadInTime(String word) {
    Source source = new Source("repeated", "runbook x {\n" + word.repeat(TIMES));
    assertThat(inTime(source).tree().declarations()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "\\n", "\\", "${a}", "ü"})
  void longTextsAreReadInTime(String part) {
    Source source = new Source("long", "function f() -> text => \"" + part.repeat(TIMES) + "\"");
    assertThat(inTime(source).tree().declarations()).hasSize(1);
  }

  private static void assertTooDeep(String text) {
    assertThat(inTime(new Source("deep", text)).diagnostics())
        .extracting(diagnostic -> diagnostic.code())
        .containsExactly(Code.RB1004);
  }

  private static Parsed inTime(Source source) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> Reading.parse(source));
  }
}
