package dev.runbook.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeaseTest {

  private static final String PRODUCTION = "environment production";
  private static final Instant EVENING = Instant.parse("2026-11-23T19:25:59Z");

  @TempDir Path folder;
  private StateFolder state;

  @BeforeEach
  void open() {
    state = StateFolder.open(folder, new QuickClock());
  }

  private Run begun(String person) {
    return state.begin("a", EVENING, person);
  }

  private Path production() throws IOException {
    try (var files = Files.list(folder.resolve("locks"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("environment-production"))
          .findFirst()
          .orElseThrow();
    }
  }

  private long token() throws IOException {
    return new ObjectMapper().readTree(production().toFile()).get("token").asLong();
  }

  @Test
  void aResourceIsHeldByOneRunAtATime() {
    try (Run one = begun("anna");
        Run two = begun("bob")) {
      one.lease().hold(PRODUCTION, false);
      one.lease().hold(PRODUCTION, false);
      two.lease().hold("environment stage", false);

      assertThatThrownBy(() -> two.lease().hold(PRODUCTION, false))
          .isInstanceOf(Held.class)
          .hasMessageMatching(
              "Environment production is held by anna on .+ \\(process \\d+\\) since \\d\\d:\\d\\d"
                  + " UTC, run "
                  + one.id()
                  + "\\..*--take-over.*");
      one.lease().check();
      two.lease().check();
    }
  }

  /** Half a holder is a holder: whoever took the lock for free would do everything twice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"resource\":\"a\"}",
        "{\"resource\":\"a\",\"token\":\"x\",\"since\":\"2026-11-23T19:25:59Z\"}",
        "{\"resource\":\"a\",\"token\":1,\"since\":\"yesterday\"}",
        "{\"resource\":\"a\",\"token\":1,\"since\":\"2026-11-23T19:25:59Z\",\"holder\":{}}",
        "{\"resource\":\"a\",\"token\":1,\"since\":\"2026-11-23T19:25:59Z\",\"holder\":{\"pid\":1}}",
        "{\"resource\":\"a\",\"token\":1,\"since\":\"2026-11-23T19:25:59Z\",\"holder\":{\"pid\"",
        "{\"resource\":\"a\",\"token\":1,\"since\":\"2026-11-23T19:25:59Z\",\"exported\":{}}",
        "{\"resource\":\"a\",\"token\":1,\"since\":\"2026-11-23T19:25:59Z\"} and more"
      })
  void aDamagedLockIsRefusedAndNeverTakenForFree(String damaged) throws IOException {
    try (Run before = begun("anna")) {
      before.lease().hold(PRODUCTION, false);
    }
    Files.writeString(production(), damaged);
    try (Run run = begun("bob")) {
      assertThatThrownBy(() -> run.lease().hold(PRODUCTION, false))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("is not as it was written");
    }
    assertThat(production()).hasContent(damaged);
  }

  @Test
  void whatWasReleasedIsFreeAndItsTokenOnlyGrows() throws IOException {
    long before = 0;
    for (int round = 0; round < 3; round++) {
      try (Run run = begun("anna")) {
        run.lease().hold(PRODUCTION, false);
        assertThat(run.lease().notes()).isEmpty();
        assertThat(token()).isGreaterThan(before);
        before = token();
      }
      assertThat(token()).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void aRunIsOpenedByOneAtATime() {
    try (Run run = begun("anna")) {
      assertThatThrownBy(() -> state.open(run.id(), "bob", false))
          .isInstanceOf(Held.class)
          .hasMessageStartingWith("Run " + run.id() + " is held by anna on ");
    }
  }

  /** The one that lost it notices, also where the other has ended by then. */
  @Test
  void whoWasTakenOverIsFenced() {
    Run frozen = begun("anna");
    frozen.lease().hold(PRODUCTION, false);
    try (Run other = begun("bob")) {
      other.lease().hold(PRODUCTION, true);
      assertThat(other.lease().notes()).singleElement().asString().contains("anna", "taken over");
      other.lease().check();
      assertThatThrownBy(() -> frozen.lease().check())
          .isInstanceOf(Fenced.class)
          .hasMessageContaining("Environment production was taken over by bob on ")
          .hasMessageContaining(other.id())
          .hasMessageContaining("stops here");
    }
    assertThatThrownBy(() -> frozen.lease().check())
        .isInstanceOf(Fenced.class)
        .hasMessageContaining("was taken over by another process, and released at ");
    frozen.close();
    try (Run third = begun("carl")) {
      third.lease().hold(PRODUCTION, false);
      frozen.close();
      third.lease().check();
    }
  }

  @Test
  void aLockThatIsGoneOrChangedByHandGivesNoRight() throws IOException {
    try (Run run = begun("anna")) {
      run.lease().hold(PRODUCTION, false);
      Path lock = production();
      byte[] ours = Files.readAllBytes(lock);

      Files.delete(lock);
      assertThatThrownBy(() -> run.lease().check())
          .isInstanceOf(Fenced.class)
          .hasMessageContaining("cannot be seen");
      Files.writeString(lock, "{");
      assertThatThrownBy(() -> run.lease().check())
          .isInstanceOf(StateException.class)
          .hasMessageContaining(lock.toString());
      Files.write(lock, ours);
      run.lease().check();
    }
  }

  @Test
  void whereAProcessOfAnotherMachineStandsNobodyCanSay() throws IOException {
    Run elsewhere = begun("anna");
    elsewhere.lease().hold(PRODUCTION, false);
    edit(production(), "host", "tower", "boot", "other", "machine", "other");

    try (Run run = begun("bob")) {
      assertThatThrownBy(() -> run.lease().hold(PRODUCTION, false))
          .isInstanceOf(Held.class)
          .hasMessageContaining("anna on tower")
          .hasMessageContaining("cannot be seen from here")
          .hasMessageContaining("--take-over");
      long before = token();
      run.lease().hold(PRODUCTION, true);
      assertThat(token()).isGreaterThan(before);
      assertThat(run.lease().notes()).singleElement().asString().contains("stops before its next");
    }
  }

  /** The same name does not make the same machine; a start of its own makes the same one empty. */
  @Test
  void aMachineThatWasStartedAgainHasNoneOfItsProcessesLeft() throws IOException {
    Machine here = Machine.here();
    assertThat(here.sees(here)).isTrue();
    Machine before = new Machine("laptop", "id", "boot 1", "space");
    Machine after = new Machine("laptop", "id", "boot 2", "space");
    assertThat(after.isLaterThan(before)).isTrue();
    assertThat(after.sees(before)).isFalse();
    assertThat(after.isLaterThan(new Machine("laptop", "", "boot 1", "space"))).isFalse();
    assertThat(new Machine("laptop", "", "boot 2", "space").isLaterThan(before)).isFalse();
    assertThat(after.isLaterThan(new Machine("laptop", "another", "boot 1", "space"))).isFalse();
    Machine container = new Machine("laptop", "id", "boot 2", "space of its own");
    assertThat(after.sees(container)).isFalse();
    assertThat(after.isLaterThan(container)).isFalse();
    assertThat(after.sees(new Machine("renamed", "id", "boot 2", "space"))).isTrue();
  }

  @Test
  void aNumberThatAnotherProcessHasNowIsNobody() throws IOException {
    Run gone = begun("anna");
    gone.lease().hold(PRODUCTION, false);
    edit(production(), "started", "12");

    try (Run run = begun("bob")) {
      run.lease().hold(PRODUCTION, false);
      assertThat(run.lease().notes())
          .singleElement()
          .asString()
          .contains("held by anna", gone.id(), "that process is gone");
    }
  }

  private static void edit(Path lock, String... fields) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode all = json.readTree(lock.toFile());
    ObjectNode holder = (ObjectNode) all.get("holder");
    for (int at = 0; at < fields.length; at += 2) {
      holder.put(fields[at], fields[at + 1]);
    }
    json.writeValue(lock.toFile(), all);
  }

  /** A half-made file is what a process leaves that ends while it takes a lock. */
  @Test
  void aCrashInTheMiddleLeavesEverythingUsable() throws IOException {
    Path lock;
    try (Run run = begun("anna")) {
      run.lease().hold(PRODUCTION, false);
      lock = production();
    }
    Files.writeString(lock.resolveSibling(lock.getFileName() + ".new"), "{\"tok");

    try (Run run = begun("bob")) {
      assertThatCode(() -> run.lease().hold(PRODUCTION, false)).doesNotThrowAnyException();
      run.lease().check();
    }
  }

  @Test
  void anInterruptNeitherHindersTakingNorReleasing() {
    Thread.currentThread().interrupt();
    try (Run run = begun("anna")) {
      run.lease().hold(PRODUCTION, false);
      run.lease().check();
      run.record().append("{}");
    }
    assertThat(Thread.interrupted()).isTrue();
    try (Run run = begun("bob")) {
      run.lease().hold(PRODUCTION, false);
      assertThat(run.lease().notes()).isEmpty();
    }
  }

  @Test
  void namesThatLookAlikeAsFilesAreTwoResources() {
    try (Run one = begun("anna");
        Run two = begun("bob")) {
      one.lease().hold("alone per eu/west", false);
      two.lease().hold("alone per eu west", false);
    }
  }
}
