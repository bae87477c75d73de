package dev.runbook.stdlib.github;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.stdlib.contract.Contract;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we ask and what the stand-in answers is what GitHub's own description says. */
class GithubContractTest {

  private static final String REPOSITORY = GithubClientTest.REPOSITORY;

  @Test
  @SuppressWarnings("unchecked")
  void requestsAndAnswersAreAsGitHubDescribesThem(@TempDir Path scratch) throws Exception {
    // Not among the paths that the document was cut down to.
    Contract contract =
        Contract.of("github-subset.json")
            .leavingOut("\\w+ /repos/[^/]+/[^/]+/actions/(workflows/.*|runs/.*)")
            .leavingOut("GET /repos/[^/]+/[^/]+/releases/\\d+ 404");
    try (Rehearsal rehearsal =
        Rehearsal.of(
            GithubClientTest.WORLD,
            scratch,
            standIn -> standIn instanceof GithubStandIn ? contract.around(standIn) : standIn)) {
      rehearsal.perform("github", "releases", "repository", REPOSITORY);
      rehearsal.perform("github", "release", "repository", REPOSITORY, "tag", "none");
      Object release =
          rehearsal.perform("github", "release", "repository", REPOSITORY, "tag", "ui");
      var tag =
          (Map<String, Object>)
              requireNonNull(
                  rehearsal.perform("github", "tag", "repository", REPOSITORY, "name", "ui"));
      rehearsal.perform("github", "delete-release", "release", release);
      rehearsal.perform("github", "delete-tag", "tag", tag);
      Object[] ref = {"repository", REPOSITORY, "name", "ui", "object", tag.get("object")};
      rehearsal.perform("github", "create-tag", ref);
      Object[] wanted = {
        "repository", REPOSITORY, "tag", "ui", "name", "UI", "notes", "x", "prerelease", false
      };
      rehearsal.perform("github", "create-release", wanted);
      rehearsal.perform("github", "create-release", wanted);
      rehearsal.perform(
          "github", "compare", "repository", REPOSITORY, "from", "v3.19", "to", "v3.20");
      rehearsal.perform(
          "github",
          "replace-in-file",
          "repository",
          REPOSITORY,
          "path",
          "a/b.txt",
          "branch",
          "main",
          "old",
          "one",
          "new",
          "two",
          "message",
          "Count");
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
          Map.of("ref", "v3.20"));
    }
    contract.assertKept();
    assertThat(contract.exchanges())
        .contains(
            "POST /repos/example/shop/releases 201",
            "POST /repos/example/shop/releases 422",
            "DELETE /repos/example/shop/git/refs/tags/ui 204",
            "PUT /repos/example/shop/contents/a/b.txt 200",
            "GET /repos/example/shop/actions/runs 200");
  }
}
