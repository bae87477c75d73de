package dev.runbook.stdlib.github;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every action, against the stand-in, by the real client. */
class GithubClientTest {

  static final String REPOSITORY = "example/shop";

  static final String WORLD =
      """
      github:
        repository: example/shop
        releases:
          - { tag: v3.19, published: 14d }
          - { tag: ui, name: "The UI", notes: "by hand" }
          - { tag: frozen, immutable: true }
          - { tag: v3.20, draft: true }
          - { tag: ui-next, name: "Of another", draft: true }
        workflows:
          - { file: ui-deploy.yml, takes: 4m }
          - { file: broken.yml, takes: 1m, fails: true }
      git:
        history:
          - version: v3.19
            files: { pyproject.toml: "[project]\\nversion = '3.19'\\n", "a/b.txt": "one\\n" }
          - version: v3.20
            files: { pyproject.toml: "[project]\\nversion = '3.20'\\n", new.txt: "x" }
          - version: ui
            deletes: [new.txt]
      """;

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
  void aPublishedReleaseIsFoundByItsTagAndADraftIsNot() throws Exception {
    assertThat(record("release", "tag", "ui"))
        .containsEntry("name", "The UI")
        .containsEntry("notes", "by hand")
        .containsEntry("draft", false);
    assertThat(perform("release", "tag", "v3.20")).isNull();
    assertThat(perform("release", "tag", "none")).isNull();
  }

  @Test
  void allReleasesAreListedTheDraftsToo() throws Exception {
    assertThat(records("releases"))
        .extracting(release -> release.get("tag"), release -> release.get("draft"))
        .contains(tuple("v3.20", true), tuple("v3.19", false))
        .hasSize(5);
  }

  @Test
  void allPagesAreRead(@TempDir Path scratch) throws Exception {
    StringBuilder world = new StringBuilder("github: {repository: example/shop, releases: [");
    for (int release = 0; release < 230; release++) {
      world.append("{tag: v1.%d},".formatted(release));
    }
    try (Rehearsal many = Rehearsal.of(world + "]}", scratch)) {
      var all =
          (List<?>) requireNonNull(many.perform("github", "releases", "repository", REPOSITORY));
      assertThat(all).hasSize(230);
    }
  }

  @Test
  void aReleaseIsCreatedAndDeletedAndCreatedAgain() throws Exception {
    Map<String, Object> made = create("v3.20");
    assertThat(made).containsEntry("tag", "v3.20").containsEntry("draft", false);
    assertThat(created("v3.20")).isEqualTo(made);
    assertThat(perform("release", "tag", "v3.20")).isEqualTo(made);
    assertThat(perform("release-gone", "release", made)).isEqualTo(false);
    perform("delete-release", "release", made);
    assertThat(perform("release", "tag", "v3.20")).isNull();
    assertThat(perform("release-gone", "release", made)).isEqualTo(true);
    perform("delete-release", "release", made);
    assertThat(create("v3.20")).doesNotContainEntry("id", made.get("id"));
  }

  @Test
  void anEqualReleaseThatIsThereIsTheOneThatWasWanted() throws Exception {
    assertThat(create("v3.20")).isEqualTo(create("v3.20"));
  }

