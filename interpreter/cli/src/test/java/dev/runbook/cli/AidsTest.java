package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed step by step, before it is read. */
final class AidsTest {

  @ParameterizedTest
  @ValueSource(strings = {"lamp.light(", "[1, 2", "step x {", "f(\"a)\"", "\"it's\".lines["})
  void aLineGoesOnWhileABracketIsOpen(String line) {
    assertThat(Aids.isOpen(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lamp.light(\"(\")", "note (it is odd", "skip :-(", "1 + 2", ")"})
  void elsewhereItEnds(String line) {
    assertThat(Aids.isOpen(line)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"let token = \"x\"", "http.get(authorization: \"y\")", "print db-password"})
  void whatLooksLikeASecretIsNotRemembered(String line) {
    assertThat(Remembered.mayBeKept(line)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tag.parts", "run-to three"})
  void theRestIs(String line) {
    assertThat(Remembered.mayBeKept(line)).isTrue();
  }
}
