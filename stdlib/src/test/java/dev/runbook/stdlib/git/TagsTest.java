package dev.runbook.stdlib.git;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.Version;
import dev.runbook.stdlib.sandbox.Delivers;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.SandboxRepository;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed tags in a real clone with a real key, and what becomes of them at a real remote. */
class TagsTest {

  private static final String WORLD =
      """
      git:
        history:
          - { version: v3.8, files: { a.txt: "1" } }
          - { version: v3.10, files: { a.txt: "2", b.txt: "2" } }
          - { version: v3.9 }
      """;

  @TempDir private @Nullable Path scratch;

  @Test
  void aTagIsSignedPushedMovedAndTakenBack() throws Exception {
    try (Rehearsal rehearsal = rehearsal()) {
      Map<String, Object> first = create(rehearsal, "ui", "v3.8^{}");
      assertThat(first).containsEntry("annotated", true);
      assertThat(record(rehearsal, "tag", "name", "ui")).isEqualTo(first);
      assertThat(record(rehearsal, "tag-at", "name", "ui", "at", "v3.8")).isEqualTo(first);
      assertThat(perform(rehearsal, "tag-at", "name", "ui", "at", "v3.10")).isNull();
      assertThat(record(rehearsal, "signature", "name", "ui"))
          .containsEntry("signature", "good")
          .containsEntry("signer", SandboxKeys.OWNER);
      assertThat(perform(rehearsal, "remote-tag", "name", "ui")).isNull();

      assertThat(record(rehearsal, "push-tag", "tag", first)).isEqualTo(first);
      assertThat(record(rehearsal, "remote-tag", "name", "ui")).isEqualTo(first);
      assertThat(record(rehearsal, "pushed", "tag", first)).isEqualTo(first);

      perform(rehearsal, "delete-tag", "old", first);
      assertThat(perform(rehearsal, "tag", "name", "ui")).isNull();
      Map<String, Object> second = create(rehearsal, "ui", "v3.10");
      perform(rehearsal, "move-remote-tag", "from", first, "to", second);
      assertThat(record(rehearsal, "remote-tag", "name", "ui")).isEqualTo(second);
      perform(rehearsal, "move-remote-tag", "from", second, "to", first);

      perform(rehearsal, "delete-remote-tag", "tag", first);
      assertThat(perform(rehearsal, "remote-tag", "name", "ui")).isNull();
      perform(rehearsal, "delete-remote-tag", "tag", first);
      perform(rehearsal, "delete-tag", "old", second);
      perform(rehearsal, "restore-tag", "old", second);
      assertThat(record(rehearsal, "tag", "name", "ui")).isEqualTo(second);
    }
  }

  @Test
  void onlyTheOneTagIsPushed() throws Exception {
    try (Rehearsal rehearsal = rehearsal()) {
      create(rehearsal, "private", "v3.8");
      Map<String, Object> shared = create(rehearsal, "shared", "v3.8");
      perform(rehearsal, "push-tag", "tag", shared);
      perform(rehearsal, "push-tag", "tag", shared);
      assertThat(perform(rehearsal, "remote-tag", "name", "private")).isNull();
    }
  }

  @Test
  void aPushedTagIsSeenByGitHub() throws Exception {
    try (Rehearsal rehearsal =
        Rehearsal.of(WORLD + "github: {repository: example/shop}", requireNonNull(scratch))) {
      Map<String, Object> tag = create(rehearsal, "v3.11", "v3.10");
      perform(rehearsal, "push-tag", "tag", tag);
      Object seen =
          rehearsal.perform("github", "tag", "repository", "example/shop", "name", "v3.11");
      assertThat(requireNonNull(seen).toString())
          .contains("verified=true", "object=" + tag.get("object"), "commit=" + tag.get("commit"));
    }
  }

  @Test
  void anotherTagOfThatNameIsNotOverwritten() throws Exception {
    try (Rehearsal rehearsal = rehearsal()) {
      Map<String, Object> first = create(rehearsal, "ui", "v3.8");
      perform(rehearsal, "push-tag", "tag", first);
      assertThat(failure(() -> create(rehearsal, "ui", "v3.10")))
          .hasMessageContaining("has a tag ui already");
      perform(rehearsal, "delete-tag", "old", first);
      Map<String, Object> second = create(rehearsal, "ui", "v3.10");
      ServiceFailure failure = failure(() -> perform(rehearsal, "push-tag", "tag", second));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("another one there than was expected");
      assertThat(failure(() -> perform(rehearsal, "delete-remote-tag", "tag", second)).kind())
          .isEqualTo(Kind.REFUSED);
      assertThat(record(rehearsal, "remote-tag", "name", "ui")).isEqualTo(first);
    }
  }

  @Test
  void versionsComeInTheOrderOfTheirNumbers() throws Exception {
    try (Rehearsal rehearsal = rehearsal()) {
      create(rehearsal, "not-a-version", "v3.8");
      assertThat(perform(rehearsal, "versions"))
          .isEqualTo(List.of(new Version("v3.8"), new Version("v3.9"), new Version("v3.10")));
      Map<String, Object> difference =
          record(rehearsal, "difference", "from", "v3.8", "to", "v3.10");
      assertThat(difference).containsEntry("files", List.of("a.txt", "b.txt"));
      assertThat(String.valueOf(difference.get("commits"))).contains("title=Release v3.10");
    }
  }

