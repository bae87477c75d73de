package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.door.RealTimeline;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.journal.WireForm;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import dev.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShowTest {

  private static final Instant NIGHT = Instant.parse("2026-11-23T23:58:00Z");
  private static final Call PROCEED =
      new Call(
          "jenkins",
          "proceed",
          Map.of("run", new Value.Url("https://jenkins.example.org/job/a_b/2/")),
          "");

  @TempDir Path folder;

  private void kept(List<? extends Event> events) {
    try (Run run = StateFolder.open(folder, new RealTimeline()).begin("deploy", NIGHT, "anna")) {
      for (Event event : events) {
        if (event instanceof Event.Durable durable) {
          run.record().append(WireForm.write(durable));
        }
      }
    }
  }

  private Ran show(String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "show";
    args[1] = "--state";
    args[2] = folder.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Ran.command(args);
  }

  private static Instant at(int seconds) {
    return NIGHT.plusSeconds(seconds);
  }

  private static Event.Began began(String title) {
    return new Event.Began(
        "deploy",
        title,
        "production",
        Map.of("tag", new Value.Text("v3.20")),
        new Origin("anna", "1", "prod", List.of()),
        NIGHT);
  }

  private static Event.Judged judged(Event.Verdict verdict, int at) {
    return new Event.Judged("s/canary", "no errors", verdict, "3 of 4", at(at));
  }

  @Test
  void theMarkdownIsATimelineOfWhatWasDoneAndDecidedAndByWhom() {
    Prompt confirm = Prompt.of(Prompt.Kind.CONFIRM, "s/confirm", "Push it?");
    kept(
        List.of(
            began("Push"),
            new Event.StepBegan("empty", "Nothing to do", at(1)),
            new Event.StepEnded("empty", Outcome.DONE, at(1)),
            new Event.StepBegan("s", "Deploy", at(1)),
            new Event.Told("s", "now", new Value.Text("late"), at(1)),
            new Event.Asked(confirm, at(1)),
            new Event.Answered(
                confirm, new Answer(Answer.Choice.YES, null, "bob", true, "no releases"), at(60)),
            new Event.Intent("s/go", PROCEED, Map.of(), 1, at(61)),
            new Event.Settled("s/go", PROCEED, Event.Settlement.HAPPENED, Value.NONE, "", at(65)),
            new Event.Waited("s/stage", "it is open", Duration.ZERO, Outcome.DONE, "", at(65)),
            new Event.Waited(
                "s/stage", "it is up", Duration.ofSeconds(5), Outcome.TIMED_OUT, "down", at(70)),
            judged(Event.Verdict.PASS, 70),
            judged(Event.Verdict.PASS, 80),
            judged(Event.Verdict.FAIL, 180),
            judged(Event.Verdict.PASS, 190),
            new Event.StepEnded("s", Outcome.FAILED, at(190)),
            new Event.Ended(Outcome.FAILED, "no errors", at(191))));

    Ran ran = show("--format", "md", "--zone", "Europe/Berlin");

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("# Push: failed\n\n")
        .contains(
            "| Where | production |\n| Profile | prod |\n| tag | v3.20 |\n| People | anna, bob |\n",
            "| Began | 2026-11-24 00:58:00 CET |\n",
            "| Last entry | 2026-11-24 01:01:11 CET, after 3m11s |\n| Reason | no errors |\n")
        .endsWith(
            """
            ## Timeline

            Times are those of Europe/Berlin.

            | Time | Where | What |
            |---|---|---|
            | 2026-11-24 00:58:00 CET |  | begins, by anna |
            | 00:58:01 CET | empty | begins: Nothing to do |
            | 00:58:01 CET | s | begins: Deploy |
            | 00:59:00 CET | s | Push it? — yes, by bob (proven): no releases |
            | 00:59:05 CET | s | jenkins.proceed(run: [https://jenkins.example.org/job/a\\_b/2/](https://jenkins.example.org/job/a_b/2/)) |
            | 00:59:10 CET | s | timed out after 5s: it is up: down |
            | 00:59:10 CET | s | pass: no errors: 3 of 4 |
            | 01:01:00 CET | s | FAIL: no errors: 3 of 4 |
            | 01:01:10 CET | s | pass: no errors: 3 of 4 |
            | 01:01:10 CET | s | failed: Deploy |
            | 01:01:11 CET |  | ends: failed: no errors |
            """);
    assertThat(show("--format", "md").out())
        .contains(
            "those of UTC",
            "| 2026-11-23 23:58:00 UTC |  | begins",
            "| 2026-11-24 00:01:00 UTC | s |");
  }

  @Test
  void whatNobodyKnowsTheEndOfIsToBeLookedAfter() throws IOException {
    kept(
        List.of(
            began("Push"),
            new Event.Intent("s/a", PROCEED, Map.of(), 1, at(1)),
            new Event.Settled("s/a", PROCEED, Event.Settlement.IN_DOUBT, null, "reset", at(2)),
            new Event.Intent("s/b", PROCEED, Map.of(), 1, at(3)),
            new Event.Undoing("s/a", "proceed", at(4))));

    assertThat(show().out())
        .contains("left, can be resumed", "To be looked after:\n  in doubt: jenkins.proceed(");
    assertThat(show("--format", "md").out())
        .contains("# Push: not ended", "\n## To be looked after\n\n- in doubt: jenkins.proceed(");
    JsonNode json = new ObjectMapper().readTree(show("--format", "json").out());
    assertThat(json.get("open")).hasSize(3);
    assertThat(json.get("open").get(1).asText()).startsWith("sent, and how it ended is not");
    assertThat(json.get("open").get(2).asText()).startsWith("was being undone");
    assertThat(json.get("run").get("standing").asText()).isEqualTo("left");
    assertThat(json.get("timeline").get(1).get("at").asText()).isEqualTo(at(2).toString());
  }

  /** A name that somebody else chose shall not become a link, a table or a picture of ours. */
  @Test
  void whatComesFromOutsideIsNoMarkup() {
    kept(
        List.of(
            began("Push | [click](javascript:x) <script>"),
            new Event.Noted("s", "![x](https://evil.example.org/a.png) *b* `c`\n# head", at(1)),
            new Event.Noted("s", "\u001b[31mred", at(1))));

    String page = show("--format", "md").out();

    assertThat(page)
        .contains("# Push \\| \\[click\\](javascript:x) \\<script\\>: not ended")
        .contains(
            "!\\[x\\]([https://evil.example.org/a.png](https://evil.example.org/a.png)) \\*b\\*")
        .doesNotContain("\u001b", "\n# head");
  }

  @Test
  void aWholeRunIsShownAsItWasTold() {
    Rehearsed run =
        Rehearsed.run(
            "deploy-prod", List.of("tag", "v3.20"), Rehearsed.world("deploy-prod"), new Crew());
    kept(run.events());

    Ran ran = show();

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("[sandbox] ── Deploy the backends", "public/watched: pass: the canary")
        .contains("done\nTimes are those of UTC.\n")
        .doesNotContain("To be looked after");
    assertThat(show("--format", "md").out()).doesNotContain("To be looked after");
  }

  @Test
  void aLineOfALaterVersionIsNamed() {
    try (Run run = StateFolder.open(folder, new RealTimeline()).begin("deploy", NIGHT, "anna")) {
      run.record().append(WireForm.write(began("Push")));
      run.record().append("{\"kind\":\"teleported\",\"at\":\"2026-11-23T23:58:00Z\"}");
    }

    assertThat(show().isRefusal()).isTrue();
    assertThat(show().err()).contains("Line 2 of ", "`teleported`", "later version");
  }

  @Test
  void formatsAndZonesThatThereAreNotAreSaid() {
    assertThat(show().err()).contains("There is no run yet");
    assertThat(show("--format", "xml").err()).contains("text, md and json");
    assertThat(show("--zone", "Moon").err()).contains("Europe/Berlin");
    assertThat(folder.resolve("runs")).isEmptyDirectory();
  }
}
