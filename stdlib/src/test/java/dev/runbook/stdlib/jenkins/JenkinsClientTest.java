package dev.runbook.stdlib.jenkins;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.Version;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.TestCall;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against the stand-in: pipelines that start, wait, are approved by somebody, end. */
class JenkinsClientTest {

  private static final String WORLD =
      """
      jenkins:
        url: https://ci.test/jenkins
        pipelines:
          team/app:
            stages:
              - { name: BUILD, takes: 30s }
              - { name: "PROD: DEPLOY", input: "Really?", takes: 2m }
            runs:
              - { version: v1.1, started: 9d, stands: succeeded }
              - { version: v1.2, started: 8d, stands: failed }
              - { version: v1.3, started: 2h, stands: "PROD: DEPLOY" }
          team/breaks:
            stages: [{ name: BUILD, takes: 30s, fails: true }]
      """;
  private static final Map<String, Object> WAITING =
      Map.of("pipeline", "team/app", "number", BigDecimal.valueOf(3));

  private Rehearsal rehearsal;

  @BeforeEach
  void enter(@TempDir Path scratch) {
    rehearsal = Rehearsal.of(WORLD, scratch);
  }

  @AfterEach
  void leave() {
    rehearsal.close();
  }

  @Test
  void theTopmostRunSaysWhatItDeploys() throws Exception {
    Map<?, ?> run = run("topmost", "pipeline", "team/app");
    assertThat(run.get("number")).isEqualTo(BigDecimal.valueOf(3));
    assertThat(run.get("version")).isEqualTo(new Version("v1.3"));
    assertThat(run.get("started")).isEqualTo(rehearsal.now().minus(Duration.ofHours(2)));
    assertThat(run.get("url")).hasToString("https://ci.test/jenkins/job/team/job/app/3/");
  }

  @Test
  void aPipelineWithoutRunsHasNoTopmostOne() throws Exception {
    assertThat(rehearsal.perform("jenkins", "topmost", "pipeline", "team/breaks")).isNull();
    assertThat(rehearsal.perform("jenkins", "deployed", "pipeline", "team/breaks")).isNull();
    assertThat(rehearsal.perform("jenkins", "last-good", "pipeline", "team/breaks")).isNull();
  }

