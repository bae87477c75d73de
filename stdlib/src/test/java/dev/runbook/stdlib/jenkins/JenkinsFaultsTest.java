package dev.runbook.stdlib.jenkins;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.TestCall;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in Jenkins alone, and what can be seen of it beforehand. */
class JenkinsFaultsTest {

  private static final String WORLD =
      """
      jenkins:
        pipelines:
          team/app:
            stages:
              - { name: BUILD, takes: 30s }
              - { name: "PROD: DEPLOY", input: "Really?", takes: 2m }
            runs:
              - { version: v1.1, started: 9d, stands: failed }
              - { version: v1.3, started: 2h, stands: "PROD: DEPLOY" }
          team/new: { stages: [{ name: BUILD }] }
      """;
  private static final Map<String, Object> WAITING =
      Map.of("pipeline", "team/app", "number", BigDecimal.valueOf(2));
  private static final Object[] START = {
    "pipeline", "team/app", "parameters", Map.of("ImageTag", "v1.4")
  };
  private static final Object[] PROCEED = {"run", WAITING, "stage", "PROD: DEPLOY"};
  private static final Object[] APPROVED = {
    "approvals", BigDecimal.ZERO, "run", WAITING, "stage", "PROD: DEPLOY"
  };

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest
  @CsvSource({
    "restarting, UNAVAILABLE, getting ready to work",
    "job-gone, REFUSED, 404",
    "job-gone@2, REFUSED, 404",
    "disabled, REFUSED, is not buildable",
    "cancelled, REFUSED, Somebody cancelled team/app",
  })
  void nothingIsStarted(String fault, Kind kind, String words) throws Exception {
    try (Rehearsal rehearsal = faulty(fault)) {
      ServiceFailure failure = failure(() -> rehearsal.perform("jenkins", "start", START));
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure).hasMessageContaining(words);
      assertThat(found(rehearsal)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stuck",
        "late-number",
        "forgotten",
        "run-on-top",
        "other-on-top",
        "replayed",
        "numbers-skip",
        "coalesced"
      })
  void aRunOnDetoursIsOursAllTheSame(String fault) throws Exception {
    try (Rehearsal rehearsal = faulty(fault)) {
      TestCall call = rehearsal.call("start");
      Object run = rehearsal.perform(call, "jenkins", "start", START);
      assertThat(run).isEqualTo(found(rehearsal));
      if (fault.equals("stuck")) {
        assertThat(call.seen()).contains("in the queue: Waiting for next available executor");
      }
    }
  }

