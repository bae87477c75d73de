package dev.runbook.stdlib;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would fail tonight, found by reading only. */
class VerifyTest {

  private static final String WORLD =
      """
      sentry: { projects: [api] }
      grafana: { dashboards: { abc: [{ panel: 4, title: "Requests", value: 5 }], none: [] } }
      matrix: { rooms: ["#a:b.test"] }
      slack: { channels: ["#a"] }
      balrog: { versions: { "https://balrog.test/": v1.0 } }
      git: { history: [{ version: v1.0 }] }
      registry: { images: { a/b: { tags: [v1.0] } } }
      http: { answers: [{ url: "https://status.test/", text: "fine" }] }
      """;

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"sentry", "grafana", "slack", "pager", "git"})
  void aServiceThatIsThere(String service) throws Exception {
    try (Rehearsal rehearsal = world()) {
      assertThat(client(rehearsal, service).verify(rehearsal.call("verify")))
          .singleElement()
          .matches(Finding::good);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sentry", "slack", "pager"})
  void aServiceThatDoesNotKnowUs(String service) {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), service + ":unauthorized")) {
      assertThat(failure(() -> client(rehearsal, service).verify(rehearsal.call("verify"))).kind())
          .isEqualTo(Kind.UNAUTHORIZED);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grafana | charts | dashboard | abc | the dashboard abc is there, with 1 charts",
        "matrix | post | room | #a:b.test | @runbook:sandbox.test is in the room #a:b.test, and can"
            + " read it",
        "slack | post | channel | #a | we are in the channel #a",
        "balrog | version-at | base | https://balrog.test/ | Balrog at https://balrog.test/"
            + " answers, and runs v1.0",
        "http | text | url | https://status.test/ | https://status.test/ answers",
        "registry | digest | image | a/b | the registry answers for a/b",
      })
  void whatACallNeedsIsThere(String service, String action, String name, String value, String words)
      throws Exception {
    try (Rehearsal rehearsal = world()) {
      assertThat(verified(rehearsal, service, action, name, value))
          .containsExactly(Finding.good(words));
      assertThat(verified(rehearsal, service, action)).as("nothing is known yet").isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grafana | charts | dashboard | abd | refused to read the dashboard abd (404",
        "matrix | post | room | #b:b.test | refused to find the room #b:b.test (404",
        "balrog | version-at | base | https://other.test/ | other.test",
        "http | text | url | https://status.test/no | refused to answer at https://status.test/no"
            + " (404",
        "http | json | url | https://status.test/ | its answer cannot be used",
      })
  void whatACallNeedsIsMissing(
      String service, String action, String name, String value, String words) {
    try (Rehearsal rehearsal = world()) {
      assertThat(failure(() -> verified(rehearsal, service, action, name, value)))
          .hasMessageContaining(words);
    }
  }

  @Test
  void aRemoteThatIsGoneAndACloneThatNobodyNamed() throws Exception {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "git:remote-gone")) {
      assertThat(failure(() -> client(rehearsal, "git").verify(rehearsal.call("verify"))))
          .hasMessageContaining("There is no repository at the remote");
    }
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> Reply.empty(500));
        ServiceClient git = Rehearsal.provider("git").connect(stub.connection());
        ServiceClient pager = Rehearsal.provider("pager").connect(stub.connection())) {
      assertThat(failure(() -> git.verify(stub.call())))
          .hasMessageContaining("does not name a git repository");
      assertThat(failure(() -> pager.verify(stub.call())))
          .hasMessageContaining("does not say which pager there is");
    }
  }

  @Test
  void chartsAndDashboards() throws Exception {
    try (Rehearsal rehearsal = world()) {
      assertThat(verified(rehearsal, "grafana", "current", "chart", chart(4)))
          .containsExactly(Finding.good("the chart \"Requests\" is there"));
      assertThat(failure(() -> verified(rehearsal, "grafana", "current", "chart", chart(5))))
          .hasMessageContaining("has no panel 5");
      assertThat(verified(rehearsal, "grafana", "charts", "dashboard", "none"))
          .containsExactly(
              Finding.bad("the dashboard none has no charts", "Name another dashboard."));
    }
  }

  @Test
  void eachProjectIsToldApart() throws Exception {
    try (Rehearsal rehearsal = world()) {
      assertThat(verified(rehearsal, "sentry", "new-issues", "projects", List.of("api", "apo")))
          .extracting(Finding::what)
          .containsExactly("the project api is there", "there is no project apo that we may see");
    }
  }

  @ParameterizedTest
  @CsvSource({"not-joined, We are not in the Matrix room", "encrypted, is encrypted"})
  void roomsInWhichNobodyCouldBeHeard(String fault, String words) {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "matrix:" + fault)) {
      assertThat(failure(() -> verified(rehearsal, "matrix", "post", "room", "#a:b.test")))
          .hasMessageContaining(words);
    }
  }

  @Test
  void aTokenThatMayTooLittleAndAChannelThatWeAreNotIn() throws Exception {
    String channels =
        "{\"ok\":true,\"channels\":[{\"id\":\"C012345678\",\"name\":\"a\",\"is_member\":false}]}";
    try (Stub stub =
            new Stub(
                requireNonNull(scratch),
                request ->
                    request.uri().getPath().endsWith("auth.test")
                        ? Reply.json(200, "{\"ok\":true,\"user_id\":\"U1\"}")
                            .with("X-OAuth-Scopes", "chat:write, channels:read")
                        : Reply.json(200, channels));
        ServiceClient slack = Rehearsal.provider("slack").connect(stub.connection())) {
      assertThat(slack.verify(stub.call()))
          .singleElement()
          .matches(finding -> !finding.good())
          .extracting(Finding::advice)
          .isEqualTo("Give our app channels:history, reactions:read and install it again.");
      for (String channel : List.of("#a", "C012345678", "#b")) {
        assertThat(slack.verify("post", Rehearsal.arguments("channel", channel), stub.call()))
            .singleElement()
            .matches(finding -> !finding.good());
      }
    }
  }

  @Test
  void aGrafanaWithoutItsDatabase() throws Exception {
    try (Stub stub =
            new Stub(requireNonNull(scratch), _ -> Reply.json(200, "{\"database\":\"failing\"}"));
        ServiceClient grafana = Rehearsal.provider("grafana").connect(stub.connection())) {
      assertThat(grafana.verify(stub.call())).noneMatch(Finding::good);
    }
  }

  private static Map<String, Object> chart(int panel) {
    return Map.of("dashboard", "abc", "panel", BigDecimal.valueOf(panel), "title", "Requests");
  }

  private Rehearsal world() {
    return Rehearsal.of(WORLD, requireNonNull(scratch));
  }

  private static ServiceClient client(Rehearsal rehearsal, String service) {
    return Rehearsal.provider(service).connect(rehearsal.connection(service));
  }

  private static List<Finding> verified(
      Rehearsal rehearsal, String service, String action, Object... arguments)
      throws ServiceFailure, InterruptedException {
    try (ServiceClient client = client(rehearsal, service)) {
      return client.verify(action, Rehearsal.arguments(arguments), rehearsal.call("verify"));
    }
  }
}
