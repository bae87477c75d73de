package dev.runbook.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is drawn of a run while it goes on. */
final class PictureTest {

  private static final Instant BEGAN = Instant.parse("2026-11-26T10:00:00Z");
  private static final Prompt PROMPT = Prompt.of(Prompt.Kind.CONFIRM, "two/ok", "All is well?");

  private final RunTree tree = new RunTree(steps("one", "two", "three", "four"));

  private static Map<String, String> steps(String... names) {
    Map<String, String> steps = new LinkedHashMap<>();
    for (String name : names) {
      steps.put(name, "Step " + name);
    }
    return steps;
  }

  private static Instant at(int seconds) {
    return BEGAN.plusSeconds(seconds);
  }

  private void begins() {
    tree.accept(new Event.Began("push", "Pushing", "", Map.of(), Origin.UNSAID, BEGAN));
  }

  private void step(String path, int from, int to) {
    tree.accept(new Event.StepBegan(path, "Step " + path, at(from)));
    if (to > 0) {
      tree.accept(new Event.StepEnded(path, Outcome.DONE, at(to)));
    }
  }

  private List<String> drawn(int now, int width, int height, Signs signs) {
    return new Picture(tree, "[sandbox] ", false, ZoneOffset.UTC, signs)
        .lines(at(now), width, height).stream().map(Line::toString).toList();
  }

  private List<String> drawn(int now) {
    return drawn(now, 80, 12, Signs.UNICODE);
  }

  @Test
  void aRunThatHasNotBegunHasTakenNoTime() {
    assertThat(drawn(65).getFirst()).isEqualTo("[sandbox]  · 10:01:05 UTC  0s");
  }

  @Test
  void whatIsOverWhatGoesOnAndWhatIsToCome() {
    begins();
    step("one", 0, 3);
    step("two", 3, 0);
    tree.accept(new Event.Waiting("two/ready", "ready", null, Duration.ofMinutes(5), at(5)));
    tree.accept(new Event.Seen("two/ready", "3 of 9 pods", Duration.ofSeconds(60)));

    assertThat(drawn(65))
        .containsExactly(
            "[sandbox] Pushing · 10:01:05 UTC  1m5s",
            " ✓ Step one  3s",
            " ▶ Step two  1m2s",
            "   … ██░░░░░░░░░░ ready  1m, up to 5m",
            "     last seen: 3 of 9 pods",
            " · Step three",
            " · Step four");
  }

  @Test
  void branchesStandSideBySideWhateverTheOrderOfWhatTheyTell() {
    begins();
    step("one", 0, 0);
    step("one/left", 0, 0);
    step("one/right", 0, 0);
    Call call = new Call("jenkins", "start", Map.of(), "");
    tree.accept(new Event.Intent("one/right/start", call, Map.of(), 1, at(1)));
    tree.accept(new Event.Intent("one/left/start", call, Map.of(), 1, at(2)));

    assertThat(drawn(3).subList(1, 6))
        .containsExactly(
            " ▶ Step one  3s",
            "   ▶ left: Step one/left  3s",
            "     ▶ jenkins.start()  1s",
            "   ▶ right: Step one/right  3s",
            "     ▶ jenkins.start()  2s");
    tree.accept(new Event.Settled("one/right/start", call, Settlement.HAPPENED, null, "", at(4)));
    assertThat(drawn(4)).filteredOn(line -> line.contains("jenkins")).hasSize(1);
  }

  @Test
  void aQuestionIsThereUntilItIsAnswered() {
    begins();
    step("two", 0, 0);
    tree.accept(new Event.Asked(PROMPT, at(1)));
    assertThat(drawn(9)).contains("   ? All is well?  8s");

    Answer yes = new Answer(Answer.Choice.YES, null, "alice", false, "");
    tree.accept(new Event.Answered(PROMPT, yes, at(9)));
    assertThat(drawn(9)).noneMatch(line -> line.contains("All is well?"));
  }

  @Test
  void whatTakesLongerThanItEverDidSaysSo() {
    begins();
    step("two", 0, 0);
    tree.usual(Map.of("two", new Usual(Duration.ofMinutes(4), Duration.ofMinutes(6), 3)));

    assertThat(drawn(300)).contains(" ▶ Step two  5m, usually 4m to 6m");
    assertThat(drawn(660)).contains(" ▶ Step two  usually 4m to 6m, now 11m");
    Line narrow =
        new Picture(tree, "", false, ZoneOffset.UTC, Signs.UNICODE).lines(at(660), 40, 9).get(1);
    assertThat(narrow.right()).isEqualTo(new Line.Piece("11m", Tone.BAD));
  }

  @Test
  void earlierRunsTellHowLongTheirStepsTookWhereTheyWereDone() {
    List<Event> one =
        List.of(
            new Event.StepBegan("a", "A", at(0)), new Event.StepEnded("a", Outcome.DONE, at(60)));
    List<Event> other =
        List.of(
            new Event.StepBegan("a", "A", at(0)), new Event.StepEnded("a", Outcome.DONE, at(90)));
    List<Event> failed =
        List.of(
            new Event.StepBegan("a", "A", at(0)), new Event.StepEnded("a", Outcome.FAILED, at(1)));

    assertThat(Usual.of(List.of(one, other, failed)))
        .containsExactly(
            Map.entry("a", new Usual(Duration.ofSeconds(60), Duration.ofSeconds(90), 2)));
  }

