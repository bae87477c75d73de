package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    assertThat(remembered(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tag.parts", "run-to three"})
  void theRestIs(String line) {
    assertThat(remembered(line)).containsExactly(line);
  }

  private static List<String> remembered(String line) {
    Remembered history = new Remembered();
    history.add(Instant.EPOCH, line);
    List<String> lines = new ArrayList<>();
    history.forEach(entry -> lines.add(entry.line()));
    return lines;
  }
}
