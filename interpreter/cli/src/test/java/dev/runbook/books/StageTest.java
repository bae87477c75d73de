package dev.runbook.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Crew;
import dev.runbook.cli.Rehearsed;
import dev.runbook.cli.Typed;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import java.util.List;

/** Deploying to stage. */
final class StageTest {

  private static final String MIGRATION = "src/auslib/migrate/versions/035_add_pinning.py";
  private static final Rehearsed DONE = World.stage().run();

  private static int at(Rehearsed run, String beginning) {
    for (int at = 0; at < run.story().size(); at++) {
      if (run.story().get(at).startsWith(beginning)) {
        return at;
      }
    }
    throw new AssertionError(beginning + "\n" + String.join("\n", run.story()));
  }

  @Row(
      value = 48,
      says = "New code reaches stage by a new Release in Github",
      file = "deploy-stage",
      at = "| To get the new code in stage you must create a new Release in Github.")
  void r48_theStepsComeInTheDocumentsOrder() {
    assertThat(DONE.outcome()).isEqualTo(Outcome.DONE);
    assertThat(DONE.story())
        .containsSubsequence(
            "begins tag", "begins diff", "begins release", "begins bump", "begins test");
    assertThat(DONE.done())
        .extracting(what -> what.replaceFirst("\\(.*", ""))
        .containsExactly(
            "git.create-tag", "git.push-tag", "github.create-release", "github.replace-in-file");
  }