  @Test
  void aRunWhosePlaceInTheQueueIsNotToldIsInDoubtAndFoundByLooking() throws Exception {
    try (Rehearsal rehearsal = faulty("no-queue-address")) {
      assertThat(failure(() -> rehearsal.perform("jenkins", "start", START)).kind())
          .isEqualTo(Kind.IN_DOUBT);
      assertThat(found(rehearsal)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"approved-meanwhile", "already-given"})
  void whatSomebodyElseHasApprovedIsApproved(String fault) throws Exception {
    try (Rehearsal rehearsal = faulty(fault)) {
      TestCall call = rehearsal.call("proceed");
      rehearsal.perform(call, "jenkins", "proceed", PROCEED);
      assertThat(call.seen()).containsExactly("somebody else has approved PROD: DEPLOY");
      assertThat(rehearsal.perform("jenkins", "approved-after", APPROVED)).isEqualTo(true);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aborted-meanwhile, was aborted at PROD: DEPLOY",
    "not-a-submitter, You need to be releng",
  })
  void whatOthersDecideIsNotApproved(String fault, String words) throws Exception {
    try (Rehearsal rehearsal = faulty(fault)) {
      ServiceFailure failure = failure(() -> rehearsal.perform("jenkins", "proceed", PROCEED));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining(words);
      assertThat(rehearsal.perform("jenkins", "approved-after", APPROVED)).isEqualTo(false);
    }
  }

  @Test
  void ofTwoInputsAtOnceNoneIsGuessed() throws Exception {
    try (Rehearsal rehearsal = faulty("two-inputs")) {
      ServiceFailure failure = failure(() -> rehearsal.perform("jenkins", "proceed", PROCEED));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("has 2 inputs at once");
      assertThat(rehearsal.perform("jenkins", "approved-after", APPROVED)).isEqualTo(false);
      rehearsal.perform("jenkins", "proceed", PROCEED);
      assertThat(rehearsal.perform("jenkins", "approved-after", APPROVED)).isEqualTo(true);
    }
  }

  @Test
  void anApprovalInDoubtIsNoDoubtWhereTheStageAsksTheSameAgain() throws Exception {
    try (Rehearsal rehearsal = faulty("asks-again", "act-then-close")) {
      assertThat(rehearsal.perform("jenkins", "approvals", "run", WAITING))
          .isEqualTo(BigDecimal.ZERO);
      assertThat(rehearsal.perform("jenkins", "approved-after", APPROVED)).isEqualTo(false);
      assertThat(failure(() -> rehearsal.perform("jenkins", "proceed", PROCEED)).kind())
          .isEqualTo(Kind.IN_DOUBT);
      assertThat(rehearsal.perform("jenkins", "state", "run", WAITING)).isEqualTo("waiting");
      assertThat(rehearsal.perform("jenkins", "approved-after", APPROVED)).isEqualTo(true);
      assertThat(rehearsal.perform("jenkins", "approvals", "run", WAITING))
          .isEqualTo(BigDecimal.ONE);
    }
  }

  @Test
  void whatAStageAsksIsWaitedForUntilItIsListed() throws Exception {
    try (Rehearsal rehearsal = faulty("late-input")) {
      rehearsal.perform("jenkins", "proceed", PROCEED);
      assertThat(rehearsal.perform("jenkins", "approved-after", APPROVED)).isEqualTo(true);
    }
  }

  @Test
  void whatWantsValuesIsLeftToAPerson() throws Exception {
    try (Rehearsal rehearsal = faulty("input-with-values")) {
      assertThat(failure(() -> rehearsal.perform("jenkins", "proceed", PROCEED)))
          .hasMessageContaining("asks for values at PROD: DEPLOY");
      assertThat(rehearsal.perform("jenkins", "approved-after", APPROVED)).isEqualTo(false);
    }
  }

  @Test
  void anUnstableRunIsNoneThatWentWell() throws Exception {
    try (Rehearsal rehearsal = faulty("unstable")) {
      rehearsal.perform("jenkins", "proceed", PROCEED);
      rehearsal.pass(Duration.ofMinutes(2));
      assertThat(rehearsal.perform("jenkins", "state", "run", WAITING)).isEqualTo("unstable");
      assertThat(rehearsal.perform("jenkins", "last-good", "pipeline", "team/app")).isNull();
    }
  }

  @Test
  void aStateThatNobodyKnowsIsNone() throws Exception {
    try (Rehearsal rehearsal = faulty("unknown-state")) {
      ServiceFailure failure = failure(() -> rehearsal.perform("jenkins", "state", "run", WAITING));
      assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
      assertThat(failure).hasMessageContaining("BEING_REPLAYED");
    }
  }

  @Test
  void ofADeletedRunNobodySaysHowItStood() throws Exception {
    try (Rehearsal rehearsal = faulty("deleted")) {
      ServiceFailure failure = failure(() -> rehearsal.perform("jenkins", "proceed", PROCEED));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("404");
      assertThat(failure(() -> rehearsal.perform("jenkins", "approved-after", APPROVED)).kind())
          .isEqualTo(Kind.REFUSED);
      Object next = requireNonNull(rehearsal.perform("jenkins", "start", START));
      assertThat(next).asString().contains("number=3");
    }
  }

  @Test
  void withoutTheStageViewTheRunItselfTellsHowItStands() throws Exception {
    try (Rehearsal rehearsal = faulty("no-stage-view", "no-stage-view@2")) {
      assertThat(rehearsal.perform("jenkins", "state", "run", WAITING)).isEqualTo("waiting");
    }
  }

  @Test
  void theEndOfALog() throws Exception {
    try (Rehearsal rehearsal = faulty()) {
      assertThat(logEnd(rehearsal))
          .startsWith("Started by user")
          .endsWith("ERROR: it failed\nFinished: FAILURE\n");
    }
  }

  @Test
  void theEndOfALogThatWasRotatedMeanwhile() throws Exception {
    try (Rehearsal rehearsal = faulty("rotated-log")) {
      assertThat(logEnd(rehearsal)).endsWith("ERROR: it failed\nFinished: FAILURE\n");
    }
  }

  private static String logEnd(Rehearsal rehearsal) throws Exception {
    Map<String, Object> failed = Map.of("pipeline", "team/app", "number", BigDecimal.ONE);
    return String.valueOf(rehearsal.perform("jenkins", "log-end", "run", failed));
  }

  @Test
  void whatIsWrongIsFoundBeforehand() throws Exception {
    try (Rehearsal rehearsal = faulty();
        JenkinsClient client = new JenkinsClient(rehearsal.connection("jenkins"))) {
      assertThat(client.verify(rehearsal.call("verify")))
          .containsExactly(Finding.good("Jenkins is there and knows us as runbook"));
      assertThat(verified(rehearsal, client, "proceed", PROCEED))
          .hasSize(2)
          .allMatch(Finding::good);
      assertThat(verified(rehearsal, client, "start", START)).hasSize(1).allMatch(Finding::good);
      assertThat(verified(rehearsal, client, "proceed", "stage", "PROD: DEPLOY"))
          .as("a run that is not known yet")
          .isEmpty();
      assertThat(
              verified(
                  rehearsal,
                  client,
                  "waiting-stage",
                  "run",
                  WAITING,
                  "stages",
                  List.of("A", "PROD: DEPLOY")))
          .containsExactly(
              Finding.good("the pipeline team/app is there"),
              Finding.good("team/app asks at PROD: DEPLOY"));
      assertThat(bad(verified(rehearsal, client, "proceed", "run", WAITING, "stage", "BUILD")))
          .isEqualTo("team/app goes through BUILD and asks nobody, in its last 2 runs");
      assertThat(
              verified(
                  rehearsal,
                  client,
                  "waiting-stage",
                  "run",
                  Map.of("pipeline", "team/app"),
                  "stages",
                  List.of("PROD: DEPLOY")))
          .as("a run that is not there yet, of a pipeline that is")
          .contains(Finding.good("team/app asks at PROD: DEPLOY"));
      assertThat(verified(rehearsal, client, "proceed", "run", WAITING, "stage", "PROD: GO"))
          .as("neither of its two runs came to a good end, so it may come later")
          .contains(
              Finding.unseen(
                  "no stage PROD: GO is seen in the last 2 runs of team/app, none of which came to"
                      + " a good end",
                  "Correct the name, unless none of them came so far. They show BUILD, PROD:"
                      + " DEPLOY."));
      assertThat(bad(verified(rehearsal, client, "topmost", "pipeline", "team/ap")))
          .isEqualTo("there is no pipeline team/ap that we may see");
      assertThat(
              failure(() ->
                  verified(
                      rehearsal,
                      client,
                      "start",
                      "pipeline",
                      "team/app",
                      "parameters",
                      Map.of("Tag", "v1"))))
          .hasMessageContaining("declares no parameter Tag");
      Map<String, Object> first = Map.of("pipeline", "team/new", "number", BigDecimal.ONE);
      assertThat(verified(rehearsal, client, "proceed", "run", first, "stage", "X"))
          .as("no run has shown its stages")
          .containsExactly(
              Finding.good("the pipeline team/new is there"),
              Finding.unseen(
                  "whether team/new asks at X cannot be seen: it has not run yet",
                  "Look into its Jenkinsfile."));
    }
  }

  private static List<Finding> verified(
      Rehearsal rehearsal, JenkinsClient client, String action, Object... arguments)
      throws ServiceFailure, InterruptedException {
    return client.verify(action, Rehearsal.arguments(arguments), rehearsal.call("verify"));
  }

  private static String bad(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.verdict() == Finding.Verdict.BAD)
        .map(Finding::what)
        .findFirst()
        .orElse("nothing");
  }

  private static @Nullable Object found(Rehearsal rehearsal)
      throws ServiceFailure, InterruptedException {
    return rehearsal.perform(
        "jenkins",
        "run-started-after",
        "newest",
        WAITING,
        "pipeline",
        "team/app",
        "parameters",
        Map.of("ImageTag", "v1.4"));
  }

  private Rehearsal faulty(String... faults) {
    return Rehearsal.faulty(
        WORLD,
        requireNonNull(scratch),
        Arrays.stream(faults).map(fault -> "jenkins:" + fault).toArray(String[]::new));
  }
}
