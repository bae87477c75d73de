package dev.runbook.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines are commands, and which are of the language. */
final class OrderTest {

  @ParameterizedTest
  @CsvSource({
    "step, STEP",
    "run-to three, RUN_TO",
    "note step it, NOTE",
    "watch size > 2, WATCH",
    "stop it is late, STOP",
    "escalate, ESCALATE",
    "do lamp.light(), DO"
  })
  void aWordIsACommand(String line, Order order) {
    assertThat(Order.of(Said.of(line))).contains(order);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "step one \"First\" {",
        "watch \"the canary\" for 5m every 30s up to 1h {",
        "do \"look\" by ops up to 1h",
        "stop \"enough\"",
        "escalate to ladder",
        "size + 1",
        "let x = 1"
      })
  void aStatementIsNone(String line) {
    assertThat(Order.of(Said.of(line))).isEmpty();
  }

  @Test
  void aMisspeltWordIsNearOne() {
    assertThat(Order.meant("stpe")).contains("step");
    assertThat(Order.meant("frobnicate")).isEmpty();
  }

  @Test
  void helpTellsOfEachWordOnALineOfATerminal() {
    assertThat(Order.help("")).hasSize(Order.values().length + 1);
    assertThat(Order.help("")).allMatch(line -> line.length() <= 78);
    assertThat(Order.help("jump")).singleElement().asString().startsWith("jump STEP [REASON]");
  }
}
