package dev.runbook.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.state.KeptRun.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptRunsTest {

  private static final Instant MORNING = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-11-23T19:25:59Z");

  @TempDir Path folder;
  private StateFolder state;

  @BeforeEach
  void open() {
    state = StateFolder.open(folder, new QuickClock());
  }

  private static String began(Instant at, String title) {
    return "{\"kind\":\"began\",\"runbook\":\"deploy\",\"title\":\"%s\",\"environment\":\"production\",\"by\":\"anna\",\"profile\":null,\"at\":\"%s\"}"
        .formatted(title, at);
  }

  private static String ended(Instant at, String reason) {
    return "{\"kind\":\"ended\",\"outcome\":\"timed-out\",\"reason\":\"%s\",\"at\":\"%s\"}"
        .formatted(reason, at);
  }

  private String kept(Instant at, String... entries) {
    try (Run run = state.begin("deploy", at, "anna")) {
      for (String entry : entries) {
        run.record().append(entry);
      }
      return run.id();
    }
  }

  private KeptRun only() {
    assertThat(state.runs().all()).hasSize(1);
    return state.runs().all().getFirst();
  }

  @Test
  void tellsHowEachOfThemStands() throws IOException {
    String ended = kept(MORNING, began(MORNING, "T"), ended(EVENING, "because"));
    assertThat(only())
        .isEqualTo(
            new KeptRun(
                ended,
                Standing.ENDED,
                "deploy",
                "T",
                "production",
                "anna",
                null,
                MORNING,
                EVENING,
                "timed out",
                "because",
                ""));
    state.remove(ended, "anna");
    assertThat(state.runs().all()).isEmpty();
    assertThat(folder.resolve("runs")).isEmptyDirectory();

    String rehearsed = kept(MORNING, began(MORNING, "T"), "{\"kind\":\"noted\"}");
    assertThat(only().standing()).isEqualTo(Standing.ABANDONED);
    state.remove(rehearsed, "anna");

    String real = began(MORNING, "T").replace("null", "\"prod\"");
    String left = kept(MORNING, real, "{\"kind\":\"noted\"}");
    assertThat(only().standing()).isEqualTo(Standing.LEFT);
    try (Run _ = state.open(left, "bob", false)) {
      assertThat(only().standing()).isEqualTo(Standing.RUNNING);
      assertThat(only().about()).startsWith("bob on ").contains("process", "since", "UTC");
      assertThatThrownBy(() -> state.remove(left, "carl")).isInstanceOf(Held.class);
    }
    assertThat(only().standing()).isEqualTo(Standing.LEFT);

    Files.writeString(state.record(left), "{\"torn", StandardOpenOption.APPEND);
    assertThat(only().standing()).isEqualTo(Standing.LEFT);
    Files.writeString(state.record(left), "}\n", StandardOpenOption.APPEND);
    assertThat(only().standing()).isEqualTo(Standing.DAMAGED);
    Files.writeString(state.record(left), "{\"n\":1,\"af");
    assertThat(only().standing()).isEqualTo(Standing.EMPTY);
    Files.delete(state.record(left));
    assertThat(only().standing()).isEqualTo(Standing.EMPTY);
    Files.createDirectory(state.record(left));
    assertThat(only().standing()).as("unreadable").isEqualTo(Standing.DAMAGED);
  }

  /** Only the ends of a record are looked at, wherever they are. */
  @Test
  void endsAreFoundBesideLongEntriesAndManyShortOnes() {
    String much = "y".repeat(300_000);
    String id =
        kept(MORNING, began(MORNING, much), "{\"x\":\"" + much + "\"}", ended(EVENING, much));
    assertThat(only().title()).isEqualTo(much);
    assertThat(only().reason()).isEqualTo(much);
    state.remove(id, "anna");

    try (Run run = state.begin("deploy", MORNING, "anna")) {
      run.record().append(began(MORNING, "T"));
      for (int n = 0; n < 5000; n++) {
        run.record().append("{\"kind\":\"noted\",\"note\":\"" + n + "\"}", false);
      }
      run.record().append(ended(EVENING, "because"));
    }
    assertThat(only().title()).isEqualTo("T");
    assertThat(only().standing()).isEqualTo(Standing.ENDED);
    assertThat(only().reason()).isEqualTo("because");
  }

  @Test
  void theNewestIsFirst() {
    String old = kept(MORNING, began(MORNING, "old"));
    String newer = kept(EVENING, began(EVENING, "newer"));
    String newest = kept(EVENING, began(EVENING.plusMillis(1), "newest"));

    assertThat(state.runs().all()).extracting(KeptRun::id).containsExactly(newest, newer, old);
  }

  @Test
  void aRunIsNamedByThePartThatTellsItApart() {
    assertThatThrownBy(() -> state.runs().named(null)).hasMessageContaining("no run yet");
    String morning = kept(MORNING, began(MORNING, "T"));
    String evening = kept(EVENING, began(EVENING, "T"), ended(EVENING, ""));
    KeptRuns runs = state.runs();

    assertThat(runs.named(morning).id()).isEqualTo(morning);
    assertThat(runs.named("2026-11-23T08").id()).isEqualTo(morning);
    assertThat(runs.named(evening.substring(evening.length() - 6)).id()).isEqualTo(evening);
    assertThat(runs.named(null).id()).as("not ended").isEqualTo(morning);
    assertThat(runs.left(null).id()).isEqualTo(morning);
    assertThatThrownBy(() -> runs.named("2026"))
        .isInstanceOf(StateException.class)
        .hasMessageContaining(morning)
        .hasMessageContaining(evening);
    assertThatThrownBy(() -> runs.named("deploy"))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("no run `deploy`");
    assertThatThrownBy(() -> runs.named("")).isInstanceOf(StateException.class);

    state.remove(morning, "anna");
    assertThat(state.runs().named(null).id()).isEqualTo(evening);
    assertThatThrownBy(() -> state.runs().left(null))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("has not ended");
  }
}