  @Test
  void anotherReleaseOfTheTagIsRefused() {
    ServiceFailure failure = failure(() -> create("v3.19", "name", "Something else"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure)
        .hasMessageContaining("create the release v3.19 (422")
        .hasMessageContaining("already_exists");
  }

  @Test
  void aReleaseOfATagThatIsNotThereIsRefusedBecauseGitHubWouldMakeTheTag() throws Exception {
    ServiceFailure failure = failure(() -> create("v9.9"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("GitHub has no tag v9.9 yet");
    assertThat(perform("tag", "name", "v9.9")).isNull();
  }

  @Test
  void aDraftOfOtherWordsThatWasLeftBehindIsForAPersonToJudge() throws Exception {
    ServiceFailure failure = failure(() -> created("ui-next"));
    assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(failure).hasMessageContaining("a draft for ui-next of another title or text");
    assertThat(records("releases")).hasSize(5);
  }

  @Test
  void aDraftOfTheSameWordsIsPublishedInsteadOfASecondOneMade() throws Exception {
    assertThat(created("v3.20")).isNull();
    Map<String, Object> made = create("v3.20");
    assertThat(made).containsEntry("draft", false);
    assertThat(created("v3.20")).isEqualTo(made);
    assertThat(records("releases")).hasSize(5);
  }

  @Test
  void anImmutableReleaseIsNotDeleted() throws Exception {
    Map<String, Object> frozen = record("release", "tag", "frozen");
    assertThat(perform("immutable", "release", frozen)).isEqualTo(true);
    assertThat(perform("immutable", "release", record("release", "tag", "ui"))).isEqualTo(false);
    assertThat(failure(() -> perform("delete-release", "release", frozen)).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(perform("release", "tag", "frozen")).isEqualTo(frozen);
  }

  @Test
  void theTagOfAReleaseIsDeletedAfterIt() throws Exception {
    Map<String, Object> tag = record("tag", "name", "ui");
    assertThat(failure(() -> perform("delete-tag", "tag", tag)))
        .hasMessageContaining("delete the release first");
    perform("delete-release", "release", record("release", "tag", "ui"));
    perform("delete-tag", "tag", tag);
    assertThat(perform("tag-gone", "repository", REPOSITORY, "name", "ui")).isEqualTo(true);
    assertThat(perform("tag", "name", "ui")).isNull();
    perform("delete-tag", "tag", tag);
  }

  @Test
  void aReleaseThatComesTooSoonAfterTheDeletionOfItsTagIsPublishedAllTheSame(@TempDir Path scratch)
      throws Exception {
    String slow = WORLD.replace("releases:", "tag-deletion: 1m\n  releases:");
    try (Rehearsal slowly = Rehearsal.of(slow, scratch)) {
      Map<String, Object> tag = record(slowly, "tag", "name", "ui");
      perform(slowly, "delete-release", "release", record(slowly, "release", "tag", "ui"));
      perform(slowly, "delete-tag", "tag", tag);
      perform(slowly, "create-tag", "name", "ui", "object", tag.get("object"));
      perform(
          slowly, "create-release", "tag", "ui", "name", "ui", "notes", "", "prerelease", false);
      assertThat(record(slowly, "release", "tag", "ui")).containsEntry("draft", false);
      slowly.pass(Duration.ofHours(1));
      assertThat(record(slowly, "release", "tag", "ui")).containsEntry("draft", false);
    }
  }

  @Test
  void aTagLeadsToItsCommit() throws Exception {
    Map<String, Object> tag = record("tag", "name", "v3.19");
    assertThat(tag)
        .containsEntry("annotated", false)
        .containsEntry("verified", false)
        .containsEntry("commit", tag.get("object"));
    assertThat(String.valueOf(tag.get("commit"))).hasSize(40);
  }

  @Test
  void aTagIsCreatedWhereItWas() throws Exception {
    String commit = String.valueOf(record("tag", "name", "v3.19").get("commit"));
    assertThat(perform("tag-at", "name", "old", "object", commit)).isNull();
    Map<String, Object> made = record("create-tag", "name", "old", "object", commit);
    assertThat(made).containsEntry("commit", commit).containsEntry("name", "old");
    assertThat(record("create-tag", "name", "old", "object", commit)).isEqualTo(made);
    assertThat(perform("tag-at", "name", "old", "object", commit)).isEqualTo(made);
    String other = String.valueOf(record("tag", "name", "v3.20").get("commit"));
    assertThat(failure(() -> perform("create-tag", "name", "old", "object", other)).kind())
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void aTagThatWasMovedMeanwhileIsNotDeleted() throws Exception {
    Map<String, Object> tag = record("tag", "name", "v3.20");
    Map<String, Object> stale = new HashMap<>(tag);
    stale.put("object", "0".repeat(40));
    assertThat(failure(() -> perform("delete-tag", "tag", stale)))
        .hasMessageContaining("Somebody has moved the tag v3.20");
    assertThat(perform("tag", "name", "v3.20")).isEqualTo(tag);
  }

  @Test
  void twoTagsAreCompared() throws Exception {
    Map<String, Object> compared = record("compare", "from", "v3.19", "to", "v3.20");
    assertThat(compared)
        .containsEntry("ahead", BigDecimal.ONE)
        .containsEntry("behind", BigDecimal.ZERO)
        .containsEntry("files", List.of("new.txt", "pyproject.toml"))
        .containsEntry("complete", true);
    assertThat((List<?>) requireNonNull(compared.get("commits")))
        .singleElement()
        .asString()
        .contains("title=Release v3.20");
    assertThat(record("compare", "from", "v3.20", "to", "v3.19"))
        .containsEntry("behind", BigDecimal.ONE);
  }

  @Test
  void onePlaceOfAFileIsReplacedByACommit() throws Exception {
    Object[] old = {"path", "pyproject.toml", "at", "main", "words", "'3.21'"};
    assertThat(perform("file-with", old)).isNull();
    Map<String, Object> changed = bump("'3.20'", "'3.21'");
    assertThat(changed).containsEntry("content", "[project]\nversion = '3.21'\n");
    assertThat(record("file", "path", "pyproject.toml", "at", "main")).isEqualTo(changed);
    assertThat(record("file-with", old)).isEqualTo(changed);
    assertThat(record("file", "path", "pyproject.toml", "at", "v3.20"))
        .containsEntry("content", "[project]\nversion = '3.20'\n");
  }

  @Test
  void wordsThatDoNotStandInTheFileExactlyOnceAreRefused() {
    for (String words : List.of("'9.9'", "o", "")) {
      assertThat(failure(() -> bump(words, "x"))).hasMessageContaining("exactly once");
    }
  }

  @Test
  void aFileThatIsNotThereIsNone() throws Exception {
    assertThat(perform("file", "path", "a/none.txt", "at", "main")).isNull();
    assertThat(record("file", "path", "a/b.txt", "at", "main")).containsEntry("content", "one\n");
  }

  @Test
  void aWorkflowIsRunAndItsRunIsFollowed() throws Exception {
    Object[] where = {"workflow", "ui-deploy.yml", "at", "main"};
    assertThat(perform("latest-run", where)).isNull();
    Map<String, Object> first = dispatch("ui-deploy.yml");
    assertThat(perform("latest-run", where)).isEqualTo(first);
    assertThat(perform("standing", "run", first)).isEqualTo("running");
    rehearsal.pass(Duration.ofMinutes(5));
    assertThat(perform("standing", "run", first)).isEqualTo("succeeded");
    Map<String, Object> second = dispatch("ui-deploy.yml");
    assertThat(perform("run-after", "newest", first, where[0], where[1], "at", "main"))
        .isEqualTo(second);
    assertThat(perform("run-after", "newest", second, where[0], where[1], "at", "main")).isNull();
    ServiceFailure several =
        failure(() -> perform("run-after", "newest", null, where[0], where[1], "at", "main"));
    assertThat(several.kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void aRunThatFailsHasFailed() throws Exception {
    Map<String, Object> run = dispatch("broken.yml");
    rehearsal.pass(Duration.ofMinutes(2));
    assertThat(perform("standing", "run", run)).isEqualTo("failed");
  }

  @Test
  void aWorkflowThatIsNotThereIsRefused() {
    ServiceFailure failure = failure(() -> dispatch("none.yml"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("find the workflow none.yml (404");
  }

  @Test
  void namesThatWouldBecomeAnotherAddressAreNotSent() {
    for (String repository : List.of("shop", "example/..", "a/b/c", "example/shop?x=1")) {
      assertThat(failure(() -> perform("releases", "repository", repository)))
          .hasMessageContaining("is no repository");
    }
    for (String tag : List.of("", "../../secret", "a b", "a?b", "a/../b", "x..y", "a%2Fb")) {
      assertThat(failure(() -> perform("tag", "name", tag))).hasMessageContaining("is no name");
    }
    assertThat(failure(() -> perform("file", "path", "../x", "at", "main")))
        .hasMessageContaining("is no path");
  }

  @Test
  void aRepositoryThatIsNotThereIsRefused() {
    ServiceFailure failure = failure(() -> perform("releases", "repository", "example/none"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("read the repository example/none (404");
  }

  private Map<String, Object> create(String tag) throws ServiceFailure, InterruptedException {
    return create(tag, "name", tag);
  }

  private Map<String, Object> create(String tag, String field, String name)
      throws ServiceFailure, InterruptedException {
    return record("create-release", "tag", tag, field, name, "notes", "", "prerelease", false);
  }

  private @Nullable Object created(String tag) throws ServiceFailure, InterruptedException {
    return perform("release-created", "tag", tag, "name", tag, "notes", "", "prerelease", false);
  }

  private Map<String, Object> bump(String old, String next)
      throws ServiceFailure, InterruptedException {
    return record(
        "replace-in-file",
        "path",
        "pyproject.toml",
        "branch",
        "main",
        "old",
        old,
        "new",
        next,
        "message",
        "Next version");
  }

  private Map<String, Object> dispatch(String workflow)
      throws ServiceFailure, InterruptedException {
    return record(
        "dispatch", "workflow", workflow, "at", "main", "inputs", Map.of("deploy_env", "prod"));
  }

  private @Nullable Object perform(String action, @Nullable Object... arguments)
      throws ServiceFailure, InterruptedException {
    return perform(rehearsal, action, arguments);
  }

  private static @Nullable Object perform(
      Rehearsal in, String action, @Nullable Object... arguments)
      throws ServiceFailure, InterruptedException {
    Object[] all = new Object[arguments.length + 2];
    all[0] = "repository";
    all[1] = REPOSITORY;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return in.perform("github", action, all);
  }

  private Map<String, Object> record(String action, @Nullable Object... arguments)
      throws ServiceFailure, InterruptedException {
    return record(rehearsal, action, arguments);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> record(
      Rehearsal in, String action, @Nullable Object... arguments)
      throws ServiceFailure, InterruptedException {
    return (Map<String, Object>) requireNonNull(perform(in, action, arguments));
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> records(String action)
      throws ServiceFailure, InterruptedException {
    return (List<Map<String, Object>>) requireNonNull(perform(action));
  }
}
