package dev.runbook.stdlib.pager;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of both kinds: they are open until somebody resolves them, and one per key. */
class PagerClientTest {

  private static final String KEY = "deploy of \"balrog\" \\ v3.20";

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"pagerduty", "alertmanager"})
  void aPageIsOpenUntilItIsResolved(String kind) throws Exception {
    try (Rehearsal rehearsal = rehearsal("{kind: " + kind + "}")) {
      assertThat(paged(rehearsal, KEY)).isNull();
      Object page = page(rehearsal);
      assertThat(paged(rehearsal, KEY)).isEqualTo(page);
      assertThat(paged(rehearsal, "another")).isNull();
      assertThat(resolved(rehearsal, page)).isFalse();
      rehearsal.pass(Duration.ofMinutes(1));
      assertThat(rehearsal.perform("pager", "resolve", "page", page)).isNull();
      assertThat(resolved(rehearsal, page)).isTrue();
      assertThat(paged(rehearsal, KEY)).isNull();
    }
  }

  @Test
  void aSecondPageWithTheSameKeyIsTheFirst() throws Exception {
    try (Rehearsal rehearsal = rehearsal("{}")) {
      Object first = page(rehearsal);
      rehearsal.pass(Duration.ofMinutes(10));
      Object second = page(rehearsal);
      assertThat(paged(rehearsal, KEY)).isEqualTo(first);
      rehearsal.perform("pager", "resolve", "page", second);
      assertThat(paged(rehearsal, KEY)).isNull();
    }
  }

  @Test
  void anAlertEndsAfterADay() throws Exception {
    try (Rehearsal rehearsal = rehearsal("{kind: alertmanager}")) {
      Object page = page(rehearsal);
      rehearsal.pass(Duration.ofHours(23));
      assertThat(resolved(rehearsal, page)).isFalse();
      rehearsal.pass(Duration.ofHours(1));
      assertThat(resolved(rehearsal, page)).isTrue();
    }
  }

  @Test
  void whoeverIsOnCallAcknowledges() throws Exception {
    try (Rehearsal rehearsal = rehearsal("{acknowledged: 4m}")) {
      Object page = page(rehearsal);
      assertThat(acknowledged(rehearsal, page)).isFalse();
      rehearsal.pass(Duration.ofMinutes(4));
      assertThat(acknowledged(rehearsal, page)).isTrue();
      assertThat(resolved(rehearsal, page)).isFalse();
    }
  }

  @Test
  void nobodyAcknowledges() throws Exception {
    try (Rehearsal rehearsal = rehearsal("{acknowledged: 4m}", "nobody-acknowledges")) {
      Object page = page(rehearsal);
      rehearsal.pass(Duration.ofHours(4));
      assertThat(acknowledged(rehearsal, page)).isFalse();
    }
  }

  @Test
  void whoPagesTooOftenIsAskedForPatienceAndNobodyIsPaged() throws Exception {
    try (Rehearsal rehearsal = rehearsal("{}", "throttled")) {
      ServiceFailure failure = failure(() -> page(rehearsal));
      assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(failure.nothingDone()).isTrue();
      assertThat(page(rehearsal)).isNotNull();
    }
  }

  @Test
  void alertmanagerDoesNotSayWhoSeesToIt() throws Exception {
    try (Rehearsal rehearsal = rehearsal("{kind: alertmanager}")) {
      Object page = page(rehearsal);
      ServiceFailure failure = failure(() -> acknowledged(rehearsal, page));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("ask whoever is on call");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pagerduty", "alertmanager"})
  void aPageThatShowsLateIsFoundAfterADoubt(String kind) throws Exception {
    try (Rehearsal rehearsal = rehearsal("{kind: " + kind + "}", "late-page")) {
      Object page = page(rehearsal);
      Instant before = rehearsal.now();
      var look = rehearsal.call("page").looking();
      assertThat(rehearsal.perform(look, "pager", "paged", "severity", "critical", "key", KEY))
          .isEqualTo(page);
      assertThat(rehearsal.now()).isAfter(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "' ', 0"})
  void aKeyIsNeeded(String key, int length) {
    try (Rehearsal rehearsal = rehearsal("{}")) {
      ServiceFailure failure =
          failure(() ->
              rehearsal.perform("pager", "page", "summary", "x", "severity", "info", "key", key));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("this one has " + length);
    }
  }

  private Rehearsal rehearsal(String pager, String... faults) {
    String[] named = new String[faults.length];
    for (int at = 0; at < faults.length; at++) {
      named[at] = "pager:" + faults[at];
    }
    return Rehearsal.faulty("pager: " + pager, requireNonNull(scratch), named);
  }

  private static Object page(Rehearsal rehearsal) throws ServiceFailure, InterruptedException {
    return requireNonNull(
        rehearsal.perform(
            "pager",
            "page",
            "summary",
            "Balrog does not answer",
            "severity",
            "critical",
            "key",
            KEY));
  }

  private static @Nullable Object paged(Rehearsal rehearsal, String key)
      throws ServiceFailure, InterruptedException {
    return rehearsal.perform("pager", "paged", "severity", "critical", "key", key);
  }

  private static boolean resolved(Rehearsal rehearsal, Object page)
      throws ServiceFailure, InterruptedException {
    return Boolean.TRUE.equals(rehearsal.perform("pager", "resolved", "page", page));
  }

  private static boolean acknowledged(Rehearsal rehearsal, Object page)
      throws ServiceFailure, InterruptedException {
    return Boolean.TRUE.equals(rehearsal.perform("pager", "acknowledged", "page", page));
  }
}
