package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.door.RealTimeline;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateCommandsTest {

  private static final Instant NOW = new RealTimeline().now();

  @TempDir Path folder;
  private StateFolder state;

  @BeforeEach
  void open() {
    state = StateFolder.open(folder.resolve("state"), new RealTimeline());
  }

  private Ran command(String... args) {
    return Ran.command(
        Stream.concat(Arrays.stream(args), Stream.of("--state", state.root().toString()))
            .toArray(String[]::new));
  }

  private String kept(Instant at, boolean ended) {
    try (Run run = state.begin("deploy", at, "anna")) {
      run.record()
          .append(
              "{\"kind\":\"began\",\"runbook\":\"deploy\",\"title\":\"Push"
                  + " \\u001b[31mred\",\"environment\":\"production\",\"by\":\"anna\",\"profile\":\"prod\",\"at\":\""
                  + at
                  + "\"}");
      if (ended) {
        run.record()
            .append(
                "{\"kind\":\"ended\",\"outcome\":\"timed-out\",\"reason\":\"It took"
                    + " long.\",\"at\":\""
                    + at
                    + "\"}");
      }
      return run.id();
    }
  }

  /** Nobody can go on with it, so that nobody is told to, and it is not kept for that. */
  @Test
  void aRehearsalThatWasLeftIsOver() {
    Instant then = NOW.minus(Duration.ofDays(100));
    String left;
    try (Run run = state.begin("deploy", then, "anna")) {
      run.record()
          .append(
              "{\"kind\":\"began\",\"runbook\":\"deploy\",\"title\":\"Push\",\"by\":\"anna\",\"at\":\""
                  + then
                  + "\"}");
      left = run.id();
    }
    assertThat(command("runs").out())
        .startsWith(left + "  left; its world ended with its process\n    [sandbox] Push; began 2");
    assertThat(command("runs", "--prune", "90d").out()).startsWith("removed " + left);
  }

  /** Whoever looks on leaves nothing behind, and takes nothing. */
  @Test
  void attachingChangesNothingInTheFolder() throws IOException {
    String text = "runbook r \"R\" {\n  step a \"A\" { evidence \"a\" 1 }\n}\n";
    Path book = Path.of(Ran.file(folder, "r.rb4", text));
    LeftRun run = LeftRun.of(book, folder, List.of(), line -> line.contains("step-ended"));
    Map<String, String> before = files();
    assertThat(before).isNotEmpty();
    Ran attached = command("attach", run.id());
    assertThat(attached.exit()).as(attached.all()).isZero();
    assertThat(attached.err()).contains("to look at it only", "evidence: a: 1");
    assertThat(files()).isEqualTo(before);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(state.root())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.getLastModifiedTime(file) + Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void runsAreListedTheNewestFirst() {
    assertThat(command("runs").err()).contains("There is no run in ");
    String old = kept(NOW.minus(Duration.ofDays(3)), true);
    String left = kept(NOW.minus(Duration.ofDays(1)), false);
    try (Run run = state.begin("deploy", NOW, "bob")) {
      Ran ran = command("runs");

      assertThat(ran.exit()).isZero();
      assertThat(ran.out())
          .containsSubsequence(
              run.id() + "  running: bob on ",
              left + "  left, can be resumed\n",
              "    [prod] Push ",
              "red, in production; began 2",
              old + "  timed out: It took long.\n");
      assertThat(ran.out()).doesNotContain("\u001b");
    }
  }

  @Test
  void runsAreListedForProgramsToo() throws IOException {
    String left = kept(NOW, false);

    Ran ran = command("runs", "--format", "json");
    JsonNode run = new ObjectMapper().readTree(ran.out()).get(0);

    assertThat(run.get("id").asText()).isEqualTo(left);
    assertThat(run.get("standing").asText()).isEqualTo("left");
    assertThat(run.get("began").asText()).isEqualTo(NOW.toString());
    assertThat(command("runs", "--format", "xml").err()).contains("text and json");
  }

  @Test
  void onlyWhatEndedLongAgoIsPruned() {
    Instant longAgo = NOW.minus(Duration.ofDays(91));
    String old = kept(longAgo, true);
    String left = kept(longAgo, false);
    String fresh = kept(NOW.minus(Duration.ofDays(89)), true);
    String held = kept(longAgo, true);
    String exported = kept(longAgo, true);
    command("export", exported, "-o", folder.resolve("x").toString());
    try (Run _ = state.open(held, "bob", false)) {
      Ran ran = command("runs", "--prune", "90d");

      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).startsWith("removed " + old).hasLineCount(1);
      assertThat(ran.err()).isEqualTo("1 run was removed.\n");
    }
    assertThat(state.runs().all())
        .extracting(run -> run.id())
        .containsExactlyInAnyOrder(left, fresh, held, exported);
    assertThat(command("runs", "--prune", "soon").err()).contains("`soon` is no age", "90d");
  }

  @Test
  void anAuditTellsWhetherTheRecordHolds() throws IOException {
    String id = kept(NOW, true);
    Path record = state.record(id);
    String text = Files.readString(record);

    Ran good = command("audit", id);
    assertThat(good.exit()).isZero();
    assertThat(good.out())
        .matches(id + ": the record holds: 2 entries, .*hash is [0-9a-f]{32}\\.\n");
    Files.writeString(record, text + "{\"n\":3");
    assertThat(command("audit").out()).contains("2 entries", "6 bytes at its end");

    Files.writeString(record, text.replace("anna", "bert"));
    Ran bad = command("audit", id);
    assertThat(bad.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(bad.out()).isEmpty();
    assertThat(bad.err()).contains("Line 2 of " + record + " is damaged", "not guessed");
    assertThat(command("runs").exit()).isZero();
  }

  @Test
  void aRunIsExportedAndImported() {
    String id = kept(NOW, false);
    String file = folder.resolve("run.jsonl").toString();

    assertThat(command("export", "-o", file, "--as", "anna").out())
        .isEqualTo("Exported " + id + " to " + file + ".\n");
    assertThat(command("runs").out()).contains(id + "  exported to", " by anna; import it");
    Ran imported = Ran.command("import", file, "--state", folder.resolve("other").toString());
    assertThat(imported.exit()).isZero();
    assertThat(imported.out()).isEqualTo("Imported " + id + ".\n");
    assertThat(command("export", id, "-o", file + "2").isRefusal()).isTrue();
  }

  @Test
  void whatCannotBeDoneIsSaidInASentence() {
    kept(NOW, true);
    assertThat(command("audit", "nobody").isRefusal()).isTrue();
    assertThat(command("audit", "nobody").err()).contains("no run `nobody`", "runbook runs");
    assertThat(command("import", "nowhere").isRefusal()).isTrue();
    assertThat(command("import", "nowhere").err()).contains("nowhere", "it is not there");
    assertThat(command("import").err()).contains("Missing: FILE");
    assertThat(command("export", "-o", "x").err()).contains("no run that has not ended");
    assertThat(command("export").err()).contains("--output FILE");
    assertThat(Ran.command("runs", "--state", "/dev/null/x").isRefusal()).isTrue();
    assertThat(Ran.command("runs", "--state", "/dev/null/x").err()).contains("--state DIR");
  }

  @Test
  void aFolderThatEverybodyMayReadIsSaid() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setAttribute(open, "unix:mode", 0755);

    assertThat(Ran.command("runs", "--state", open.toString()).err())
        .contains("is open to everybody on this machine: chmod o= it.");
  }
}
