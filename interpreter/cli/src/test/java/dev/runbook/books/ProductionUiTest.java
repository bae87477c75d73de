package dev.runbook.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Crew;
import dev.runbook.cli.Rehearsed;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pushing a new UI to production. */
final class ProductionUiTest {

  private static final String RELEASE =
      "  releases:\n    - { tag: production-ui, notes: \"The UI of v3.19\", published: 14d }\n";
  private static final String UNRELEASED =
      """
          - commit: "Show when a rule was changed"
            files:
              ui/src/rules.jsx: "// what is not released yet\\n"
      """;
  private static final String PAGE =
      "https://github.com/mozilla-releng/balrog/releases/tag/production-ui";
  private static final Rehearsed DONE = World.ui().run();

  static List<String> actions(Rehearsed run) {
    return run.done().stream().map(what -> what.replaceFirst("\\(.*", "")).toList();
  }

  @Row(
      value = 81,
      says = "Delete and recreate the production-ui tag and release",
      file = "push-ui",
      at = "| To push new UI to production you must delete and recreate")
  void r81_inThisOrderAndFromTheMiddleToo() {
    assertThat(DONE.outcome()).isEqualTo(Outcome.DONE);
    assertThat(actions(DONE))
        .containsExactly(
            "github.delete-release",
            "github.delete-tag",
            "github.create-tag",
            "github.create-release");

    Rehearsed onlyTag =
        World.ui().with(RELEASE, "").with("version: v3.19", "version: production-ui").run();
    assertThat(onlyTag.outcome()).isEqualTo(Outcome.DONE);
    assertThat(actions(onlyTag))
        .containsExactly("github.delete-tag", "github.create-tag", "github.create-release");

    Rehearsed newTag =
        World.ui()
            .with("published: 14d }", "published: 14d, draft: true }")
            .with(UNRELEASED, "")
            .run();
    assertThat(newTag.outcome()).isEqualTo(Outcome.DONE);
    assertThat(actions(newTag)).containsExactly("github.create-release");

    Rehearsed nothing = World.ui().with(RELEASE, "").run();
    assertThat(nothing.outcome()).isEqualTo(Outcome.DONE);
    assertThat(actions(nothing)).containsExactly("github.create-tag", "github.create-release");
  }

  @Row(
      value = 82,
      says = "Click Delete (this deletes the Github Release)",
      file = "production-ui",
      at = "github.delete-release(release)")
  void r82_theReleaseIsSeenToBeGoneAndOneThatCannotBeMadeAgainStays() {
    assertThat(DONE.prose())
        .contains("(" + PAGE + "), click **Delete** (this deletes the Github Release).");
    assertThat(DONE.story())
        .containsSubsequence(
            "does github.delete-release(release: production-ui)",
            "waited for github.release(repository, ui-tag()) is none",
            "intends github.delete-tag(tag: production-ui)");

    Rehearsed immutable =
        World.ui().with("published: 14d }", "published: 14d, immutable: true }").run();
    assertThat(immutable.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(immutable.reason()).startsWith("This release is immutable");
    assertThat(immutable.done()).isEmpty();
  }

  @Row(
      value = 83,
      says = "The same URL again, click Delete (this deletes the Git tag)",
      file = "production-ui",
      at = "github.delete-tag(old-tag)")
  void r83_theTagIsSeenToBeGone() {
    assertThat(DONE.prose())
        .contains(
            "[the same page]("
                + PAGE
                + "), click **Delete** again (this deletes the Git tag, even though it's the same"
                + " URL)");
    assertThat(DONE.story())
        .containsSubsequence(
            "does github.delete-tag(tag: production-ui)",
            "waited for github.tag(repository, ui-tag()) is none",
            "begins recreate",
            "begins look");
  }

  @Row(
      value = 84,
      says = "Create a new production-ui Release",
      file = "push-ui",
      at = "github.create-tag(env.repository, ui-tag(), object: commit)")
  void r84_itsTagLeadsToTheCommitOfTheVersionAndSaysSo() {
    assertThat(DONE.prose())
        .contains("https://github.com/mozilla-releng/balrog/releases/new")
        .containsPattern("leads to the commit of v3.20, `[0-9a-f]{40}`");
    String commit = DONE.prose().replaceFirst(".*the commit of v3.20, `([0-9a-f]{40})`.*", "$1");
    assertThat(DONE.done())
        .contains(
            "github.create-tag(repository: mozilla-releng/balrog, name: production-ui, object: "
                + commit
                + ")");
    assertThat(DONE.prompt("Delete and recreate").text()).contains("v3.20", commit);

    Rehearsed other = World.ui().with("mozilla.org/: v3.20", "mozilla.org/: v3.19").run();
    assertThat(other.prompt("The backends in production do not run v3.20").kind())
        .isEqualTo(Prompt.Kind.WARN);
    Rehearsed unknown = World.of("push-ui", "tag", "v3.21").run();
    assertThat(unknown.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(unknown.done()).isEmpty();
  }

  @Row(
      value = 85,
      says = "This will trigger automation to deploy the new UI",
      file = "production-ui",
      at = "do \"Open [the automation]")
  void r85_theAutomationIsWaitedForAndAPersonLooksAtTheUi() {
    assertThat(DONE.story())
        .containsSubsequence(
            "waited for github.release(repository, ui-tag()) is not none",
            "asks DO Open [the automation](https://github.com/mozilla-releng/balrog/actions) and"
                + " wait for the end of the run that the release of production-ui has started.");
    assertThat(DONE.prompts().getLast().text())
        .startsWith("Open https://balrog.services.mozilla.com/ and reload it");
    assertThat(World.ui().run(new Crew().no("reload it")).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aTagThatSomebodyElseMakesMeanwhileIsNeverReleased() {
    List<Rehearsed> runs =
        Stream.of("github:tag-made@1", "github:tag-made@2", "github:tag-made@3")
            .map(fault -> World.ui().meeting(fault))
            .toList();
    for (Rehearsed run : runs) {
      assertThat(run.outcome()).isNotEqualTo(Outcome.DONE);
      assertThat(actions(run)).doesNotContain("github.create-release");
    }
    assertThat(runs)
        .anySatisfy(run ->
            assertThat(run.reason())
                .containsPattern(
                    "leads to [0-9a-f]{40}, and not to [0-9a-f]{40}, the commit of v3.20")
                .contains("somebody else has made it"));
  }
}