  @Test
  void aCommitWithoutAVersionHasNoTag() throws Exception {
    String world = WORLD + "    - { commit: Not released, files: { c.txt: \"3\" } }\n";
    try (Rehearsal rehearsal = Rehearsal.of(world, requireNonNull(scratch))) {
      Map<String, Object> difference =
          record(rehearsal, "difference", "from", "v3.9", "to", "main");
      assertThat(difference).containsEntry("files", List.of("c.txt"));
      assertThat(String.valueOf(difference.get("commits"))).contains("title=Not released");
      assertThat((List<?>) requireNonNull(perform(rehearsal, "versions"))).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"none, true, 0", "dirty, false, 0", "behind, true, 1", "detached, true, 1"})
  void howTheCloneStandsIsSeen(String fault, boolean clean, int behind) throws Exception {
    try (Rehearsal rehearsal = fault.equals("none") ? rehearsal() : withFault(fault)) {
      assertThat(record(rehearsal, "standing", "branch", "main"))
          .containsEntry("clean", clean)
          .containsEntry("ahead", BigDecimal.ZERO)
          .containsEntry("behind", BigDecimal.valueOf(behind));
    }
  }

  @Test
  void whoSignedIsToldApart() throws Exception {
    try (Rehearsal rehearsal = rehearsal()) {
      assertThat(record(rehearsal, "signature", "name", "v3.8"))
          .containsEntry("signature", "unsigned");
      Map<String, Object> good = create(rehearsal, "good", "v3.8");
      SandboxRepository clone = clone(rehearsal);
      String text = clone.git("cat-file", "tag", String.valueOf(good.get("object")));
      String bad =
          clone.feed(text.replace("A tag", "B tag"), "hash-object", "-t", "tag", "-w", "--stdin");
      clone.git("update-ref", "refs/tags/bad", bad.strip());
      assertThat(record(rehearsal, "signature", "name", "bad")).containsEntry("signature", "bad");
    }
  }

  @Test
  void aSignatureByAKeyThatWeDoNotHaveIsNotGood() throws Exception {
    try (Rehearsal rehearsal = withFault("no-key@2")) {
      create(rehearsal, "good", "v3.8");
      assertThat(record(rehearsal, "signature", "name", "good"))
          .containsEntry("signature", "unknown-key");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no-key, create-tag, REFUSED, could not be signed",
    "expired-key, create-tag, REFUSED, names a key of yours that has not expired",
    "passphrase, create-tag, REFUSED, that its passphrase is in the agent",
    "gpg-timeout, create-tag, REFUSED, that its passphrase is in the agent",
    "tag-taken, push-tag, REFUSED, it is another one there",
    "credentials, push-tag, UNAUTHORIZED, your key or token",
    "hook-declined, push-tag, REFUSED, GH013: Repository rule violations",
    "remote-gone, push-tag, REFUSED, no repository at the remote",
  })
  void whatGoesWrong(String fault, String action, Kind kind, String words) throws Exception {
    try (Rehearsal rehearsal = withFault(fault)) {
      ServiceFailure failure =
          failure(() -> {
            Map<String, Object> tag = create(rehearsal, "ui", "v3.8");
            perform(rehearsal, action, "tag", tag);
          });
      assertThat(failure).hasMessageContaining(words);
      assertThat(failure.kind()).isEqualTo(kind);
    }
  }

  @Test
  void aTagThatNobodyHasPushedIsKnownButNotTheRemotes() throws Exception {
    try (Rehearsal rehearsal = withFault("local-tag")) {
      assertThat(record(rehearsal, "tag", "name", "v3.11")).containsEntry("annotated", false);
      assertThat(perform(rehearsal, "remote-tag", "name", "v3.11")).isNull();
      assertThat(failure(() -> create(rehearsal, "v3.11", "main")))
          .hasMessageContaining("has a tag v3.11 already");
    }
  }