  @Test
  void anUnknownPipelineIsRefused() {
    ServiceFailure failure =
        failure(() -> rehearsal.perform("jenkins", "topmost", "pipeline", "team/ap"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure)
        .hasMessageStartingWith("Jenkins refused to read the topmost run of team/ap (404");
  }

  @Test
  void whatIsDeployedIsTheNewestRunThatEndedWell() throws Exception {
    assertThat(rehearsal.perform("jenkins", "deployed", "pipeline", "team/app"))
        .isEqualTo(new Version("v1.1"));
    assertThat(run("last-good", "pipeline", "team/app").get("version"))
        .isEqualTo(new Version("v1.1"));
  }

  @Test
  void aStartedRunGoesThroughTheQueueToItsInput() throws Exception {
    TestCall call = rehearsal.call("start");
    Object started =
        rehearsal.perform(
            call,
            "jenkins",
            "start",
            "pipeline",
            "team/app",
            "parameters",
            Map.of("ImageTag", "v1.4"));
    Map<?, ?> run = (Map<?, ?>) requireNonNull(started);
    assertThat(run.get("number")).isEqualTo(BigDecimal.valueOf(4));
    assertThat(run.get("version")).isEqualTo(new Version("v1.4"));
    assertThat(call.seen()).contains("in the queue: In the quiet period.");

    assertThat(state(run)).isEqualTo("running");
    rehearsal.pass(Duration.ofSeconds(30));
    assertThat(state(run)).isEqualTo("waiting");
  }

  @Test
  void aParameterThatJenkinsWouldDropIsRefusedBeforeAnythingStarts() throws Exception {
    ServiceFailure failure =
        failure(() ->
            rehearsal.perform(
                "jenkins", "start", "pipeline", "team/app", "parameters", Map.of("Tag", "v1")));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("declares no parameter Tag");
    assertThat(run("topmost", "pipeline", "team/app").get("number"))
        .isEqualTo(BigDecimal.valueOf(3));
  }

  @Test
  void aStartInDoubtIsFoundAgainAndARepetitionStartsNothingElse() throws Exception {
    Object[] arguments = {"pipeline", "team/app", "parameters", Map.of("ImageTag", "v1.4")};
    TestCall brief = rehearsal.call("start").within(Duration.ofSeconds(1));
    ServiceFailure failure = failure(() -> rehearsal.perform(brief, "jenkins", "start", arguments));
    assertThat(failure.kind()).isEqualTo(Kind.IN_DOUBT);

    Map<?, ?> repeated =
        (Map<?, ?>) requireNonNull(rehearsal.perform("jenkins", "start", arguments));
    Map<?, ?> found =
        run(
            "run-started-after",
            "newest",
            WAITING,
            "pipeline",
            "team/app",
            "parameters",
            Map.of("ImageTag", "v1.4"));
    assertThat(found).isEqualTo(repeated);
    assertThat(found.get("number")).isEqualTo(BigDecimal.valueOf(4));
  }

  @Test
  void aRunStillInTheQueueIsWaitedForWhenLookingForIt() throws Exception {
    Map<String, String> parameters = Map.of("ImageTag", "v1.4");
    TestCall brief = rehearsal.call("start").within(Duration.ofSeconds(1));
    failure(() ->
        rehearsal.perform(
            brief, "jenkins", "start", "pipeline", "team/app", "parameters", parameters));
    Map<?, ?> found =
        run("run-started-after", "newest", null, "pipeline", "team/app", "parameters", parameters);
    assertThat(found.get("number")).isEqualTo(BigDecimal.valueOf(4));
  }

  @Test
  void aRunThatNobodyStartedIsNotFound() throws Exception {
    assertThat(startedAfter("v1.4")).isNull();
    assertThat(startedAfter("v1.3")).as("started by somebody else, and before").isNull();
  }

  @Test
  void severalRunsOfOursAreAQuestionForAPerson() throws Exception {
    for (int twice = 0; twice < 2; twice++) {
      rehearsal.perform(
          "jenkins", "start", "pipeline", "team/app", "parameters", Map.of("ImageTag", "v1.4"));
    }
    assertThat(failure(() -> startedAfter("v1.4")).kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void anApprovedStageIsSettledAndTheRunSucceeds() throws Exception {
    assertThat(waitingStage()).isEqualTo("PROD: DEPLOY");
    assertThat(settled()).isEqualTo(false);
    proceed(rehearsal.call("proceed"));
    assertThat(waitingStage()).isNull();
    assertThat(settled()).isEqualTo(true);
    assertThat(ended()).isEqualTo(false);
    rehearsal.pass(Duration.ofMinutes(2));
    assertThat(state(WAITING)).isEqualTo("succeeded");
    assertThat(ended()).isEqualTo(true);
  }

  @Test
  void somebodyElsesClickIsAsGoodAsOurs() throws Exception {
    proceed(rehearsal.call("somebody"));
    TestCall ours = rehearsal.call("ours");
    proceed(ours);
    assertThat(ours.seen()).containsExactly("somebody else has approved PROD: DEPLOY");
  }

  @Test
  void anAbortedRunIsNotApproved() throws Exception {
    rehearsal.perform("jenkins", "abort", "run", WAITING);
    assertThat(state(WAITING)).isEqualTo("aborted");
    assertThat(settled()).isEqualTo(false);
    assertThat(failure(() -> proceed(rehearsal.call("late"))).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void aStageThatIsNotReachedIsNotApproved() throws Exception {
    Map<?, ?> run = run("start", "pipeline", "team/app", "parameters", Map.of("ImageTag", "v1.4"));
    ServiceFailure failure =
        failure(() -> rehearsal.perform("jenkins", "proceed", "run", run, "stage", "PROD: DEPLOY"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("does not wait at PROD: DEPLOY");
  }

  @Test
  void aFailingStageFailsTheRun() throws Exception {
    Map<?, ?> run = run("start", "pipeline", "team/breaks", "parameters", Map.of());
    rehearsal.pass(Duration.ofSeconds(30));
    assertThat(state(run)).isEqualTo("failed");
  }

  @Test
  void aPasswordNeedsACrumb() throws Exception {
    Connection signedIn = as("sandbox-password");
    try (JenkinsClient client = new JenkinsClient(signedIn)) {
      client.perform(
          "proceed",
          Rehearsal.arguments("run", WAITING, "stage", "PROD: DEPLOY"),
          rehearsal.call("proceed"));
    }
    assertThat(settled()).isEqualTo(true);
  }

  @Test
  void withoutCredentialsNothingIsTold() {
    try (JenkinsClient client = new JenkinsClient(as(null))) {
      ServiceFailure failure =
          failure(() ->
              client.perform(
                  "topmost", Rehearsal.arguments("pipeline", "team/app"), rehearsal.call("read")));
      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    }
  }

  private Connection as(@Nullable String password) {
    Connection sandbox = rehearsal.connection("jenkins");
    return new Connection() {
      @Override
      public Optional<URI> base() {
        return sandbox.base();
      }

      @Override
      public Optional<String> setting(String name) {
        return sandbox.setting(name);
      }

      @Override
      public Optional<Secret> credential(String name) {
        return name.equals("password") && password != null
            ? Optional.of(new Secret("jenkins.password", password))
            : Optional.empty();
      }

      @Override
      public RunClock clock() {
        return sandbox.clock();
      }

      @Override
      public URI route(URI wanted) throws ServiceFailure {
        return sandbox.route(wanted);
      }
    };
  }

  private Map<?, ?> run(String action, @Nullable Object... arguments) throws Exception {
    return (Map<?, ?>) requireNonNull(rehearsal.perform("jenkins", action, arguments));
  }

  private @Nullable Object startedAfter(String version)
      throws ServiceFailure, InterruptedException {
    return rehearsal.perform(
        "jenkins",
        "run-started-after",
        "newest",
        WAITING,
        "pipeline",
        "team/app",
        "parameters",
        Map.of("ImageTag", version));
  }

  private @Nullable Object state(Map<?, ?> run) throws Exception {
    return rehearsal.perform("jenkins", "state", "run", run);
  }

  private @Nullable Object ended() throws Exception {
    return rehearsal.perform("jenkins", "ended", "run", WAITING);
  }

  private @Nullable Object settled() throws Exception {
    return rehearsal.perform(
        "jenkins",
        "approved-after",
        "approvals",
        BigDecimal.ONE,
        "run",
        WAITING,
        "stage",
        "PROD: DEPLOY");
  }

  private @Nullable Object waitingStage() throws Exception {
    return rehearsal.perform(
        "jenkins", "waiting-stage", "run", WAITING, "stages", List.of("OTHER", "PROD: DEPLOY"));
  }

  private void proceed(TestCall call) throws ServiceFailure, InterruptedException {
    rehearsal.perform(call, "jenkins", "proceed", "run", WAITING, "stage", "PROD: DEPLOY");
  }
}
