package dev.runbook.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Symbol;
import dev.runbook.cli.Crew;
import dev.runbook.cli.Rehearsed;
import dev.runbook.cli.Typed;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pushing to production. */
final class ProductionTest {

  private static final Rehearsed DONE = World.push().run();
  private static final List<String> JOBS =
      List.of("balrog-admin-production", "balrog-production", "balrog-agent-production");
  private static final String FINDING = "Is there an explanation for it?";

  private static World throwing(String project) {
    return World.push().throwing(project, "5m");
  }

  private static List<String> clicks(Rehearsed run) {
    return run.done().stream().filter(what -> what.startsWith("jenkins.proceed")).toList();
  }

  @Row(
      value = 64,
      says = "For each of the three pipelines in Jenkins",
      file = "backends",
      at = "component agent \"balrog-agent-production\"")
  void r64_allThreePipelinesWithTheirAddresses() {
    String folder =
        "https://ops-master.jenkinsv2.prod.mozaws.net/job/gcp-pipelines/job/balrog/job/";
    List<String> components = Knowledge.of("backends").names(Symbol.Component.class);
    assertThat(components)
        .extracting(name -> Knowledge.component(name, "page"))
        .containsExactlyElementsOf(JOBS.stream().map(job -> folder + job + "/").toList());
    assertThat(clicks(DONE))
        .containsExactlyInAnyOrder(
            "jenkins.proceed(run: balrog-admin-production/2/, stage: PROD: PROCEED)",
            "jenkins.proceed(run: balrog-production/2/, stage: PROD: DEPLOY)",
            "jenkins.proceed(run: balrog-production/2/, stage: PROD: PROMOTE)",
            "jenkins.proceed(run: balrog-agent-production/2/, stage: PROD: PROCEED)");
  }

  @Row(
      value = 65,
      says = "Without schema changes these may be done in parallel",
      file = "deploy-prod",
      at = "parallel {")
  void r65_allBeginBeforeOneHasEndedAndOneThatFailsIsToldWithWhatTheOthersDid() {
    assertThat(DONE.story())
        .containsSubsequence(
            "begins backends/admin",
            "begins backends/public",
            "begins backends/agent",
            "ends backends/agent done");
    assertThat(DONE.story().indexOf("begins backends/agent"))
        .isLessThan(DONE.story().indexOf("ends backends/admin done"));

    Rehearsed failing = World.push().with("takes: 3m }", "takes: 3m, fails: true }").run();
    assertThat(failing.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failing.reason()).contains("jenkins.state(run)");
    assertThat(failing.story())
        .contains("ends backends/agent failed")
        .anyMatch(line -> line.startsWith("ends backends/admin "))
        .anyMatch(line -> line.startsWith("ends backends/public "));
    assertThat(failing.wayBack())
        .contains("deploy admin to v3.19", "deploy public to v3.19", "deploy agent to v3.19");
  }

  @Row(
      value = 66,
      says = "With schema changes see Schema Upgrades",
      file = "deploy-prod",
      at = "let order = ask-order(")
  void r66_theMigrationsAreLookedAtBeforeAnythingIsDeployed() {
    assertThat(DONE.story())
        .containsSubsequence("begins order", "ends order done", "begins backends")
        .anyMatch(line -> line.startsWith("reads git.schema-change(from: v3.19, to: v3.20"));
    assertThat(DONE.prose()).contains("From v3.19 to v3.20 the schema is **unchanged**");
  }

  @Row(
      value = 67,
      says = "Find the PROD: DEPLOY or PROD: PROCEED step",
      file = "backends",
      at = "| Find the ${stages.join(\" or \")} step")
  void r67_eitherNameOfTheStepIsFound() {
    assertThat(DONE.prose()).contains("Find the PROD: DEPLOY or PROD: PROCEED step");
    Rehearsed renamed = World.push().with("PROD: DEPLOY", "PROD: PROCEED").run();
    assertThat(renamed.outcome()).isEqualTo(Outcome.DONE);
    assertThat(clicks(renamed))
        .contains("jenkins.proceed(run: balrog-production/2/, stage: PROD: PROCEED)");
  }