  @Row(
      value = 49,
      says = "1. Tag the repository: git tag -s vX.Y && git push --tags",
      file = "deploy-stage",
      at = "step tag")
  void r49_theTagIsSignedAndPushedAloneAfterSomebodyAgreed() {
    assertThat(DONE.story())
        .containsSubsequence("answers YES anna", "does git.push-tag(tag: v3.20)", "begins diff");
    assertThat(DONE.story()).anyMatch(line -> line.equals("judges PASS verdict.signature is good"));
    assertThat(DONE.prose()).contains("`git tag -s v3.20`", "of this one tag and no other");
    Rehearsed refused = World.stage().run(new Crew().no("push the tag?"));
    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(refused.done()).isEmpty();

    Rehearsed there =
        World.stage().with("commit: \"Log who", "version: v3.20\n      commit: \"Log who").run();
    assertThat(there.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(there.reason()).contains("There is a tag v3.20 already");
    assertThat(there.done()).isEmpty();
  }

  @Row(
      value = 50,
      says = "2. Diff against the previous release tag",
      file = "deploy-stage",
      at = "let previous = known.max")
  void r50_thePreviousTagIsFoundByItsNumber() {
    assertThat(DONE.story()).contains("reads git.difference(from: v3.19, to: v3.20)");
    assertThat(DONE.prose()).contains("`git diff v3.19 v3.20` names these files:");

    World early =
        World.of("deploy-stage", "tag", "v3.10")
            .with("v3.19", "v3.09")
            .with("v3.18", "v2.99")
            .with("3.20", "3.10");
    assertThat(early.run().story()).contains("reads git.difference(from: v3.09, to: v3.10)");
  }

  @Row(
      value = 51,
      says = "... to double check whether or not there are schema changes",
      file = "deploy-stage",
      at = "check schema.change is unchanged or touched is not empty")
  void r51_theSecondLookIsComparedWithTheFirst() {
    Rehearsed run =
        World.stage()
            .additive()
            .run(new Crew().types("Which code runs with which schema?", "both"));
    assertThat(run.story())
        .anyMatch(line -> line.startsWith("reads git.schema-change(from: v3.19, to: v3.20"));
    assertThat(run.prose()).contains("The schema is **additive**");

    World behind =
        World.stage().with("https://aus5.mozilla.org/: v3.19", "https://aus5.mozilla.org/: v3.18");
    Rehearsed contradiction =
        behind
            .with("- version: v3.19\n", "- version: v3.19\n      deletes: [" + MIGRATION + "]\n")
            .with(
                "        src/auslib/web/admin", migration(behind) + "        src/auslib/web/admin")
            .run();
    assertThat(contradiction.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(contradiction.reason())
        .contains("This is a schema change, and the first look found none");
    assertThat(contradiction.done()).noneMatch(what -> what.startsWith("github."));

    Rehearsed staged =
        behind
            .with("'3.19'\\n\"\n", "'3.19'\\n\"\n" + migration(behind).replace("035", "036"))
            .run(new Crew().types("Which code runs with which schema?", "both"));
    assertThat(staged.prompt("The first look found migrations").kind()).isEqualTo(Prompt.Kind.WARN);
  }

  /** The one that v3.18 brought, as it stands in the world. */
  private static String migration(World world) {
    int begin = world.text().indexOf("        " + MIGRATION);
    return world.text().substring(begin, world.text().indexOf("    - version: v3.19"));
  }

  @Row(
      value = 52,
      says = "Look for anything unexpected",
      file = "deploy-stage",
      at = "| Look for anything unexpected.")
  void r52_whatIsUnexpectedEndsItAndTheTagCanBeTakenBack() {
    Rehearsed run = World.stage().run(new Crew().no("is unexpected"));
    assertThat(run.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(run.reason()).contains("(not now)");
    assertThat(run.done()).noneMatch(what -> what.startsWith("github."));
    assertThat(run.wayBack())
        .containsExactly("git.delete-remote-tag(v3.20)", "git.delete-tag(v3.20)");
    assertThat(run.prompts())
        .anyMatch(prompt ->
            prompt.kind() == Prompt.Kind.UNDO
                && prompt.details().contains("git.delete-remote-tag(v3.20)"));
  }

  @Row(
      value = 53,
      says = "3. Create a new Release on Github",
      file = "deploy-stage",
      at = "github.create-release(")
  void r53_theReleaseOfTheTagIsCreatedAndSeen() {
    assertThat(DONE.done())
        .anyMatch(what ->
            what.startsWith("github.create-release(repository: mozilla-releng/balrog, tag: v3.20"));
    assertThat(at(DONE, "does github.create-release"))
        .isLessThan(at(DONE, "waited for github.release(env.repository"));
  }

  @Row(
      value = 54,
      says = "This creates new Docker images tagged with your version",
      file = "deploy-stage",
      at = "wait-for registry.digest(")
  void r54_bothImagesAreWaitedFor() {
    assertThat(DONE.story())
        .contains(
            "reads registry.digest(image: mozilla/balrog, tag: v3.20)",
            "reads registry.digest(image: mozilla/balrogagent, tag: v3.20)");
    Rehearsed missing = World.stage().with("builds: 6m", "builds: 9h").run();
    assertThat(missing.outcome()).isNotEqualTo(Outcome.DONE);
    assertThat(missing.prompt("Waited 30m for").text()).contains("mozilla/balrogagent");
  }

  @Row(
      value = 55,
      says = "... and deploys them to stage",
      file = "deploy-stage",
      at = "check balrog.version-at(env.public) is tag")
  void r55_stageRunsTheVersion() {
    assertThat(DONE.story())
        .contains(
            "judges PASS balrog.version-at(env.public) is tag",
            "judges PASS balrog.version-at(env.admin-api) is tag");
    Rehearsed half =
        World.stage()
            .with(
                "serves: [https://aus5.allizom.org/,"
                    + " https://admin-stage.balrog.nonprod.cloudops.mozgcp.net/]",
                "serves: [https://aus5.allizom.org/]")
            .run();
    assertThat(half.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(half.reason()).contains("The admin API of stage does not run v3.20");
  }

  @Row(
      value = 56,
      says = "It may take upwards of 30 minutes",
      file = "deploy-stage",
      at = "param patience: duration = 30m")
  void r56_afterThirtyMinutesItIsAskedAndNotGivenUp() {
    World slow = World.stage().with("takes: 22m", "takes: 55m").with("24m", "9h");
    Rehearsed waited = slow.run(new Crew().yes("Go on waiting"));
    assertThat(waited.prompt("Go on waiting").text()).startsWith("Waited 30m for");
    assertThat(waited.outcome()).isEqualTo(Outcome.DONE);

    Rehearsed given = slow.run();
    assertThat(given.outcome()).isNotEqualTo(Outcome.DONE);
    assertThat(given.prompts())
        .as("then help is sought")
        .anyMatch(prompt -> prompt.kind() == Prompt.Kind.ESCALATION);
  }

  @Row(
      value = 57,
      says = "Deployment notifications show up in #balrog on Slack",
      file = "deploy-stage",
      at = "| Deployment notifications will show up in #balrog on Slack.")
  void r57_aNoticeCountsWhereTheVersionCannotBeRead() {
    assertThat(DONE.story())
        .contains("evidence what #balrog on Slack says: balrog v3.20 is deployed to stage");
    Rehearsed told =
        World.stage()
            .with("https://aus5.allizom.org/: v3.19\n", "https://aus5.allizom.org/: unknown\n")
            .with("serves: [https://aus5.allizom.org/, ", "serves: [")
            .run();
    assertThat(told.story())
        .anyMatch(line -> line.startsWith("waited for balrog.version-at(env.public) is tag or"));
  }

  @Row(
      value = 58,
      says = "4. Bump the in-repo version to the next available one",
      file = "deploy-stage",
      at = "step bump")
  void r58_theNextVersionIsProposedWrittenAndNewerThanAllOthers() {
    assertThat(DONE.done().getLast())
        .startsWith(
            "github.replace-in-file(repository: mozilla-releng/balrog, path: pyproject.toml,"
                + " branch: main, old: 3.20, new: 3.21");
    for (String taken : List.of("v3.9", "v3.20")) {
      Rehearsed back = World.stage().run(new Crew().types("Which version is the next", taken));
      assertThat(back.outcome()).as(taken).isEqualTo(Outcome.FAILED);
      assertThat(back.done()).noneMatch(what -> what.startsWith("github.replace"));
    }

    String releases = "- { tag: v3.19, published: 14d }";
    World released =
        World.stage().with(releases, releases + "\n    - { tag: v3.21, published: 0s }");
    Rehearsed taken = released.run();
    assertThat(taken.reason()).contains("There is a release v3.21 already");
    assertThat(taken.done()).noneMatch(what -> what.startsWith("github.replace"));

    World last = World.of("deploy-stage", "tag", "v3.99").with("3.20", "3.99");
    assertThat(last.run().byDefault("Which version is the next"))
        .as("v3.100 or v4.0: a person says")
        .isEmpty();
  }

  @Row(
      value = 59,
      says = "... to ensure the next push gets a new version",
      file = "deploy-stage",
      at = "| available one, to ensure that the next push gets a new version.")
  void r59_aForgottenBumpIsFoundBeforeAnythingIsTagged() {
    assertThat(DONE.prose())
        .contains("to ensure that the next push gets a new version. Where it is forgotten");
    Rehearsed forgotten = World.stage().with("version = '3.20'", "version = '3.19'").run();
    assertThat(forgotten.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(forgotten.reason()).contains("pyproject.toml on the main branch says 3.19");
    assertThat(forgotten.done()).isEmpty();
  }

  @Row(
      value = 60,
      says = "Do some testing that new features, fixes, etc. work",
      file = "deploy-stage",
      at = "do \"Test what is new in ${tag}")
  void r60_whatIsNewIsShownAndTestedAndNotesAreKept() {
    assertThat(DONE.prose()).contains("New in v3.20: Bump the version to v3.20, Log who changed");
    Rehearsed run =
        World.stage().run(new Crew().types("What was tested", "who changed a rule is logged"));
    assertThat(run.prompt("Test what is new in v3.20").kind()).isEqualTo(Prompt.Kind.DO);
    assertThat(run.story()).contains("evidence tests on stage: who changed a rule is logged");
    assertThat(World.stage().run(new Crew().no("Test what is new")).outcome())
        .isEqualTo(Outcome.FAILED);
  }

  @Row(
      value = 61,
      says = "A good idea to watch Sentry for new exceptions",
      file = "deploy-stage",
      at = "watch exceptions \"Sentry\"")
  void r61_anExceptionSinceTheReleaseEndsIt() {
    assertThat(DONE.story()).contains("judges PASS Sentry");
    Rehearsed throwing = World.stage().throwing("balrog-agent", "25m").run();
    assertThat(throwing.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(throwing.reason()).contains("Sentry shows new exceptions", "KeyError: release");
  }

  @Row(
      value = 62,
      says = "... and Grafana for notable changes in the shape of the traffic",
      file = "deploy-stage",
      at = "confirm traffic")
  void r62_theShapeOfTheTrafficIsJudgedByAPerson() {
    assertThat(DONE.prose()).contains("var-env=stage");
    Rehearsed notable = World.stage().run(new Crew().no("the shape of the traffic"));
    assertThat(notable.outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Row(
      value = 63,
      says = "Only two-part version numbers are supported by the pipeline",
      file = "deploy-stage",
      at = "require tag.parts == 2")
  void r63_otherNumbersAreRefusedBeforeAnythingIsBegun() {
    for (String book : new String[] {"deploy-stage", "deploy-prod", "rollback-prod", "push-ui"}) {
      for (String wrong : new String[] {"v3.19.1", "3.19", "v3", "V3.19"}) {
        assertThat(Typed.isRefused(book, "--tag", wrong)).as(book + " " + wrong).isTrue();
      }
    }
    assertThat(Typed.isRefused("deploy-stage", "--tag", "v3.20")).isFalse();
  }
}