  @Test
  void aLockThatACrashHasLeftIsNamed() throws Exception {
    try (Rehearsal rehearsal = withFault("locked@2")) {
      Map<String, Object> tag = create(rehearsal, "ui", "v3.8");
      ServiceFailure failure = failure(() -> perform(rehearsal, "delete-tag", "old", tag));
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("remove ").hasMessageContaining("packed-refs.lock");
      assertThat(record(rehearsal, "tag", "name", "ui")).isEqualTo(tag);

      Path lock = clone(rehearsal).path().resolve(".git/refs/tags/new.lock");
      Files.createFile(lock);
      ServiceFailure made = failure(() -> create(rehearsal, "new", "v3.8"));
      assertThat(made.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(made).hasMessageContaining("new.lock");
      Files.delete(lock);
      create(rehearsal, "new", "v3.8");
    }
  }

  @ParameterizedTest
  @CsvSource({"difference, from, v3.8, to, main", "standing, branch, main, , "})
  void aHistoryThatIsCutOffIsNotTakenForAWholeOne(
      String action, String one, String first, @Nullable String two, @Nullable String second) {
    try (Rehearsal rehearsal = withFault("shallow")) {
      Object[] arguments =
          two == null
              ? new Object[] {one, first}
              : new Object[] {one, first, two, String.valueOf(second)};
      ServiceFailure failure = failure(() -> perform(rehearsal, action, arguments));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("`git fetch --unshallow --tags`");
    }
  }

  @Test
  void aPushWhoseRemoteHangsUpIsInDoubtAndFoundByLooking() throws Exception {
    try (Rehearsal rehearsal = withFault("hung-up")) {
      Map<String, Object> tag = create(rehearsal, "ui", "v3.8");
      assertThat(failure(() -> perform(rehearsal, "push-tag", "tag", tag)).kind())
          .isEqualTo(Kind.IN_DOUBT);
      assertThat(record(rehearsal, "pushed", "tag", tag)).isEqualTo(tag);
    }
  }

  /** The remote counts what it is given; it then breaks, or never answers. */
  @ParameterizedTest
  @ValueSource(strings = {"kill -9 $PPID", "kill -15 $PPID", "sleep 60"})
  @Delivers({"git.push-tag", "git.move-remote-tag", "git.delete-remote-tag"})
  void everyPushIsDeliveredOnceAndThenInDoubt(String ending) throws Exception {
    try (Rehearsal rehearsal = rehearsal()) {
      Map<String, Object> first = create(rehearsal, "ui", "v3.8");
      Path deliveries = requireNonNull(scratch).resolve("deliveries");
      Path origin = clone(rehearsal).path().resolveSibling("origin.git");
      Path hook = Files.createDirectories(origin.resolve("hooks")).resolve("post-receive");
      Files.writeString(hook, "#!/bin/sh\ncat >> %s\n%s\n".formatted(deliveries, ending));
      Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));

      isInDoubt(rehearsal, ending, "push-tag", "tag", first);
      assertThat(deliveries).content().hasLineCount(1);
      assertThat(record(rehearsal, "pushed", "tag", first)).isEqualTo(first);

      perform(rehearsal, "delete-tag", "old", first);
      Map<String, Object> second = create(rehearsal, "ui", "v3.10");
      isInDoubt(rehearsal, ending, "move-remote-tag", "from", first, "to", second);
      assertThat(deliveries).content().hasLineCount(2);
      assertThat(record(rehearsal, "pushed", "tag", second)).isEqualTo(second);

      isInDoubt(rehearsal, ending, "delete-remote-tag", "tag", second);
      assertThat(deliveries).content().hasLineCount(3);
      assertThat(perform(rehearsal, "remote-tag", "name", "ui")).isNull();
    }
  }

  private static void isInDoubt(
      Rehearsal rehearsal, String ending, String action, Object... arguments) {
    Duration limit = Duration.ofSeconds(ending.startsWith("sleep") ? 2 : 30);
    ServiceFailure failure =
        failure(() ->
            rehearsal.perform(rehearsal.call("push").within(limit), "git", action, arguments));
    assertThat(failure.kind()).isEqualTo(Kind.IN_DOUBT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--force", "-d", "", "a..b", "a b", "a:b", "x.lock", "../x", "x;y", "+x"})
  void whatIsNoNameNeverReachesGit(String name) {
    try (Rehearsal rehearsal = rehearsal()) {
      Map<String, Object> tag = new HashMap<>(Map.of("name", name, "commit", "x", "object", "x"));
      assertThat(failure(() -> create(rehearsal, name, "v3.8"))).hasMessageContaining("is no name");
      assertThat(failure(() -> create(rehearsal, "ui", name))).hasMessageContaining("is no name");
      assertThat(failure(() -> perform(rehearsal, "remote-tag", "name", name)))
          .hasMessageContaining("is no name");
      assertThat(failure(() -> perform(rehearsal, "push-tag", "tag", tag)).kind())
          .isEqualTo(Kind.REFUSED);
    }
  }

  private Rehearsal rehearsal() {
    return Rehearsal.of(WORLD, requireNonNull(scratch));
  }

  private Rehearsal withFault(String fault) {
    return Rehearsal.faulty(WORLD, requireNonNull(scratch), "git:" + fault);
  }

  private static SandboxRepository clone(Rehearsal rehearsal) {
    return SandboxRepository.at(
        Path.of(rehearsal.connection("git").setting("repository").orElseThrow()));
  }

  private static Map<String, Object> create(Rehearsal rehearsal, String name, String at)
      throws ServiceFailure, InterruptedException {
    return record(rehearsal, "create-tag", "name", name, "at", at, "message", "A tag");
  }

  private static @Nullable Object perform(Rehearsal rehearsal, String action, Object... arguments)
      throws ServiceFailure, InterruptedException {
    return rehearsal.perform("git", action, arguments);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> record(Rehearsal rehearsal, String action, Object... arguments)
      throws ServiceFailure, InterruptedException {
    return (Map<String, Object>) requireNonNull(perform(rehearsal, action, arguments));
  }
}
