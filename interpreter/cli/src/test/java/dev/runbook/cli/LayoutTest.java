package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in a window. */
final class LayoutTest {

  private static final String WORDS =
      "Find the step and click its cell in the row of this run, which brings up a dialog.";

  @ParameterizedTest
  @ValueSource(ints = {40, 56, 80})
  void noWordIsCutInAWindowOfAnyWidth(int width) {
    String laid = Layout.wrapped(width, " ".repeat(12) + "- ", " ".repeat(14), WORDS);
    assertThat(laid.lines()).hasSizeGreaterThan(1).allMatch(line -> line.length() <= width);
    assertThat(laid.replaceAll("\\s+", " ").strip()).isEqualTo("- " + WORDS);
  }

  /** Of 40 columns a margin of 14 would be a third. */
  @Test
  void whereThereIsLittleRoomAMarginIsSmallAndStillSaysWhatBelongsTogether() {
    assertThat(Layout.wrapped(40, "10:00:00 UTC  ", " ".repeat(16), WORDS).lines())
        .element(1)
        .asString()
        .matches(" {4}\\S.*");
    assertThat(Layout.paragraphs(40, " ".repeat(14) + "| ", WORDS))
        .singleElement()
        .asString()
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.startsWith("  | ")));
  }

  @Test
  void whatFitsKeepsItsColumns() {
    assertThat(Layout.wrapped(80, "  ", "    ", "undos       what stopping would undo"))
        .isEqualTo("  undos       what stopping would undo");
  }

  @Test
  void aListKeepsItsSignsAndALongItemGoesOnBesideItsOwn() {
    assertThat(Layout.paragraphs(40, "| ", "Look at:\n- one\n- " + WORDS))
        .containsSubsequence("| Look at:", "| - one")
        .last()
        .asString()
        .satisfies(
            item -> assertThat(item.lines()).first().asString().startsWith("| - Find the step"),
            item ->
                assertThat(item.lines().skip(1))
                    .allMatch(line -> line.startsWith("|   ") && line.length() <= 40));
  }
}
