package dev.runbook.stdlib.pager;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import dev.runbook.stdlib.sandbox.TestProfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of each answer that is not the usual one. */
class PagerAnswersTest {

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "pagerduty | 202 | {} | IN_DOUBT | UNREADABLE",
        "pagerduty | 202 | {\"stat | IN_DOUBT | UNREADABLE",
        "pagerduty | 200 | '' | IN_DOUBT | UNREADABLE",
        "pagerduty | 200 | {\"incidents\":[{}]} | IN_DOUBT | UNREADABLE",
        "pagerduty | 200 | <html>Sign in</html> | UNAUTHORIZED | UNAUTHORIZED",
        "pagerduty | 400 | {\"status\":\"invalid event\"} | REFUSED | REFUSED",
        "pagerduty | 401 | '' | UNAUTHORIZED | UNAUTHORIZED",
        "pagerduty | 429 | '' | RATE_LIMITED | RATE_LIMITED",
        "pagerduty | 302 | '' | IN_DOUBT | UNAUTHORIZED",
        "pagerduty | 502 | '' | IN_DOUBT | UNAVAILABLE",
        "alertmanager | 200 | <html>Sign in</html> | UNAUTHORIZED | UNAUTHORIZED",
        "alertmanager | 400 | \"bad\" | REFUSED | REFUSED",
        "alertmanager | 429 | '' | RATE_LIMITED | RATE_LIMITED",
        "alertmanager | 307 | '' | REFUSED | UNAUTHORIZED",
        "alertmanager | 503 | '' | IN_DOUBT | UNAVAILABLE",
      })
  void answer(String kind, int status, String body, Kind paging, Kind looking) {
    Reply reply = new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    assertThat(failing(kind, reply, true).kind()).isEqualTo(paging);
    assertThat(failing(kind, reply, false).kind()).isEqualTo(looking);
  }

  @Test
  void anAnswerThatSaysNothingIsEnoughForAlertmanagerAndNoListOfAlerts() {
    assertThat(failing("alertmanager", Reply.json(200, "{}"), false).kind())
        .isEqualTo(Kind.UNREADABLE);
    assertThat(failing("alertmanager", Reply.empty(200), false).kind()).isEqualTo(Kind.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "pagerduty, no routing-key",
    "'', which pager there is",
    "bell, which pager there is"
  })
  void withoutWhatItNeedsNothingIsSent(String kind, String words) {
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> Reply.empty(200));
        PagerClient client = new PagerClient(connection(stub, kind, false))) {
      ServiceFailure failure = failure(() -> page(stub, client));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining(words);
    }
  }

  @Test
  void withoutATokenPagerDutyCannotBeLookedUpSoADoubtStays() {
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> Reply.empty(200));
        PagerClient client = new PagerClient(connection(stub, "pagerduty", false))) {
      ServiceFailure failure = failure(() -> look(stub, client));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("a token of its REST API");
    }
  }

  @Test
  void theKeyThatIsEchoedIsNotShown() {
    Reply echo = Reply.json(400, "{\"message\":\"no such key: secret of routing-key\"}");
    assertThat(failing("pagerduty", echo, true).getMessage())
        .contains("no such key")
        .doesNotContain("secret of");
  }

  private ServiceFailure failing(String kind, Reply reply, boolean paging) {
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> reply);
        PagerClient client = new PagerClient(connection(stub, kind, true))) {
      return failure(() -> {
        if (paging) {
          page(stub, client);
        } else {
          look(stub, client);
        }
      });
    }
  }

  private static void page(Stub stub, PagerClient client) throws Exception {
    client.perform(
        "page",
        Rehearsal.arguments("summary", "x", "severity", "critical", "key", "k"),
        stub.call());
  }

  private static void look(Stub stub, PagerClient client) throws Exception {
    client.perform("paged", Rehearsal.arguments("severity", "critical", "key", "k"), stub.call());
  }

  /** A profile in which the pager is where the stub is. */
  private static Connection connection(Stub stub, String kind, boolean known) {
    Map<String, String> settings = Map.of("kind", kind, "base", Stub.BASE, "api", Stub.BASE);
    Map<String, String> credentials =
        known
            ? Map.of("routing-key", "secret of routing-key", "token", "secret of token")
            : Map.of();
    return new TestProfile(stub.connection(), settings, credentials);
  }
}
