package dev.runbook.stdlib.matrix;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong in Matrix alone. */
class MatrixFaultsTest {

  private static final String ROOM = "#duty:mozilla.org";
  private static final String WORLD =
      """
      matrix:
        rooms: ["#duty:mozilla.org"]
        answers:
          - { room: "#duty:mozilla.org", by: "@bob:mozilla.org", after: 5m, says: "go ahead" }
      """;

  @TempDir private @Nullable Path scratch;

  @Test
  void patienceThatIsAskedForInTheAnswerAlone() {
    try (Rehearsal rehearsal = rehearsal("limit-exceeded")) {
      ServiceFailure failure = failure(() -> post(rehearsal));
      assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(failure.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(20)));
      assertThat(failure).hasMessageContaining("wait 20 seconds");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "soft-logout, UNAUTHORIZED, our Matrix token has expired",
    "not-joined, REFUSED, we are not in the matrix room #duty:mozilla.org",
    "encrypted, REFUSED, the matrix room #duty:mozilla.org is encrypted",
  })
  void nothingIsPosted(String fault, Kind kind, String words) throws Exception {
    try (Rehearsal rehearsal = rehearsal(fault)) {
      ServiceFailure failure = failure(() -> post(rehearsal));
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.getMessage()).containsIgnoringCase(words);
      assertThat(looked(rehearsal)).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"gap", "late-history"})
  void theVeryMessageIsFoundAllTheSame(String fault) throws Exception {
    try (Rehearsal rehearsal = rehearsal(fault)) {
      Object message = post(rehearsal);
      assertThat(looked(rehearsal)).isEqualTo(message);
    }
  }

  @Test
  void aServerThatForgetsTransactionsPostsTwice() throws Exception {
    try (Rehearsal rehearsal = rehearsal("forgotten-transaction")) {
      assertThat(post(rehearsal)).isNotEqualTo(post(rehearsal));
    }
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      assertThat(post(rehearsal)).isEqualTo(post(rehearsal));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "answer-withdrawn, ''",
    "answer-edited, wait",
    "answer-elsewhere, ''",
    "gap, go ahead",
  })
  void onlyWhatTheRoomShowsCounts(String fault, String words) throws Exception {
    try (Rehearsal rehearsal = rehearsal(fault)) {
      Object question = post(rehearsal);
      rehearsal.pass(Duration.ofMinutes(5));
      List<Object> expected = words.isEmpty() ? List.of() : List.of(words);
      assertThat(replies(rehearsal, question))
          .extracting(reply -> reply.get("words"))
          .isEqualTo(expected);
    }
  }

  @Test
  void aStrangersReactionIsShownAsHis() throws Exception {
    try (Rehearsal rehearsal = rehearsal("stranger")) {
      Object question = post(rehearsal);
      rehearsal.pass(Duration.ofMinutes(1));
      assertThat(replies(rehearsal, question))
          .singleElement()
          .satisfies(
              reply -> assertThat(reply.get("sender")).isEqualTo("@stranger:elsewhere.invalid"));
    }
  }

  @Test
  void anAnswerThatArrivesLateCountsFromThenOn() throws Exception {
    try (Rehearsal rehearsal = rehearsal("federation-lag")) {
      Object question = post(rehearsal);
      rehearsal.pass(Duration.ofMinutes(14));
      assertThat(replies(rehearsal, question)).isEmpty();
      rehearsal.pass(Duration.ofMinutes(1));
      assertThat(replies(rehearsal, question))
          .singleElement()
          .satisfies(reply -> assertThat(reply.get("words")).isEqualTo("go ahead"));
    }
  }

  private Rehearsal rehearsal(String fault) {
    return Rehearsal.faulty(WORLD, requireNonNull(scratch), "matrix:" + fault);
  }

  private static Object post(Rehearsal rehearsal) throws ServiceFailure, InterruptedException {
    return requireNonNull(
        rehearsal.perform(
            rehearsal.call("ask"), "matrix", "post", "room", ROOM, "message", "May we?"));
  }

  private static @Nullable Object looked(Rehearsal rehearsal)
      throws ServiceFailure, InterruptedException {
    var call = rehearsal.call("ask").within(Duration.ofSeconds(30)).looking();
    Instant since = Instant.parse("2026-11-26T10:00:00Z");
    return rehearsal.perform(
        call, "matrix", "posted", "room", ROOM, "message", "May we?", "since", since);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> replies(Rehearsal rehearsal, Object question)
      throws ServiceFailure, InterruptedException {
    return (List<Map<String, Object>>)
        requireNonNull(rehearsal.perform("matrix", "replies", "message", question));
  }
}
