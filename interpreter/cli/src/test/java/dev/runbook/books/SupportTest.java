package dev.runbook.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Crew;
import dev.runbook.cli.Rehearsed;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import java.time.Duration;
import java.util.List;

/** Support and escalation; backups. */
final class SupportTest {

  private static final String PURPLE =
      "https://mozilla-hub.atlassian.net/wiki/spaces/SRE/pages/27920178/Services+SRE+-+Purple+Team";

  private static Rehearsed escalate(Crew crew) {
    return World.of("escalate").run(crew);
  }

  private static List<String> asked(Rehearsed run) {
    return run.prompts().stream()
        .filter(prompt -> prompt.kind() == Prompt.Kind.ESCALATION)
        .map(Prompt::text)
        .toList();
  }

  @Row(
      value = 12,
      says = "RelEng is the first point of contact for issues",
      file = "balrog",
      at = "first releng")
  void r12_relengIsAskedFirstAndWhereTheyHelpNobodyElse() {
    Rehearsed run = escalate(new Crew().yes("Ask RelEng"));
    assertThat(asked(run)).containsExactly("Ask RelEng for help. Could they help?");
    assertThat(run.outcome()).isEqualTo(Outcome.DONE);
  }

  @Row(
      value = 13,
      says = "Contact them by the standard RelEng escalation path",
      file = "balrog",
      at = "contact \"https://mozilla-hub.atlassian.net/wiki/spaces/RelEng/overview#")
  void r13_theirPathIsShownWhereTheyAreAsked() {
    String path =
        "https://mozilla-hub.atlassian.net/wiki/spaces/RelEng/overview#%F0%9F%93%B2-Contact-Us";
    assertThat(escalate(new Crew()).prompt("Ask RelEng").details()).containsExactly(path);
    assertThat(escalate(new Crew()).prose()).contains(path);
  }

  @Row(
      value = 14,
      says = "If RelEng is unable to correct the issue",
      file = "escalate",
      at = "| 2. If RelEng is unable")
  void r14_whereTheyAreUnableTheNextAreAsked() {
    Rehearsed run = escalate(new Crew().no("Ask RelEng").yes("Ask Services SRE"));
    assertThat(asked(run)).hasSize(2);
    assertThat(run.outcome()).isEqualTo(Outcome.DONE);
  }

  @Row(
      value = 15,
      says = "... or unavailable",
      file = "balrog",
      at = "| escalated to the Services SRE (Purple) team. How long each is waited for")
  void r15_whereNobodyAnswersInTheDeclaredTimeTheNextAreAsked() {
    Rehearsed run = escalate(new Crew().nobody("Ask RelEng").yes("Ask Services SRE"));
    assertThat(asked(run)).hasSize(2);
    assertThat(run.prompt("Ask RelEng").limit()).isEqualTo(Duration.ofMinutes(15));
    assertThat(run.outcome()).isEqualTo(Outcome.DONE);
  }

  @Row(
      value = 16,
      says = "It can be escalated to the Services SRE (Purple) team",
      file = "balrog",
      at = "then sre-purple")
  void r16_theLadderEndsWithThem() {
    Rehearsed run = escalate(new Crew());
    assertThat(run.prompt("Ask Services SRE (Purple)").details()).containsExactly(PURPLE);
    assertThat(asked(run)).hasSize(2).last().asString().contains("Services SRE (Purple)");
    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.reason()).contains("the ladder ends here");
  }

  @Row(
      value = 24,
      says = "Balrog uses the built-in GCP backups",
      file = "balrog",
      at = "| Balrog uses the built-in GCP backups.")
  void r24_whatTheBackupsCouldBringBackIsSaidBeforeColumnsAreDropped() {
    String words = "Balrog uses the built-in GCP backups.";
    Rehearsed push = World.push().destructive().run(why());
    assertThat(push.prose()).contains(words);
    assertThat(push.story().indexOf(line(push, "says Balrog uses the built-in GCP backups")))
        .isLessThan(push.story().indexOf(line(push, "intends jenkins.proceed")));
    assertThat(World.push().run().prose()).doesNotContain(words);
    assertThat(World.rollback().destructive().run().prose()).contains(words);
  }

  private static Crew why() {
    return new Crew().types("Why in this order", "we talked about it");
  }

  private static String line(Rehearsed run, String beginning) {
    return run.story().stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError(beginning));
  }

  @Row(
      value = 25,
      says = "The database is snapshotted nightly, incremental backups throughout the day",
      file = "balrog",
      at = "| Balrog uses the built-in GCP backups. The database is snapshotted nightly")
  void r25_howOftenItIsBackedUp() {
    assertThat(World.of("restore-database").run().prose())
        .contains("The database is snapshotted nightly, and incremental backups are done");
  }

  @Row(
      value = 26,
      says = "Recovery to within a 5 minute window",
      file = "balrog",
      at = "recovery-window = 5m")
  void r26_howMuchIsLost() {
    assertThat(Knowledge.environment("production").field("recovery-window")).isEqualTo("5m");
    assertThat(World.of("restore-database").run().prose()).contains("within a 5m window");
  }

  @Row(
      value = 27,
      says = "Database restoration is done by the Services SRE (Purple) team",
      file = "restore-database",
      at = "do \"Restore the database")
  void r27_theyRestoreAndNobodyElseIsAsked() {
    Rehearsed run = World.of("restore-database").run();
    assertThat(run.prompt("Restore the database").by())
        .extracting(Prompt.Team::title)
        .containsExactly("Services SRE (Purple)");
    assertThat(run.prompts()).noneMatch(prompt -> prompt.teams().contains("RelEng"));
    assertThat(run.done()).as("no program restores anything").isEmpty();
  }

  @Row(
      value = 28,
      says = "They should be contacted immediately if needed",
      file = "restore-database",
      at = "do \"Contact [Services SRE (Purple)]")
  void r28_theyAreContactedFirstAndTheMomentIsKept() {
    Rehearsed run = World.of("restore-database").run();
    Prompt first = run.prompts().getFirst();
    assertThat(first.kind()).isEqualTo(Prompt.Kind.DO);
    assertThat(first.text()).startsWith("Contact [Services SRE (Purple)](" + PURPLE + ")");
    assertThat(run.story())
        .contains("evidence Services SRE (Purple) were contacted at: 2026-11-26 13:00:00 Z");
  }
}