  @Test
  void ofTenThousandBranchesThereIsWhatTheWindowHolds() {
    begins();
    step("one", 0, 0);
    for (int host = 0; host < 10_000; host++) {
      tree.accept(new Event.Waiting("one/host" + host, "up", null, Duration.ofMinutes(1), at(0)));
    }
    List<String> lines = drawn(1, 80, 8, Signs.UNICODE);

    assertThat(lines).hasSize(8);
    assertThat(lines).anyMatch(line -> line.matches(" *… 999\\d more at once"));
    assertThat(lines.getLast()).contains("and 3 more steps");
  }

  @Test
  void inANarrowWindowWhatMattersIsLeft() {
    begins();
    step("two", 0, 0);
    tree.accept(
        new Event.Waiting(
            "two/ready", "ready", Duration.ofMinutes(1), Duration.ofMinutes(5), at(0)));

    assertThat(drawn(30, 40, 12, Signs.ASCII)).contains("   ~ ###-- ready  30s, up to 5m");
    assertThat(drawn(30, 40, 1, Signs.ASCII))
        .containsExactly("[sandbox] Pushing  10:00:30 UTC 30s");
  }

  @Test
  void whatIsOverOrGivenUpIsNotThereAnyMore() {
    begins();
    step("two", 0, 0);
    tree.accept(new Event.Waiting("two/ready", "ready", null, Duration.ofMinutes(5), at(5)));
    tree.accept(new Event.Asked(PROMPT, at(5)));
    assertThat(drawn(6)).anyMatch(line -> line.contains("ready")).anyMatch(this::isAsked);

    tree.accept(
        new Event.Waited("two/ready", "ready", Duration.ofSeconds(2), Outcome.DONE, "", at(7)));
    tree.accept(new Event.GaveUp(PROMPT.path(), at(7)));
    assertThat(drawn(8)).noneMatch(line -> line.contains("ready")).noneMatch(this::isAsked);
  }

  private boolean isAsked(String line) {
    return line.contains(PROMPT.text());
  }

  @Test
  void whatIsBadIsSeenAtAGlance() {
    begins();
    tree.accept(new Event.StepBegan("one", "Step one", at(0)));
    tree.accept(new Event.StepEnded("one", Outcome.FAILED, at(3)));
    step("two", 3, 0);
    Duration usual = Duration.ofSeconds(10);
    tree.accept(new Event.Waiting("two/ready", "ready", usual, Duration.ofMinutes(5), at(3)));

    assertThat(drawn(5)).contains(" ✗ Step one  failed 3s");
    assertThat(tones(10)).doesNotContain(Tone.BAD);
    assertThat(tones(20)).contains(Tone.BAD);
  }

  /** Of the bar of what is waited for. */
  private List<Tone> tones(int now) {
    return new Picture(tree, "", false, ZoneOffset.UTC, Signs.UNICODE)
        .lines(at(now), 80, 12).stream()
            .filter(line -> line.toString().contains("ready"))
            .flatMap(line -> line.left().stream().map(Line.Piece::tone))
            .toList();
  }

  @ParameterizedTest
  @CsvSource({"true, REAL", "false, REHEARSED"})
  void whereItTakesPlaceHasATone(boolean real, Tone tone) {
    begins();
    Line banner =
        new Picture(tree, "[x] ", real, ZoneOffset.UTC, Signs.UNICODE)
            .lines(at(0), 80, 9)
            .getFirst();
    assertThat(banner.left().getFirst()).isEqualTo(new Line.Piece("[x]", tone));
  }

  @Test
  void asciiIsDrawnByEveryTerminal() {
    begins();
    tree.accept(new Event.StepBegan("one", "Step one", at(0)));
    tree.accept(new Event.StepEnded("one", Outcome.FAILED, at(3)));
    step("two", 3, 5);
    step("three", 5, 0);
    tree.accept(new Event.Asked(PROMPT, at(6)));
    tree.accept(new Event.Waiting("three/ready", "ready", null, Duration.ofMinutes(5), at(6)));
    assertThat(String.join("", drawn(9, 80, 12, Signs.ASCII)))
        .matches("\\p{ASCII}+")
        .contains(
            "x Step one", "+ Step two", "> Step three", "? All is well?", "~ ", ". Step four");
  }

  @Test
  void aTimeIsOfTheRunsZoneAndSaysSo() {
    begins();
    assertThat(
            new Picture(tree, "", true, ZoneId.of("Europe/Berlin"), Signs.UNICODE)
                .lines(at(0), 80, 9)
                .getFirst()
                .toString())
        .contains("11:00:00 CET");
  }

  @Test
  void textFromOutsideMovesNoCursor() {
    begins();
    step("two", 0, 0);
    tree.accept(new Event.Waiting("two/x", "x\033[2Jy\nz", null, Duration.ofMinutes(5), at(0)));

    assertThat(drawn(1)).anyMatch(line -> line.contains("x␛[2Jy z"));
  }
}
