package dev.runbook.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Crew;
import dev.runbook.cli.Rehearsed;
import dev.runbook.cli.Typed;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rollbacks. */
final class RollbackTest {

  private static final Rehearsed DONE = World.rollback().run();
  private static final Rehearsed UI = World.uiRollback().run();

  @Row(
      value = 86,
      says = "Roll back admin, public and agent: each of the three pipelines",
      file = "rollback-prod",
      at = "step backends \"Roll the backends back\"")
  void r86_allThreeGoBackAndWhereTheSchemaHasChangedItIsAskedHow() {
    assertThat(DONE.outcome()).isEqualTo(Outcome.DONE);
    assertThat(DONE.story())
        .contains(
            "ends backends/rollback-admin done",
            "ends backends/rollback-public done",
            "ends backends/rollback-agent done");

    Rehearsed additive = World.rollback().additive().run();
    assertThat(additive.byDefault("In which order")).isEqualTo("public-first");
    assertThat(additive.story())
        .containsSubsequence(
            "ends backends/agent-first done",
            "ends backends/rollback-public done",
            "begins backends/rollback-admin");

    Rehearsed destructive = World.rollback().destructive().run();
    assertThat(destructive.byDefault("In which order")).isEqualTo("admin-first");
    assertThat(destructive.prompt("What v3.19 needs of the schema may be deleted").kind())
        .isEqualTo(Prompt.Kind.WARN);
    assertThat(
            World.rollback()
                .additive()
                .run(new Crew().types("In which order", "all-at-once"))
                .done())
        .isEmpty();
  }

  @Row(
      value = 87,
      says = "Click \"Build with Parameters\" in the menu on the left",
      file = "rollback-prod",
      at = "| For each of them: click **Build with Parameters** in the menu on the left.")
  void r87_theRunIsStartedByItsParametersAlsoByHand() {
    assertThat(DONE.prose()).contains("click **Build with Parameters** in the menu on the left");
    assertThat(byHand()).hasSize(3).allMatch(words -> words.contains("**Build with Parameters**"));
  }

  private static List<String> byHand() {
    return DONE.events().stream()
        .filter(Event.Intent.class::isInstance)
        .map(event -> ((Event.Intent) event).call())
        .filter(call -> call.action().equals("start"))
        .map(call -> call.byHand())
        .toList();
  }

