package dev.runbook.stdlib.registry;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which images there are, and when they come. */
class RegistryClientTest {

  private static final String WORLD =
      """
      registry:
        images:
          mozilla/balrog: { tags: [v3.18, v3.19], builds: 12m }
          library/alpine: { tags: [latest] }
      github:
        repository: mozilla-releng/balrog
        deploys: { takes: 20m, serves: ["https://stage.example.com/"] }
      git:
        history: [{ version: v3.19 }, { version: v3.20 }]
      balrog:
        versions: { "https://stage.example.com/": v3.19 }
      """;

  @TempDir private @Nullable Path scratch;

  @Test
  void aTagHasADigestOnceItsImageIsThere() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      Object digest = requireNonNull(digest(rehearsal, "mozilla/balrog", "v3.19"));
      assertThat(String.valueOf(digest)).matches("sha256:[0-9a-f]{64}");
      assertThat(digest(rehearsal, "docker.io/mozilla/balrog", "v3.19")).isEqualTo(digest);
      assertThat(digest(rehearsal, "mozilla/balrog", "v3.18")).isNotEqualTo(digest);
      assertThat(digest(rehearsal, "alpine", "latest")).isNotNull();
      assertThat(digest(rehearsal, "mozilla/balrog", "v3.20")).isNull();
    }
  }

  @Test
  void aReleaseIsBuiltAndThenDeployed() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      rehearsal.perform(
          "github",
          "create-release",
          "repository",
          "mozilla-releng/balrog",
          "tag",
          "v3.20",
          "name",
          "v3.20",
          "notes",
          "",
          "prerelease",
          false);
      assertThat(digest(rehearsal, "mozilla/balrog", "v3.20")).isNull();
      rehearsal.pass(Duration.ofMinutes(12));
      assertThat(digest(rehearsal, "mozilla/balrog", "v3.20")).isNotNull();
      Object[] stage = {"base", "https://stage.example.com/"};
      assertThat(rehearsal.perform("balrog", "version-at", stage)).hasToString("v3.19");
      rehearsal.pass(Duration.ofMinutes(8));
      assertThat(rehearsal.perform("balrog", "version-at", stage)).hasToString("v3.20");
    }
  }

  @Test
  void allPagesOfTagsAreRead() throws Exception {
    StringBuilder world = new StringBuilder("registry: {images: {a/b: {tags: [");
    for (int tag = 0; tag < 250; tag++) {
      world.append("v1.%d,".formatted(tag));
    }
    try (Rehearsal rehearsal = Rehearsal.of(world + "]}}}", requireNonNull(scratch))) {
      assertThat((List<?>) rehearsal.perform("registry", "tags", "image", "a/b")).hasSize(250);
    }
  }

  @Test
  void anImageThatIsNotThereHasNoTagsToList() {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      ServiceFailure failure =
          failure(() -> rehearsal.perform("registry", "tags", "image", "mozilla/none"));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("NAME_UNKNOWN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A/b", "a/b:v1", "a/../b", "a b", "a/b?x", "-a/b", "a..b.c/../x"})
  void whatIsNoImageIsNotAskedFor(String image) {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      assertThat(failure(() -> digest(rehearsal, image, "v1"))).hasMessageContaining("no image");
      assertThat(failure(() -> digest(rehearsal, "a/b", "v1/../x"))).hasMessageContaining("no tag");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "strange-realm, REFUSED, not expected to hand out tokens",
    "rate-limited, RATE_LIMITED, wait 30 seconds",
    "rate-limited@3, RATE_LIMITED, wait 30 seconds",
    "unavailable, UNAVAILABLE, status 503",
    "unauthorized@2, UNAUTHORIZED, give us a token",
    "unauthorized@3, UNAUTHORIZED, does not know us",
    "empty@2, UNREADABLE, broken or cut off",
    "empty@3, UNREADABLE, it names no digest",
    "login-page@2, UNAUTHORIZED, a login page",
  })
  void whatGoesWrong(String fault, Kind kind, String words) {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "registry:" + fault)) {
      ServiceFailure failure = failure(() -> digest(rehearsal, "mozilla/balrog", "v3.19"));
      assertThat(failure).hasMessageContaining(words);
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.getMessage()).doesNotContain("sandbox-password", "sandbox-session");
    }
  }

  @Test
  void aTagThatWasMovedHasAnotherDigest() throws Exception {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "registry:moved-tag@2")) {
      Object before = digest(rehearsal, "mozilla/balrog", "v3.19");
      assertThat(digest(rehearsal, "mozilla/balrog", "v3.19")).isNotNull().isNotEqualTo(before);
    }
  }

  private static @Nullable Object digest(Rehearsal rehearsal, String image, String tag)
      throws ServiceFailure, InterruptedException {
    return rehearsal.perform("registry", "digest", "image", image, "tag", tag);
  }
}
