package dev.runbook.stdlib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client makes of the faults that every service has. */
class FaultsTest {

  private static final String WORLD = "matrix:\n  rooms: [\"#duty:example.org\"]\n";

  @TempDir private Path scratch;

  @ParameterizedTest
  @CsvSource({
    "refused,UNAVAILABLE",
    "unavailable,UNAVAILABLE",
    "unauthorized,UNAUTHORIZED",
    "forbidden,UNAUTHORIZED",
    "rate-limited,RATE_LIMITED",
    "rate-limited-until,RATE_LIMITED",
    "rate-limited-bare,RATE_LIMITED",
    "login-page,UNAUTHORIZED",
    "moved,UNAUTHORIZED",
    "cut,UNREADABLE",
    "empty,UNREADABLE"
  })
  void aReadThatMeetsOne(String fault, Kind kind) {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "matrix:" + fault)) {
      assertThat(failure(rehearsal, "posted").kind()).isEqualTo(kind);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"act-then-close", "act-then-reset", "act-then-bad-gateway"})
  void aChangeThatMeetsOneIsInDoubtAndWasMade(String fault) throws Exception {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "matrix:" + fault)) {
      assertThat(failure(rehearsal, "post").kind()).isEqualTo(Kind.IN_DOUBT);
    }
  }

  @Test
  void patienceIsTheTimeThatTheAnswerNames() {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "matrix:rate-limited")) {
      assertThat(failure(rehearsal, "posted").retryAfter()).contains(Duration.ofSeconds(30));
    }
  }

  @Test
  void aFaultHappensOnceAndAtItsOccasion() {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "matrix:unavailable@2")) {
      assertThat(failure(rehearsal, "posted").kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThatThrownBy(() -> failure(rehearsal, "posted")).isInstanceOf(AssertionError.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "matrx:cut | did you mean `matrix`?",
        "matrix:cutt | did you mean `cut`?",
        "matrix | names no fault: write one as",
        "matrix:cut@0 | names no fault: write one as"
      })
  void aFaultThatNobodyPlaysIsTold(String fault, String told) {
    assertThatThrownBy(() -> Rehearsal.faulty(WORLD, scratch, fault).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }

  private static ServiceFailure failure(Rehearsal rehearsal, String action) {
    try {
      if (action.equals("post")) {
        rehearsal.perform("matrix", "post", "room", "#duty:example.org", "message", "hello");
      } else {
        rehearsal.perform(
            "matrix",
            "posted",
            "room",
            "#duty:example.org",
            "message",
            "hello",
            "since",
            Instant.parse("2026-11-26T10:00:00Z"));
      }
    } catch (ServiceFailure failure) {
      return failure;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError(action + " succeeded");
  }
}