  @Row(
      value = 88,
      says = "Put the version in the ImageTag field, in the form vX.Y",
      file = "rollback-prod",
      at = "| `CloudopsInfraRef` and `SopsRef`.")
  void r88_onlyTheImageTagIsSetToAnOlderVersionThatThereIs() {
    assertThat(DONE.done())
        .filteredOn(what -> what.startsWith("jenkins.start"))
        .hasSize(3)
        .allMatch(what -> what.contains("parameters: ImageTag: v3.19, page: "));
    assertThat(byHand()).allMatch(words -> words.contains("leave the other fields as they are"));
    assertThat(DONE.prose()).contains("`CloudopsInfraRef` and `SopsRef`", "Leave the other two");

    Rehearsed newer = World.of("rollback-prod", "tag", "v3.20").run();
    assertThat(newer.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(newer.reason()).contains("v3.20 is not older than v3.20");
    Rehearsed unknown = World.of("rollback-prod", "tag", "v3.17").run();
    assertThat(unknown.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(unknown.reason()).contains("There is no tag v3.17");
    assertThat(unknown.done()).isEmpty();
    assertThat(Typed.isRefused("rollback-prod", "--tag", "v3.19.1")).isTrue();
  }

  @Row(
      value = 89,
      says = "Click Build",
      file = "rollback-prod",
      at = "| it is ${tag}. Leave the other two as they are. Click **Build**.")
  void r89_aNewRunIsStartedOnceForEachAfterSomebodyAgreed() {
    assertThat(DONE.prose()).contains("Click **Build**");
    assertThat(DONE.done())
        .filteredOn(what -> what.startsWith("jenkins.start"))
        .doesNotHaveDuplicates();
    Rehearsed refused = World.rollback().run(new Crew().no("Roll Balrog back"));
    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(refused.done()).noneMatch(what -> what.startsWith("jenkins."));
  }

  @Row(
      value = 90,
      says = "The screenshot redeploy.png",
      file = "rollback-prod",
      at = "| For each of them: click **Build with Parameters** in the menu on the left. The form")
  void r90_whatTheScreenshotShowsIsDescribed() {
    assertThat(DONE.prose())
        .contains("The form has the fields `ImageTag`, `CloudopsInfraRef` and `SopsRef`.");
  }

  @Row(
      value = 91,
      says = "This begins a deployment as in Pushing to Production",
      file = "rollback-prod",
      at = "| it is ${tag}. Leave the other two as they are. Click **Build**. This begins")
  void r91_itGoesOnAsAPushWithCanaryAndPromotion() {
    assertThat(DONE.story())
        .containsSubsequence(
            "does jenkins.proceed(run: balrog-production/3/, stage: PROD: DEPLOY)",
            "judges PASS the canary",
            "asks CONFIRM Promote v3.19 to everyone?",
            "does jenkins.proceed(run: balrog-production/3/, stage: PROD: PROMOTE)");
    assertThat(DONE.done()).anyMatch(what -> what.startsWith("matrix.post"));

    Rehearsed longer = World.rollback().parameter("soak", "8m").run();
    assertThat(canaryPassed(longer)).isEqualTo(canaryPassed(DONE).plus(Duration.ofMinutes(3)));

    Rehearsed unasked = World.rollback().parameter("ask-release-duty", "no").run();
    assertThat(unasked.done()).noneMatch(what -> what.startsWith("matrix.post"));
    assertThat(unasked.prompt("Roll Balrog back").by())
        .extracting(Prompt.Team::title)
        .containsExactly("RelEng");
  }

  private static Instant canaryPassed(Rehearsed run) {
    return run.events().stream()
        .filter(Event.Judged.class::isInstance)
        .map(Event.Judged.class::cast)
        .filter(judged -> judged.what().equals("the canary"))
        .findFirst()
        .orElseThrow()
        .at();
  }

  @Row(
      value = 92,
      says = "UI: after deleting the previous production-ui release and tag as above",
      file = "rollback-ui",
      at = "take-down(env.repository) as delete")
  void r92_theReleaseAndTheTagAreDeletedFirst() {
    assertThat(UI.outcome()).isEqualTo(Outcome.DONE);
    assertThat(ProductionUiTest.actions(UI))
        .containsExactly(
            "github.delete-release",
            "github.delete-tag",
            "git.create-tag",
            "git.push-tag",
            "github.create-release");
  }

  @Row(
      value = 93,
      says = "... update the production-ui tag to the earlier version, e.g. v3.08",
      file = "rollback-ui",
      at = "let wanted = git.tag(\"${tag}\")")
  void r93_theVersionIsThereAndSpelledAsItWasTagged() {
    assertThat(UI.prompt("Take the UI back to v3.08").text()).containsPattern("[0-9a-f]{40}");
    Rehearsed misspelt = World.of("rollback-ui", "tag", "v3.8").run();
    assertThat(misspelt.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(misspelt.reason()).contains("There is no tag v3.8", "v3.08 and not v3.8");
    assertThat(misspelt.done()).isEmpty();
  }

  @Row(
      value = 94,
      says = "git tag -d production-ui",
      file = "rollback-ui",
      at = "git.delete-tag(mine)")
  void r94_theTagOfTheCloneIsDeletedWhereThereIsOne() {
    assertThat(UI.prose()).contains("`git tag -d production-ui`, if the tag is in the clone");
    assertThat(UI.done()).noneMatch(what -> what.startsWith("git.delete-tag"));

    Rehearsed there = World.uiRollback().with("version: v3.19", "version: production-ui").run();
    assertThat(there.outcome()).isEqualTo(Outcome.DONE);
    assertThat(ProductionUiTest.actions(there))
        .containsSubsequence("git.delete-tag", "git.create-tag", "git.push-tag");
  }

  @Row(
      value = 95,
      says = "git tag -s production-ui v3.08^{}",
      file = "rollback-ui",
      at = "let signed = git.create-tag(ui-tag(), at: \"${tag}^{}\"")
  void r95_itIsSignedAndLeadsToTheCommitOfTheVersion() {
    assertThat(UI.prose()).contains("`git tag -s production-ui v3.08^{}`");
    assertThat(UI.done())
        .contains("git.create-tag(name: production-ui, at: v3.08^{}, message: The UI of v3.08)");
    Event.Settled made =
        UI.events().stream()
            .filter(Event.Settled.class::isInstance)
            .map(Event.Settled.class::cast)
            .filter(settled -> settled.call().qualifiedName().equals("git.create-tag"))
            .findFirst()
            .orElseThrow();
    String commit = UI.prompt("Take the UI back").text().replaceFirst(".*\\((\\w+)\\).*", "$1");
    assertThat(String.valueOf(made.result())).contains(commit);
    assertThat(made.call().byHand()).contains("git tag -s", "production-ui v3.08^{}");
  }

  @Row(
      value = 96,
      says = "git push origin production-ui",
      file = "rollback-ui",
      at = "git.push-tag(signed)")
  void r96_onlyWhereTheRemoteHasNoneAndThenAReleaseIsCreated() {
    assertThat(UI.prose())
        .contains("`git push origin production-ui`", "a pushed tag alone deploys nothing");
    assertThat(UI.story())
        .containsSubsequence(
            "does git.push-tag(tag: production-ui)",
            "intends github.create-release(repository: mozilla-releng/balrog, tag: production-ui,"
                + " name: production-ui, notes: The UI of v3.08, prerelease: false)");
    assertThat(UI.story()).contains("judges PASS left is none");
    Rehearsed left =
        Rehearsed.faulty(
            "rollback-ui",
            List.of("tag", "v3.08"),
            World.uiRollback().text(),
            new Crew(),
            "github:late-deletion");
    assertThat(left.outcome()).as("it is waited for").isEqualTo(Outcome.DONE);
  }

  @Test
  void aTagThatSomebodyElsePushesMeanwhileIsNeverReleased() {
    for (String fault : List.of("git:tag-taken@1", "git:tag-taken@2")) {
      Rehearsed run = World.uiRollback().meeting(fault);
      assertThat(run.outcome()).as(fault).isEqualTo(Outcome.FAILED);
      assertThat(ProductionUiTest.actions(run)).doesNotContain("github.create-release");
    }
  }
}
