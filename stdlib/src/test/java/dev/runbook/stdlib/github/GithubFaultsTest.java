package dev.runbook.stdlib.github;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitHub does at night, and what we make of it. */
class GithubFaultsTest {

  private static final String REPOSITORY = GithubClientTest.REPOSITORY;
  private static final Object[] RELEASE = {
    "repository", REPOSITORY, "tag", "v3.20", "name", "v3.20", "notes", "", "prerelease", false
  };
  private static final Object[] BUMP = {
    "repository",
    REPOSITORY,
    "path",
    "pyproject.toml",
    "branch",
    "main",
    "old",
    "'3.20'",
    "new",
    "'3.21'",
    "message",
    "Next"
  };

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest
  @CsvSource({
    "rate-limit-used-up, RATE_LIMITED, asks for patience (403)",
    "secondary-rate-limit, RATE_LIMITED, asks for patience (403)",
    "rate-limited, RATE_LIMITED, wait 30 seconds",
    "renamed, REFUSED, has another name now",
    "login-page, UNAUTHORIZED, a login page",
    "moved, UNAUTHORIZED, sends us to",
    "unauthorized, UNAUTHORIZED, does not know us (401)",
    "forbidden, UNAUTHORIZED, does not let us",
    "unavailable, UNAVAILABLE, status 503",
    "empty, UNREADABLE, cannot be used",
    "cut, UNREADABLE, cut off",
  })
  void readsThatGoWrong(String fault, Kind kind, String words) {
    try (Rehearsal rehearsal = withFault(fault)) {
      ServiceFailure failure =
          failure(() -> rehearsal.perform("github", "releases", "repository", REPOSITORY));
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure).hasMessageContaining(words);
    }
  }

  @ParameterizedTest
  @CsvSource({"rate-limit-used-up, 1200", "secondary-rate-limit, 60"})
  void patienceIsAskedForWithItsTime(String fault, long seconds) {
    try (Rehearsal rehearsal = withFault(fault)) {
      ServiceFailure failure =
          failure(() -> rehearsal.perform("github", "create-release", RELEASE));
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(seconds));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "already-exists, REFUSED, already_exists",
    "name-burnt, REFUSED, immutable release",
    "no-workflow-scope, REFUSED, 404",
    "act-then-bad-gateway, IN_DOUBT, status 502",
    // The fourth request is the creation: the repository, the tag and the drafts are read before.
    "renamed@4, REFUSED, has moved (301)",
    "moved@4, IN_DOUBT, a redirect",
    "login-page@4, UNAUTHORIZED, a login page",
    "rate-limited-bare@4, RATE_LIMITED, wait a while",
    "rate-limited-until@4, RATE_LIMITED, wait 90 seconds",
    "secondary-rate-limit@4, RATE_LIMITED, wait 60 seconds",
    "unavailable@4, IN_DOUBT, status 503",
    "empty@4, IN_DOUBT, what GitHub documents",
    "cut@4, IN_DOUBT, cut off",
    // The fifth is the look at what has become of it.
    "unavailable@5, IN_DOUBT, status 503",
    "unauthorized@5, IN_DOUBT, does not know us",
    "cut@5, IN_DOUBT, cut off",
  })
  void aCreationThatGoesWrong(String fault, Kind kind, String words) {
    try (Rehearsal rehearsal = withFault(fault)) {
      ServiceFailure failure =
          failure(() -> rehearsal.perform("github", "create-release", RELEASE));
      assertThat(failure).hasMessageContaining(words);
      assertThat(failure.kind()).isEqualTo(kind);
    }
  }

  @Test
  void aReleaseThatBecameADraftIsPublished() throws Exception {
    try (Rehearsal rehearsal = withFault("draft")) {
      assertThat(record(rehearsal, "create-release", RELEASE)).containsEntry("draft", false);
    }
  }

  @Test
  void ofTwoDraftsOursAloneIsPublished() throws Exception {
    try (Rehearsal rehearsal = withFault("two-drafts")) {
      assertThat(record(rehearsal, "create-release", RELEASE))
          .containsEntry("draft", false)
          .containsEntry("name", "v3.20");
      assertThat(
              (List<?>)
                  requireNonNull(rehearsal.perform("github", "releases", "repository", REPOSITORY)))
          .filteredOn(each -> "v3.20".equals(((Map<?, ?>) each).get("tag")))
          .extracting(
              each -> ((Map<?, ?>) each).get("name"), each -> ((Map<?, ?>) each).get("draft"))
          .containsExactlyInAnyOrder(tuple("v3.20", false), tuple("Another title", true));
    }
  }

  @Test
  void aTagThatSomebodyMadeMeanwhileIsNotTakenForOurs() throws Exception {
    try (Rehearsal rehearsal = withFault("tag-made")) {
      Object[] beta = {"repository", REPOSITORY, "name", "beta"};
      String other =
          (String)
              record(rehearsal, "tag", "repository", REPOSITORY, "name", "v3.20").get("commit");
      assertThat(rehearsal.perform("github", "tag", beta)).isNull();
      ServiceFailure failure =
          failure(() ->
              rehearsal.perform(
                  "github",
                  "create-tag",
                  "repository",
                  REPOSITORY,
                  "name",
                  "beta",
                  "object",
                  other));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(record(rehearsal, "tag", beta)).doesNotContainEntry("commit", other);
    }
  }

  @Test
  void aReleaseThatIsNotShownAtOnceIsFoundAllTheSame() throws Exception {
    try (Rehearsal rehearsal = withFault("late-release")) {
      Map<String, Object> made = record(rehearsal, "create-release", RELEASE);
      assertThat(rehearsal.perform("github", "release-created", RELEASE)).isEqualTo(made);
    }
  }

  @Test
  void aDeletedTagIsWaitedForUntilNobodySeesIt() throws Exception {
    try (Rehearsal rehearsal = withFault("late-deletion")) {
      Map<String, Object> tag = record(rehearsal, "tag", "repository", REPOSITORY, "name", "v3.20");
      rehearsal.perform("github", "delete-tag", "tag", tag);
      assertThat(rehearsal.perform("github", "tag", "repository", REPOSITORY, "name", "v3.20"))
          .isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "unsigned, true, unsigned",
    "unknown-key, true, unknown_key",
    "expired-key, true, expired_key",
    "no-user, true, no_user",
    "lightweight-tag, false, unsigned",
  })
  void aTagIsNotTrustedFurtherThanGitHubKnowsWhoSignedIt(
      String fault, boolean annotated, String reason) throws Exception {
    try (Rehearsal rehearsal = withFault(fault)) {
      Object signed =
          rehearsal.perform(
              "git", "create-tag", "name", "v9.1", "at", "main", "message", "Balrog v9.1");
      rehearsal.perform("git", "push-tag", "tag", signed);
      Object[] tag = {"repository", REPOSITORY, "name", "v9.1"};
      assertThat(record(rehearsal, "tag", tag))
          .containsEntry("annotated", annotated)
          .containsEntry("verified", false)
          .containsEntry("reason", reason);
      assertThat(record(rehearsal, "tag", tag)).containsEntry("verified", true);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stale-file, REFUSED, another sha",
    "protected-branch, REFUSED, pull request",
    "restricted-branch, UNAUTHORIZED, does not let us",
  })
  void aCommitThatIsRefused(String fault, Kind kind, String words) {
    try (Rehearsal rehearsal = withFault(fault)) {
      ServiceFailure failure = failure(() -> rehearsal.perform("github", "replace-in-file", BUMP));
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure).hasMessageContaining(words);
    }
  }

  @Test
  void aWorkflowThatNeverBeginsIsInDoubt() {
    try (Rehearsal rehearsal = withFault("lost-run")) {
      ServiceFailure failure =
          failure(() ->
              rehearsal.perform(
                  "github",
                  "dispatch",
                  "repository",
                  REPOSITORY,
                  "workflow",
                  "ui-deploy.yml",
                  "at",
                  "main",
                  "inputs",
                  Map.of()));
      assertThat(failure.kind()).isEqualTo(Kind.IN_DOUBT);
      assertThat(failure).hasMessageContaining("shows no run of it yet");
    }
  }

  private Rehearsal withFault(String fault) {
    return Rehearsal.faulty(
        GithubClientTest.WORLD.replace("- { tag: v3.20, draft: true }", ""),
        requireNonNull(scratch),
        "github:" + fault);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> record(Rehearsal in, String action, Object... arguments)
      throws ServiceFailure, InterruptedException {
    return (Map<String, Object>) requireNonNull(in.perform("github", action, arguments));
  }
}
