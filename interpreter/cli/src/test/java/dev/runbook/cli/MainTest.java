package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void knowsItsVersion() {
    assertThat(Main.run("--version")).isZero();
  }
}
