package dev.runbook.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Crew;
import dev.runbook.cli.Rehearsed;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import java.time.Duration;
import java.util.List;

/** The regular schedule, and whether now is a good time. */
final class ScheduleTest {

  private static final String THURSDAY = "2026-11-26T";

  private static List<String> warnings(Rehearsed run) {
    return run.prompts().stream()
        .filter(prompt -> prompt.kind() == Prompt.Kind.WARN)
        .map(Prompt::text)
        .toList();
  }

  @Row(
      value = 31,
      says = "A regular schedule: every 2 weeks",
      file = "deploy-prod",
      at = "warn \"Generally, pushes are 2 weeks apart")
  void r31_aPushAfterAnotherTimeIsToldAndMayBeAgreedTo() {
    assertThat(warnings(World.push().run())).isEmpty();

    World soon = World.push().with("started: 14d", "started: 7d");
    Rehearsed agreed = soon.run();
    assertThat(warnings(agreed))
        .containsExactly("Generally, pushes are 2 weeks apart; the last one began on 2026-11-19.");
    assertThat(agreed.outcome()).isEqualTo(Outcome.DONE);
    assertThat(soon.run(new Crew().no("2 weeks apart")).outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Row(
      value = 32,
      says = "Staged on a Tuesday",
      file = "deploy-stage",
      at = "warn \"Balrog is normally staged on a Tuesday")
  void r32_anotherDayIsToldOnStage() {
    assertThat(warnings(World.stage().run())).isEmpty();
    assertThat(warnings(World.stage().with("2026-11-24T", "2026-11-25T").run()))
        .containsExactly("Balrog is normally staged on a Tuesday; today is wednesday.");
  }

  @Row(
      value = 33,
      says = "Deployed to production on a Thursday",
      file = "deploy-prod",
      at = "warn \"Pushes normally happen on a Thursday")
  void r33_anotherDayIsToldInProduction() {
    assertThat(warnings(World.push().with(THURSDAY, "2026-11-27T").run()))
        .containsExactly("Pushes normally happen on a Thursday; today is friday.");
  }

  @Row(
      value = 34,
      says = "Check that no urgent releases are ongoing, also on schedule",
      file = "deploy-prod",
      at = "| Although we deploy on a regular schedule")
  void r34_evenOnScheduleReleaseDutyIsAskedFirst() {
    Rehearsed run = World.push().run();
    assertThat(run.prompts().getFirst().text()).isEqualTo("Push Balrog v3.20 to production");
    assertThat(run.prompts().getFirst().by())
        .extracting(Prompt.Team::title)
        .containsExactly("Release Duty");
    assertThat(run.prose()).contains("to make sure that no urgent releases are ongoing");
  }

  @Row(
      value = 35,
      says = "Post a message in the #releaseduty channel",
      file = "deploy-prod",
      at = "let asked = matrix.post(")
  void r35_theChannelIsToldWhichVersionAndAskedAboutUrgentReleases() {
    Rehearsed run = World.push().run();
    assertThat(run.done().getFirst())
        .isEqualTo(
            "matrix.post(room: #releaseduty:mozilla.org, message: May we push Balrog v3.20 to"
                + " production? Is any urgent release going on?)");
    assertThat(run.prose()).contains("(https://chat.mozilla.org/#/room/#releaseduty:mozilla.org)");
    assertThat(run.prompt("Push Balrog").inReplyTo()).isNotNull();
  }

  @Row(
      value = 36,
      says = "Wait for confirmation before proceeding with a production deploy",
      file = "deploy-prod",
      at = "confirm \"Push Balrog ${tag} to production\"")
  void r36_aNoEndsItBeforeJenkinsIsTouchedAndTheRecordSaysWhoSaidSo() {
    Rehearsed run = World.push().run(new Crew().no("Push Balrog"));
    assertThat(run.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(run.done()).hasSize(1).first().asString().startsWith("matrix.post");
    assertThat(run.prompt("Push Balrog").limit()).isEqualTo(Duration.ofHours(4));
    assertThat(run.events())
        .anyMatch(event ->
            event instanceof Event.Answered answered
                && answered.prompt().text().startsWith("Push Balrog")
                && answered.answer().by().equals("anna")
                && answered.at().toString().startsWith(THURSDAY + "10:00"));
  }
}
