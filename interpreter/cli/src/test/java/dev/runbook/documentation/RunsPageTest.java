package dev.runbook.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.door.RealTimeline;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Prompt;
import dev.runbook.journal.WireForm;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/runs.md tells of records and folders as they are. */
class RunsPageTest {

  private static final Document PAGE = Document.of("docs/runs.md");
  private static final Instant NIGHT = Instant.parse("2026-11-23T23:58:00Z");
  private static final Pattern FIELD = Pattern.compile("\\.([a-z]+(?:\\.[a-z]+)*)");

  @TempDir Path folder;
  private StateFolder state;
  private Path kept;

  @BeforeEach
  void keep() {
    state = StateFolder.open(folder, new RealTimeline());
    Call call = new Call("jenkins", "proceed", Map.of(), "");
    Prompt prompt = Prompt.of(Prompt.Kind.CONFIRM, "s/confirm", "Push it?");
    Answer answer = new Answer(Answer.Choice.YES, null, "anna", false, "");
    try (Run run = state.begin("deploy-prod", NIGHT, "anna")) {
      kept = folder.resolve("runs").resolve(run.id());
      for (Event.Durable event :
          List.of(
              new Event.Answered(prompt, answer, NIGHT),
              new Event.Settled("s/go", call, Event.Settlement.HAPPENED, null, "", NIGHT))) {
        run.record().append(WireForm.write(event));
      }
    }
  }

  private static List<String> lines() {
    return PAGE.blocks().stream()
        .filter(block -> block.comment().equals("of a record"))
        .map(block -> block.text().strip())
        .toList();
  }

  @Test
  void whatItAsksOfARecordIsInOne() throws IOException {
    assertThat(lines()).hasSize(2);
    String all = Files.readString(kept.resolve("record.jsonl"));
    for (String line : lines()) {
      assertThat(FIELD.matcher(line.replace("record.jsonl", "")).results().map(MatchResult::group))
          .isNotEmpty()
          .allSatisfy(path ->
              assertThat(List.of(path.substring(1).split("\\.", -1)))
                  .allSatisfy(field -> assertThat(all).contains("\"" + field + "\":")));
    }
  }

  @Test
  void jqAnswersIt() throws IOException, InterruptedException {
    Assumptions.assumeTrue(isThere("jq"), "jq is not installed");

    assertThat(shell(lines().get(0)))
        .isEqualTo("2026-11-23T23:58:00Z\tjenkins.proceed\thappened\n");
    assertThat(shell(lines().get(1))).isEqualTo("2026-11-23T23:58:00Z\tPush it?\tyes\tanna\n");
  }

  private static boolean isThere(String program) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private String shell(String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", line)
            .directory(kept.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  @Test
  void theFolderLooksAsItSays() throws IOException {
    assertThat(state.record("x")).isEqualTo(folder.resolve("runs/x/record.jsonl"));
    try (var files = Files.list(kept)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly("lease", "record.jsonl")
          .allSatisfy(name -> assertThat(PAGE.text()).contains("    " + name + " "));
    }
    assertThat(folder.resolve("locks")).isDirectory();
    assertThat(PAGE.text()).contains("\nlocks/ ");
  }
}
