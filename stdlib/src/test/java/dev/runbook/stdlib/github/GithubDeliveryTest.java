package dev.runbook.stdlib.github;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.stdlib.sandbox.BreakingServer.Fault;
import dev.runbook.stdlib.sandbox.Delivers;
import dev.runbook.stdlib.sandbox.Delivery;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The library repeats a request whose socket breaks. None of our changes is sent twice, and each is
 * found by looking.
 */
class GithubDeliveryTest {

  private static final String REPOSITORY = "example/shop";
  private static final String WORLD =
      """
      github:
        repository: example/shop
        releases: [{ tag: v1.0 }, { tag: v2.0, draft: true }, { tag: v3.0, draft: true }]
        workflows: [{ file: go.yml }]
      """;

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("github.create-release")
  void creationOfARelease(Fault fault) throws Exception {
    try (Delivery delivery = delivery(fault)) {
      Object[] release = {
        "repository", REPOSITORY, "tag", "v2.0", "name", "Two", "notes", "", "prerelease", false
      };
      delivery.isOnceAndInDoubt("create-release", release);
      assertThat(delivery.look("release-created", release)).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("github.delete-release")
  void deletionOfARelease(Fault fault) throws Exception {
    try (Delivery delivery = delivery(fault)) {
      Object release = record(delivery, "release", "tag", "v1.0");
      delivery.isOnceAndInDoubt("delete-release", "release", release);
      assertThat(delivery.look("release-gone", "release", release)).isEqualTo(true);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("github.create-tag")
  void creationOfATag(Fault fault) throws Exception {
    try (Delivery delivery = delivery(fault)) {
      Object commit = record(delivery, "tag", "name", "v1.0").get("commit");
      Object[] tag = {"repository", REPOSITORY, "name", "new", "object", commit};
      delivery.isOnceAndInDoubt("create-tag", tag);
      assertThat(delivery.look("tag-at", tag)).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("github.delete-tag")
  void deletionOfATag(Fault fault) throws Exception {
    try (Delivery delivery = delivery(fault)) {
      delivery.isOnceAndInDoubt("delete-tag", "tag", record(delivery, "tag", "name", "v3.0"));
      assertThat(delivery.look("tag-gone", "repository", REPOSITORY, "name", "v3.0"))
          .isEqualTo(true);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("github.replace-in-file")
  void commitOfAFile(Fault fault) throws Exception {
    try (Delivery delivery = delivery(fault)) {
      delivery.isOnceAndInDoubt(
          "replace-in-file",
          "repository",
          REPOSITORY,
          "path",
          "README.md",
          "branch",
          "main",
          "old",
          "A repository",
          "new",
          "Ours",
          "message",
          "Rename");
      assertThat(record(delivery, "file-with", "path", "README.md", "at", "main", "words", "Ours"))
          .containsEntry("content", "Ours\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("github.dispatch")
  void orderToRunAWorkflow(Fault fault) throws Exception {
    try (Delivery delivery = delivery(fault)) {
      delivery.isOnceAndInDoubt(
          "dispatch",
          "repository",
          REPOSITORY,
          "workflow",
          "go.yml",
          "at",
          "main",
          "inputs",
          Map.of());
      assertThat(record(delivery, "run-after", "newest", null, "workflow", "go.yml", "at", "main"))
          .containsEntry("event", "workflow_dispatch");
    }
  }

  private Delivery delivery(Fault fault) throws Exception {
    return new Delivery("github", WORLD, fault, requireNonNull(scratch));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> record(
      Delivery delivery, String action, @Nullable Object... arguments) throws Exception {
    Object[] all = new Object[arguments.length + 2];
    all[0] = "repository";
    all[1] = REPOSITORY;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return (Map<String, Object>) requireNonNull(delivery.look(action, all));
  }
}