  @Row(
      value = 68,
      says = "Click the cell for this step in the topmost row",
      file = "backends",
      at = "if newest is not none and newest.version is v {")
  void r68_theTopmostRunIsTakenOnlyIfItIsOfTheVersionAndGoesOn() {
    String waits = "- { version: v3.20, started: 2d, stands: \"PROD: PROCEED\" }";
    Rehearsed other = World.push().with(waits, waits.replace("v3.20", "v3.18")).run();
    assertThat(other.outcome()).isEqualTo(Outcome.DONE);
    assertThat(other.done())
        .contains(
            "jenkins.start(pipeline: balrog-admin-production, parameters: ImageTag: v3.20, page:"
                + " balrog-admin-production/)",
            "jenkins.proceed(run: balrog-admin-production/3/, stage: PROD: PROCEED)")
        .noneMatch(what -> what.contains("balrog-admin-production/2/"));

    Rehearsed ended = World.push().with(waits, waits.replace("\"PROD: PROCEED\"", "aborted")).run();
    assertThat(ended.done())
        .contains(
            "jenkins.start(pipeline: balrog-agent-production, parameters: ImageTag: v3.20, page:"
                + " balrog-agent-production/)");
  }

  @Row(
      value = 69,
      says = "This should bring up a confirmation dialog (proceed.png)",
      file = "backends",
      at = "| dialog, for a canary *Bootstrap and deploy canary to prod?*")
  void r69_theDialogIsDescribedAndWithoutOneItEnds() {
    assertThat(DONE.prose())
        .contains("*Bootstrap and deploy canary to prod?* with **Proceed** and **Abort**")
        .contains("If no dialog comes up, stop and ask for help.");
    Rehearsed none =
        World.push()
            .with(
                "{ name: \"PROD: DEPLOY\", input: \"Bootstrap and deploy canary to prod?\", takes:"
                    + " 4m }",
                "{ name: \"PROD: CANARY\", input: \"Another one?\" }")
            .with("stands: \"PROD: DEPLOY\"", "stands: \"PROD: CANARY\"")
            .run();
    assertThat(none.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(none.done()).noneMatch(what -> what.contains("run: balrog-production/"));
  }

  @Row(value = 70, says = "Click Proceed", file = "backends", at = "jenkins.proceed(run, waiting)")
  void r70_itIsClickedOnceAndAfterSomebodyAgreed() {
    assertThat(clicks(DONE)).doesNotHaveDuplicates();
    assertThat(DONE.story())
        .containsSubsequence(
            "asks CONFIRM Push Balrog v3.20 to production",
            "answers YES anna",
            "intends jenkins.proceed(run: balrog-production/2/, stage: PROD: DEPLOY)",
            "does jenkins.proceed(run: balrog-production/2/, stage: PROD: DEPLOY)");
    assertThat(DONE.prompt("Push Balrog").details())
        .as("what is agreed to")
        .anyMatch(line -> line.contains("jenkins.proceed") || line.contains("deploy"));
  }

  @Row(
      value = 71,
      says = "After this there is nothing else to do for admin and agent",
      file = "backends",
      at = "| Deploys [balrog-agent-production](${page}). After **Proceed**")
  void r71_adminAndAgentAreWaitedForAndNothingElse() {
    assertThat(DONE.prose())
        .contains("After **Proceed**, there is nothing else to do but to wait for its end.");
    assertThat(clicks(DONE)).filteredOn(click -> click.contains("admin")).hasSize(1);
    assertThat(clicks(DONE)).filteredOn(click -> click.contains("agent")).hasSize(1);
    assertThat(DONE.story())
        .containsSubsequence(
            "does jenkins.proceed(run: balrog-agent-production/2/, stage: PROD: PROCEED)",
            "waited for jenkins.state(run) is succeeded",
            "ends backends/agent done");
  }

  @Row(
      value = 72,
      says = "balrog-production first deploys a canary",
      file = "backends",
      at = "| Deploys [balrog-production](${page}): first a canary")
  void r72_theCanaryIsWaitedForAndIsNotTheEnd() {
    assertThat(DONE.prose()).contains("the new code is only used for a small fraction of requests");
    assertThat(DONE.story())
        .containsSubsequence(
            "does jenkins.proceed(run: balrog-production/2/, stage: PROD: DEPLOY)",
            "waited for jenkins.waiting-stage(build, [\"PROD: PROMOTE\"]) is not none",
            "begins backends/public/watched",
            "does jenkins.proceed(run: balrog-production/2/, stage: PROD: PROMOTE)",
            "ends backends/public done");
  }

  @Row(
      value = 73,
      says = "Monitor for changes in load or exceptions for at least a few minutes",
      file = "deploy-prod",
      at = "require soak >= 3m")
  void r73_nobodyIsAskedToPromoteBeforeTheTimeIsOver() {
    assertThat(
            DONE.events().stream()
                .filter(dev.runbook.journal.Event.Judged.class::isInstance)
                .map(dev.runbook.journal.Event.Judged.class::cast)
                .filter(judged -> judged.what().equals("the canary"))
                .map(judged -> judged.at().toString()))
        .containsExactly("2026-11-26T10:09:00Z");
    assertThat(DONE.story())
        .containsSubsequence("judges PASS the canary", "asks CONFIRM Promote v3.20 to everyone?");
    assertThat(Typed.isRefused("deploy-prod", "--tag", "v3.20", "--soak", "2m")).isTrue();
    assertThat(Typed.isRefused("rollback-prod", "--tag", "v3.19", "--soak", "2m")).isTrue();
  }

  @Row(
      value = 74,
      says = "Watch Sentry: new exceptions for any of the backend services",
      file = "backends",
      at = "check sentry.new-issues(")
  void r74_anExceptionOfAnyBackendIsFound() {
    for (String project : List.of("balrog-admin", "balrog-public", "balrog-agent")) {
      Rehearsed run = throwing(project).run();
      assertThat(run.outcome()).as(project).isNotEqualTo(Outcome.DONE);
      assertThat(run.story()).contains("judges FAIL the canary");
      assertThat(clicks(run)).noneMatch(click -> click.contains("PROMOTE"));
    }
  }

  @Row(
      value = 75,
      says = "Watch the Grafana graphs: spikes or dips in any of the charts",
      file = "backends",
      at = "check grafana.current(chart)")
  void r75_everyChartIsLookedAt() {
    for (String chart :
        List.of(
            "Requests per second", "5xx responses per minute", "Latency, 95th percentile (ms)")) {
      assertThat(DONE.story()).contains("reads grafana.current(chart: " + chart + ")");
    }
    Rehearsed blind = World.push().with("(ms)\", value: 41 }", "(ms)\", no-data: true }").run();
    assertThat(blind.outcome()).as("a chart without data is no pass").isEqualTo(Outcome.TIMED_OUT);
    assertThat(clicks(blind)).noneMatch(click -> click.contains("PROMOTE"));
    Rehearsed once = World.push().meeting("grafana:login-page");
    assertThat(once.outcome())
        .as("what one look does not see, the next one does")
        .isEqualTo(Outcome.DONE);
    Rehearsed strict = World.push().parameter("deviation", "0.0001%").run();
    assertThat(strict.story()).contains("judges FAIL the canary");
  }

  @Row(
      value = 76,
      says = "If anything notable comes up seek an explanation before proceeding",
      file = "backends",
      at = "let finding = ask \"Is there an explanation for it?\"")
  void r76_whatIsExplainedInWordsGoesOn() {
    Crew explains =
        new Crew().types(FINDING, "explained").types("What is the explanation", "a known bot");
    Rehearsed run = throwing("balrog-public").run(explains);
    assertThat(run.outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story())
        .containsSubsequence(
            "judges FAIL the canary",
            "asks ASK " + FINDING,
            "evidence what explains it: a known bot",
            "asks CONFIRM Promote v3.20 to everyone?",
            "does jenkins.proceed(run: balrog-production/2/, stage: PROD: PROMOTE)");

    Rehearsed silent =
        throwing("balrog-public")
            .run(new Crew().types(FINDING, "explained").types("What is the explanation", " "));
    assertThat(silent.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(clicks(silent)).noneMatch(click -> click.contains("PROMOTE"));
  }

  @Row(
      value = 77,
      says = "If you are unable to explain the issue, consult with someone else",
      file = "backends",
      at = "| If you are unable to explain the issue")
  void r77_whoWasConsultedIsKeptAndItIsNotPromoted() {
    Rehearsed run =
        throwing("balrog-public").run(new Crew().types("Who was consulted", "grace of RelEng"));
    assertThat(run.byDefault(FINDING)).isEqualTo("unexplained");
    assertThat(run.story()).contains("evidence who was consulted: grace of RelEng");
    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(clicks(run)).noneMatch(click -> click.contains("PROMOTE"));
    assertThat(Typed.said("deploy-prod", "--tag", "v3.20", "--deviation", "0.0001%"))
        .contains("Whom to ask, in this order:", "RelEng:", "Services SRE (Purple):");
  }

  @Row(
      value = 78,
      says = "... and consider rolling back in the meantime",
      file = "backends",
      at = "| If you are unable to explain the issue, consult with someone else and consider")
  void r78_goingBackIsOfferedAndDone() {
    Rehearsed offered = throwing("balrog-public").run();
    assertThat(offered.prompts())
        .anyMatch(prompt ->
            prompt.kind() == Prompt.Kind.UNDO
                && prompt.details().contains("deploy public to v3.19"));

    Rehearsed back =
        throwing("balrog-public")
            .run(
                new Crew()
                    .yes("Undo what it did?")
                    .types("Who was consulted", "grace")
                    .types(FINDING, "unexplained"));
    assertThat(back.story()).contains("undoes deploy public to v3.19");
    assertThat(back.done())
        .contains(
            "jenkins.start(pipeline: balrog-production, parameters: ImageTag: v3.19, page:"
                + " balrog-production/)");
  }

  @Row(
      value = 79,
      says = "When ready find PROD: PROMOTE and click Proceed",
      file = "backends",
      at = "confirm promote \"Promote ${v} to everyone?\"")
  void r79_onlyThePublicAppIsPromotedAndOnlyIfSomebodySaysSo() {
    assertThat(clicks(DONE))
        .filteredOn(click -> click.contains("PROMOTE"))
        .containsExactly("jenkins.proceed(run: balrog-production/2/, stage: PROD: PROMOTE)");
    Rehearsed refused = World.push().run(new Crew().no("Promote v3.20"));
    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(clicks(refused)).noneMatch(click -> click.contains("PROMOTE"));
  }

  @Row(
      value = 80,
      says = "... to finish with this deployment",
      file = "backends",
      at = "approve(build, stages: [\"PROD: PROMOTE\"]) as promotion")
  void r80_itIsFinishedWhenTheAddressRunsTheVersion() {
    assertThat(DONE.story())
        .containsSubsequence(
            "does jenkins.proceed(run: balrog-production/2/, stage: PROD: PROMOTE)",
            "waited for jenkins.state(run) is succeeded",
            "reads balrog.versions-at(base: https://aus5.mozilla.org/, samples: 5)",
            "waited for balrog.versions-at(env.public).all(seen => seen is v)",
            "ends backends/public done");
    Rehearsed stays = World.push().with(", serves: [https://aus5.mozilla.org/]", "").run();
    assertThat(stays.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(stays.reason()).contains("all(seen => seen is v)");
  }

  @Test
  void anImageThatIsNotTheOneThatWasProvenOnStageIsRefused() {
    Rehearsed staged = World.stage().run();
    String ours = digest(staged, "the image of v3.20");
    String agents = digest(staged, "the agent's image of v3.20");
    World pinned = World.push().parameter("image", ours);
    assertThat(pinned.parameter("agent-image", agents).run().outcome()).isEqualTo(Outcome.DONE);

    Rehearsed moved = World.push().parameter("image", ours + "0").run();
    assertThat(moved.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(moved.done()).isEmpty();
    assertThat(moved.reason()).contains("of mozilla/balrog does not name " + ours + "0");

    Rehearsed movedAgent = pinned.parameter("agent-image", agents + "0").run();
    assertThat(movedAgent.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(movedAgent.done()).isEmpty();
    assertThat(movedAgent.reason())
        .contains("of mozilla/balrogagent does not name " + agents + "0");
  }

  private static String digest(Rehearsed staged, String evidence) {
    return staged.story().stream()
        .filter(line -> line.startsWith("evidence " + evidence + ": "))
        .map(line -> line.substring(line.indexOf("sha256:")))
        .findFirst()
        .orElseThrow();
  }
}
