package dev.runbook.books;

import static dev.runbook.books.Knowledge.environment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Symbol;
import dev.runbook.cli.Crew;
import dev.runbook.cli.Rehearsed;
import dev.runbook.journal.Outcome;
import java.util.List;

/** Environments. */
final class EnvironmentsTest {

  private static final List<String> PRODUCTION =
      List.of("deploy-prod", "rollback-prod", "push-ui", "rollback-ui", "restore-database");

  @Row(
      value = 1,
      says = "There are two deployments: stage and production",
      file = "balrog",
      at = "environment stage")
  void r1_everyRunbookThatActsActsInOneOfTwoEnvironments() {
    assertThat(Knowledge.of("balrog").names(Symbol.Environment.class))
        .containsExactly("production", "stage");
    for (String book : PRODUCTION) {
      assertThat(environments(book)).as(book).containsExactly("production");
    }
    assertThat(environments("deploy-stage")).containsExactly("stage");
  }

  private static List<String> environments(String book) {
    return Rehearsed.program(book).runbook(book).orElseThrow().environments().stream()
        .map(Symbol.Environment::name)
        .toList();
  }

  @Row(
      value = 2,
      says = "Production, Admin API: aus4-admin.mozilla.org",
      file = "balrog",
      at = "admin-api = \"https://aus4-admin.mozilla.org/\"")
  void r2_theAdminApiOfProduction() {
    assertThat(environment("production").field("admin-api"))
        .isEqualTo("https://aus4-admin.mozilla.org/");
  }

  @Row(
      value = 3,
      says = "Production, Admin UI: balrog.services.mozilla.com",
      file = "balrog",
      at = "admin-ui = \"https://balrog.services.mozilla.com/\"")
  void r3_theAdminUiOfProduction() {
    assertThat(environment("production").field("admin-ui"))
        .isEqualTo("https://balrog.services.mozilla.com/");
  }

  @Row(
      value = 4,
      says = "Production, Public: aus5.mozilla.org",
      file = "balrog",
      at = "public = \"https://aus5.mozilla.org/\"")
  void r4_thePublicAppOfProduction() {
    assertThat(environment("production").field("public")).isEqualTo("https://aus5.mozilla.org/");
  }

  @Row(
      value = 5,
      says = "Production deploys manually, after someone clicks a button in Jenkins",
      file = "balrog",
      at = "protected")
  void r5_nothingIsDeployedToProductionUnlessSomebodyAgrees() {
    assertThat(environment("production").symbol().isProtected()).isTrue();
    assertThat(environment("production").attribute("deploys"))
        .isEqualTo("Manually, after someone clicks a button in Jenkins");

    Rehearsed run = World.push().run(new Crew().nobody("Push Balrog"));
    assertThat(run.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(run.done()).noneMatch(what -> what.startsWith("jenkins."));
  }

  @Row(
      value = 6,
      says = "Production: manage and serve production updates",
      file = "balrog",
      at = "| Manage and serve production updates.")
  void r6_whatProductionIsFor() {
    assertThat(environment("production").prose()).contains("Manage and serve production updates.");
  }

  @Row(
      value = 7,
      says = "Stage, Admin API: admin-stage.balrog.nonprod.cloudops.mozgcp.net",
      file = "balrog",
      at = "admin-api = \"https://admin-stage.balrog.nonprod.cloudops.mozgcp.net/\"")
  void r7_theAdminApiOfStage() {
    assertThat(environment("stage").field("admin-api"))
        .isEqualTo("https://admin-stage.balrog.nonprod.cloudops.mozgcp.net/");
  }

  @Row(
      value = 8,
      says = "Stage, Admin UI: balrog-admin-static-stage.stage.mozaws.net",
      file = "balrog",
      at = "admin-ui = \"https://balrog-admin-static-stage.stage.mozaws.net/\"")
  void r8_theAdminUiOfStage() {
    assertThat(environment("stage").field("admin-ui"))
        .isEqualTo("https://balrog-admin-static-stage.stage.mozaws.net/");
  }

  @Row(
      value = 9,
      says = "Stage, Public: aus5.allizom.org",
      file = "balrog",
      at = "public = \"https://aus5.allizom.org/\"")
  void r9_thePublicAppOfStage() {
    assertThat(environment("stage").field("public")).isEqualTo("https://aus5.allizom.org/");
  }

  @Row(
      value = 10,
      says = "Stage deploys when version tags are created in Github",
      file = "balrog",
      at = "deploys \"When version tags are created in Github\"")
  void r10_aTagAloneDeploysNothingSoItIsSeenThatTheReleaseDid() {
    assertThat(environment("stage").attribute("deploys"))
        .isEqualTo("When version tags are created in Github");
    assertThat(environment("stage").prose()).contains("A version tag alone deploys nothing");

    Rehearsed run = World.stage().with("takes: 22m", "takes: 9h").with("24m", "9h").run();
    assertThat(run.outcome()).isNotEqualTo(Outcome.DONE);
    assertThat(run.done()).anyMatch(what -> what.startsWith("git.push-tag"));
    assertThat(run.prompt("Waited 30m for").text()).contains("balrog.version-at(env.public)");
  }

  @Row(
      value = 11,
      says = "Stage: submit staging Releases and verify new Balrog code with automation",
      file = "balrog",
      at = "| A place to submit staging Releases")
  void r11_whatStageIsFor() {
    assertThat(environment("stage").prose())
        .contains("A place to submit staging Releases and verify new Balrog code with automation.");
  }
}
