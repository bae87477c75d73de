package dev.runbook.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Crew;
import dev.runbook.cli.Rehearsed;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import java.util.List;

/** Schema upgrades. */
final class SchemaTest {

  private static final String WHICH = "Which code runs with which schema?";
  private static final String ORDER = "In which order";

  private static List<String> deployed(Rehearsed run) {
    return run.story().stream()
        .filter(line -> line.matches("(begins|ends) backends/\\w+(-first)?( done)?"))
        .map(line -> line.replace("backends/", ""))
        .toList();
  }

  @Row(
      value = 37,
      says = "Current code runs with the new schema, or new code with the old one",
      file = "schema",
      at = "enum Compatibility")
  void r37_withoutOneOfTheTwoNothingIsTagged() {
    World world = World.stage().additive();
    Rehearsed neither = world.run(new Crew().types(WHICH, "neither"));
    assertThat(neither.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(neither.done()).isEmpty();

    Rehearsed one = world.run(new Crew().types(WHICH, "new-code-runs-with-old-schema"));
    assertThat(one.outcome()).isEqualTo(Outcome.DONE);
    assertThat(World.stage().run().prompts()).noneMatch(prompt -> prompt.text().equals(WHICH));
  }

  @Row(
      value = 38,
      says = "Code and schema changes cannot be done at the same instant",
      file = "schema",
      at = "check order is not all-at-once or change is unchanged")
  void r38_whereTheSchemaChangesNothingIsDeployedInParallel() {
    Rehearsed run =
        World.push()
            .additive()
            .run(new Crew().types(ORDER, "all-at-once").types("Why in this order", "I want to"));
    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.reason()).contains("Code and schema changes cannot be done at the same instant");
    assertThat(run.done()).noneMatch(what -> what.startsWith("jenkins."));
  }

  @Row(
      value = 39,
      says = "Additive changes should do the schema change first",
      file = "schema",
      at = "else if change is additive then admin-first")
  void r39_additive() {
    Rehearsed run = World.push().additive().run();
    assertThat(run.byDefault(ORDER)).isEqualTo("admin-first");
    assertThat(deployed(run))
        .containsExactly(
            "begins admin",
            "ends admin done",
            "begins public",
            "ends public done",
            "begins agent",
            "ends agent done");
  }

  @Row(
      value = 40,
      says = "Destructive changes should do the schema change second",
      file = "schema",
      at = "else if change is destructive then public-first")
  void r40_destructive() {
    Rehearsed run = World.push().destructive().run();
    assertThat(run.byDefault(ORDER)).isEqualTo("public-first");
    assertThat(deployed(run))
        .containsExactly(
            "begins public",
            "ends public done",
            "begins admin",
            "ends admin done",
            "begins agent",
            "ends agent done");
  }

  @Row(
      value = 41,
      says = "\"Generally\": the rule has exceptions",
      file = "schema",
      at = "let reason = ask \"Why in this order")
  void r41_anotherOrderTakesAReasonAndWhatIsUnclearIsDecidedByAPerson() {
    World world = World.push().additive();
    Crew other = new Crew().types(ORDER, "public-first");
    assertThat(world.run(other).outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.run(other.types("Why in this order", " ")).outcome())
        .isEqualTo(Outcome.FAILED);
    Rehearsed run = world.run(other.types("Why in this order", "the column is not used yet"));
    assertThat(run.outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story()).contains("evidence why public-first: the column is not used yet");
    assertThat(deployed(run)).startsWith("begins public", "ends public done", "begins admin");

    Rehearsed unclear = World.push().unclear().run();
    assertThat(unclear.byDefault(ORDER)).isEmpty();
    assertThat(unclear.outcome()).as("nobody decided").isEqualTo(Outcome.TIMED_OUT);
  }

  @Row(
      value = 42,
      says = "You can simulate the upgrade with your local Docker containers",
      file = "deploy-stage",
      at = "step simulate")
  void r42_theSimulationMayBeLeftOutAndItsResultIsKept() {
    Rehearsed done = World.stage().run(new Crew().types("What came of it?", "both orders worked"));
    assertThat(done.story()).contains("evidence the simulated upgrade: both orders worked");
    Rehearsed left = World.stage().run(new Crew().no("This step is optional"));
    assertThat(left.outcome()).isEqualTo(Outcome.DONE);
    assertThat(left.prompts()).noneMatch(prompt -> prompt.text().contains("docker compose"));
  }

