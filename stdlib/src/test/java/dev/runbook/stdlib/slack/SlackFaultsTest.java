package dev.runbook.stdlib.slack;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong in Slack alone. */
class SlackFaultsTest {

  private static final String WORLD =
      """
      slack:
        channels: ["#duty"]
        answers:
          - { channel: "#duty", by: U0BOB00001, after: 5m, says: "go ahead" }
      """;

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest
  @CsvSource({
    "token-revoked, UNAUTHORIZED",
    "invalid-auth, UNAUTHORIZED",
    "account-inactive, UNAUTHORIZED",
    "restricted-action, UNAUTHORIZED",
    "missing-scope, UNAUTHORIZED",
    "fatal-error, UNAVAILABLE",
    "ratelimited, RATE_LIMITED",
    "is-archived, REFUSED",
    "not-in-channel, REFUSED",
    "channel-not-found, REFUSED",
    "msg-too-long, REFUSED",
    "no-text, REFUSED",
  })
  void nothingIsPosted(String fault, Kind kind) throws Exception {
    try (Rehearsal rehearsal = rehearsal(fault)) {
      ServiceFailure failure = failure(() -> post(rehearsal));
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure).hasMessageContaining(fault.replace('-', '_'));
      assertThat(looked(rehearsal)).isNull();
    }
  }

  @Test
  void anErrorOfSlacksOwnLeavesADoubtThatALookEnds() throws Exception {
    try (Rehearsal rehearsal = rehearsal("act-then-internal-error")) {
      assertThat(failure(() -> post(rehearsal)).kind()).isEqualTo(Kind.IN_DOUBT);
      assertThat(looked(rehearsal)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"late-history", "bare-history"})
  void theVeryMessageIsFoundAllTheSame(String fault) throws Exception {
    try (Rehearsal rehearsal = rehearsal(fault)) {
      Object message = post(rehearsal);
      assertThat(looked(rehearsal)).isEqualTo(message);
    }
  }

  @Test
  void aHistoryThatNeverTellsLeavesADoubt() throws Exception {
    String[] always =
        List.of(1, 2, 3, 4, 5).stream()
            .map("slack:bare-history@%d"::formatted)
            .toArray(String[]::new);
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, requireNonNull(scratch), always)) {
      post(rehearsal);
      assertThat(failure(() -> looked(rehearsal)).kind()).isEqualTo(Kind.UNREADABLE);
    }
  }

  @ParameterizedTest
  @CsvSource({"answer-deleted, ''", "answer-edited, wait"})
  void onlyWhatTheThreadShowsCounts(String fault, String words) throws Exception {
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
  void inAChannelThatWasRenamedNothingIsPosted() throws Exception {
    try (Rehearsal rehearsal = rehearsal("renamed-channel")) {
      ServiceFailure failure = failure(() -> post(rehearsal));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("#duty");
      assertThat(looked(rehearsal)).isNull();
    }
  }

  @Test
  void whoMayReadOnceAMinuteIsToldHowLongToWait() throws Exception {
    try (Rehearsal rehearsal = rehearsal("one-a-minute")) {
      Object question = post(rehearsal);
      assertThat(replies(rehearsal, question)).isEmpty();
      rehearsal.pass(Duration.ofSeconds(20));
      ServiceFailure failure = failure(() -> replies(rehearsal, question));
      assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(40));
      rehearsal.pass(Duration.ofMinutes(5));
      assertThat(replies(rehearsal, question)).hasSize(1);
    }
  }

  private Rehearsal rehearsal(String fault) {
    return Rehearsal.faulty(WORLD, requireNonNull(scratch), "slack:" + fault);
  }

  private static Object post(Rehearsal rehearsal) throws ServiceFailure, InterruptedException {
    return requireNonNull(
        rehearsal.perform(
            rehearsal.call("ask"), "slack", "post", "channel", "#duty", "message", "May we?"));
  }

  private static @Nullable Object looked(Rehearsal rehearsal)
      throws ServiceFailure, InterruptedException {
    var call = rehearsal.call("ask").within(Duration.ofSeconds(30)).looking();
    Instant since = Instant.parse("2026-11-26T10:00:00Z");
    return rehearsal.perform(
        call, "slack", "posted", "channel", "#duty", "message", "May we?", "since", since);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> replies(Rehearsal rehearsal, Object question)
      throws ServiceFailure, InterruptedException {
    return (List<Map<String, Object>>)
        requireNonNull(rehearsal.perform("slack", "replies", "message", question));
  }
}
