package dev.runbook.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFolderTest {

  private static final Instant EVENING = Instant.parse("2026-11-23T19:25:59Z");

  @TempDir Path folder;

  @Test
  void isWhereTheCommandLineSaysElseTheEnvironmentElseAtHome() {
    Path home = Path.of("/home/anna");
    Map<String, String> set = Map.of("XDG_STATE_HOME", "/var/states");

    assertThat(StateFolder.place("/srv/x", set::get, home)).isEqualTo(Path.of("/srv/x"));
    assertThat(StateFolder.place("x", set::get, home)).isEqualTo(Path.of("x").toAbsolutePath());
    assertThat(StateFolder.place(null, set::get, home)).isEqualTo(Path.of("/var/states/runbook"));
    assertThat(StateFolder.place(null, name -> null, home))
        .isEqualTo(Path.of("/home/anna/.local/state/runbook"));
    assertThat(StateFolder.place(null, name -> "relative", home))
        .isEqualTo(Path.of("/home/anna/.local/state/runbook"));
  }

  @Test
  void isMadeForItsOwnerAlone() throws IOException {
    StateFolder state = StateFolder.open(folder.resolve("deeper/state"), new QuickClock());
    try (Run run = state.begin("a", EVENING, "anna")) {
      run.record().append("{}");
    }

    assertThat(rights(state.root()))
        .isEqualTo(Map.of(true, Set.of("rwx------"), false, Set.of("rw-------")));
    assertThat(mode(folder.resolve("deeper"))).isEqualTo("rwx------");
    assertThat(state.exposure(false)).isEmpty();
  }

  @Test
  void oneThatAGroupSharesIsSharedInAllItsParts() throws IOException {
    Path root = Files.createDirectory(folder.resolve("shared"));
    Files.setAttribute(root, "unix:mode", 02770);
    StateFolder state = StateFolder.open(root, new QuickClock());
    String id;
    try (Run run = state.begin("a", EVENING, "anna")) {
      run.record().append("{}");
      id = run.id();
    }

    assertThat(rights(root))
        .isEqualTo(Map.of(true, Set.of("rwxrwx---"), false, Set.of("rw-rw----")));
    int inner = (Integer) Files.getAttribute(state.record(id).getParent(), "unix:mode");
    assertThat(inner & 02000).as("hands its group on").isNotZero();
    assertThat(state.exposure(true)).isEmpty();
    assertThat(state.exposure(false)).contains("is open to its group", "chmod g=");
  }

  @Test
  void saysThatEverybodyMayLookIntoIt() throws IOException {
    Path root = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(StateFolder.open(root, new QuickClock()).exposure(true))
        .contains("open to everybody", "chmod o=");
  }

  @Test
  void oneThatCannotBeUsedIsSaidInASentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> StateFolder.open(file.resolve("state"), new QuickClock()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("--state DIR");
  }

  @Test
  void aRunIsCalledByWhenAndWhatAndNoTwoAlike() {
    StateFolder state = StateFolder.open(folder, new QuickClock());
    Set<String> ids = new HashSet<>();
    for (int run = 0; run < 50; run++) {
      try (Run begun = state.begin("Deploy prod/../x", EVENING, "anna")) {
        assertThat(begun.id()).matches("2026-11-23T1925-deploy-prod-x-[0-9a-f]{4}");
        ids.add(begun.id());
      }
    }

    assertThat(ids).hasSize(50);
  }

  @Test
  void aRunIsOpenedAgainWithWhatWasRecorded() {
    StateFolder state = StateFolder.open(folder, new QuickClock());
    String id;
    try (Run run = state.begin("a", EVENING, "anna")) {
      id = run.id();
      run.record().append("{\"x\":1}");
    }
    try (Run run = state.open(id, "bob", false)) {
      assertThat(run.lines()).singleElement().asString().endsWith("\"x\":1}");
    }
  }

  private static Map<Boolean, Set<String>> rights(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.collect(
          java.util.stream.Collectors.partitioningBy(
              Files::isDirectory,
              java.util.stream.Collectors.mapping(
                  StateFolderTest::mode, java.util.stream.Collectors.toSet())));
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