  @Row(
      value = 43,
      says = "The schema upgrade is done automatically as part of balrog-admin-production",
      file = "backends",
      at = "| The admin API. In staging and production, the schema upgrade is done automatically")
  void r43_adminBringsTheSchemaAndNobodyMigrates() {
    assertThat(Knowledge.component("admin"))
        .contains("the schema upgrade is done automatically as part of its deployment");
    assertThat(World.push().additive().run().done())
        .allMatch(what ->
            what.startsWith("matrix.post")
                || what.startsWith("jenkins.start")
                || what.startsWith("jenkins.proceed"));
  }

  @Row(
      value = 44,
      says = "Diff the tip of the main branch against the currently deployed tag",
      file = "deploy-stage",
      at = "let tip = git.difference(")
  void r44_whatIsDeployedIsReadAndComparedWithMain() {
    Rehearsed run = World.stage().additive().run(new Crew().types(WHICH, "both"));
    assertThat(run.story())
        .containsSubsequence(
            "reads balrog.version-at(base: https://aus5.mozilla.org/)",
            "reads git.difference(from: v3.19, to: main)",
            "asks ASK " + WHICH);
    assertThat(run.prose())
        .contains("among them these migrations: **src/auslib/migrate/versions/036_colours.py**");

    Rehearsed unknown =
        World.stage()
            .with("https://aus5.mozilla.org/: v3.19", "https://aus5.mozilla.org/: unknown")
            .run();
    assertThat(unknown.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(unknown.done()).isEmpty();
  }

  @Row(
      value = 45,
      says = "With schema upgrades the services are deployed in the correct order",
      file = "schema",
      at = "procedure ask-order")
  void r45_theOrderFollowsFromWhatTheMigrationsDo() {
    assertThat(World.push().run().byDefault(ORDER)).isEqualTo("all-at-once");
    assertThat(World.push().additive().run().prose())
        .contains("it is important to deploy the services in the correct order");
  }

  @Row(
      value = 46,
      says = "Additive: balrog-admin-production is finished before balrog-production",
      file = "deploy-prod",
      at = "admin-first {")
  void r46_whereAdminFailsThePublicAppIsNotTouched() {
    String admin = "takes: 6m, serves: [https://aus4-admin.mozilla.org/]";
    Rehearsed run = World.push().additive().with(admin, admin + ", fails: true").run();
    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.done())
        .contains("jenkins.proceed(run: balrog-admin-production/2/, stage: PROD: PROCEED)")
        .noneMatch(what -> what.contains("balrog-production/"));
    assertThat(World.push().additive().run().story())
        .containsSubsequence(
            "waited for jenkins.state(run) is succeeded",
            "waited for balrog.versions-at(env.admin-api).all(seen => seen is v)",
            "ends backends/admin done",
            "intends jenkins.proceed(run: balrog-production/2/, stage: PROD: DEPLOY)");
  }

  @Row(
      value = 47,
      says = "Destructive: balrog-production is finished before balrog-admin-production",
      file = "deploy-prod",
      at = "public-first {")
  void r47_thePublicAppIsPromotedBeforeAdminBeginsAndTheAgentGoesWhereItIsSaid() {
    assertThat(World.push().destructive().run().story())
        .containsSubsequence(
            "does jenkins.proceed(run: balrog-production/2/, stage: PROD: PROMOTE)",
            "ends backends/public done",
            "intends jenkins.proceed(run: balrog-admin-production/2/, stage: PROD: PROCEED)");
    assertThat(deployed(World.push().destructive().parameter("agent-goes", "first").run()))
        .startsWith("begins agent-first", "ends agent-first done", "begins public");
    assertThat(World.push().destructive().run().prompts())
        .filteredOn(prompt -> prompt.kind() == Prompt.Kind.ASK)
        .hasSize(1);
  }
}
