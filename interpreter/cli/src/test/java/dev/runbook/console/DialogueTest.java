package dev.runbook.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Call;
import dev.runbook.journal.Prompt;
import dev.runbook.journal.Prompt.Kind;
import dev.runbook.journal.Undo;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody types at a prompt, and what comes of it. */
class DialogueTest {

  private static final EnumType CHOICES =
      new EnumType("", "choice", List.of("retry", "edit", "skip", "fail", "stop"));

  private final Keys keys = new Keys();

  private Answer answer(Prompt prompt, String... lines) {
    keys.typed.addAll(Arrays.asList(lines));
    Answer answer = new Dialogue(keys).answer(prompt);
    assertThat(keys.typed).as("lines that nobody read").isEmpty();
    return answer;
  }

  private static Prompt prompt(Kind kind) {
    Prompt prompt = Prompt.of(kind, "backends/public", "Go on?");
    return kind == Kind.FAILED || kind == Kind.UNDO_FAILED ? prompt.value(CHOICES, null) : prompt;
  }

  @Test
  void agreeingTakesTheWholeWordAndMayHaveAReason() {
    Answer answer = answer(prompt(Kind.CONFIRM), "y", "", "yes all is quiet");
    assertThat(answer).isEqualTo(new Answer(Choice.YES, null, "speaker", false, "all is quiet"));
    assertThat(keys.told).hasSize(2).allMatch(line -> line.startsWith("Type the whole word"));
  }

  @Test
  void whatIsProtectedIsAgreedToByItsNameAndNotByAYes() {
    Prompt prompt = prompt(Kind.CONFIRM).typed(List.of("v3.20", "production"));
    assertThat(answer(prompt, "yes", "production").isYes()).isTrue();
    assertThat(keys.questions.getFirst()).startsWith("v3.20 or production, no REASON, ");
    assertThat(keys.told.getFirst()).contains("This is protected", "v3.20 or production");
    assertThat(answer(prompt, "v3.20").isYes()).isTrue();
    assertThat(answer(prompt, "no").choice()).isEqualTo(Choice.NO);
  }

  @Test
  void aWarningIsPassedWithAReasonOnly() {
    Answer answer = answer(prompt(Kind.WARN), "yes", "yes it is known");
    assertThat(answer.reason()).isEqualTo("it is known");
    assertThat(keys.told).containsExactly("This needs a reason: type `yes` and why.");
  }

  @Test
  void atALimitStandsBehindYesHowLong() {
    Prompt prompt =
        prompt(Kind.DEADLINE).value(Basic.DURATION, new Value.Duration(Duration.ofMinutes(10)));
    Answer answer = answer(prompt, "yes soon", "yes 0s", "yes 5m");
    assertThat(answer.value()).isEqualTo(new Value.Duration(Duration.ofMinutes(5)));
    assertThat(keys.told).hasSize(2);
    assertThat(answer(prompt, "yes").value()).isEqualTo(prompt.byDefault());
  }

  @Test
  void aFailureIsAnsweredWithAChoiceAndSkippingWithAReason() {
    Answer answer = answer(prompt(Kind.FAILED), "rety", "skip", "skip it is dark");
    assertThat(Show.text(Objects.requireNonNull(answer.value()))).isEqualTo("skip");
    assertThat(answer.reason()).isEqualTo("it is dark");
    assertThat(keys.told.getFirst()).contains("Did you mean `retry`?");
    assertThat(keys.told.getLast()).contains("needs a reason");
  }

  @Test
  void anyLineIsATextAndWhatIsNotHasAColonInFront() {
    Prompt prompt = prompt(Kind.ASK).value(Basic.TEXT, null);
    assertThat(answer(prompt, "stop").value()).isEqualTo(new Value.Text("stop"));
    assertThat(answer(prompt, ":stop enough").choice()).isEqualTo(Choice.STOP);
    assertThat(keys.questions.getFirst()).endsWith(":stop, or :help> ");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void behindEveryPromptThereIsTheSame(Kind kind) {
    Prompt prompt = prompt(kind).details(List.of("it is late")).orEscalate("The ladder");
    assertThat(answer(prompt, "note it rains").choice()).isEqualTo(Choice.NOTE);
    assertThat(answer(prompt, "escalate").choice()).isEqualTo(Choice.ESCALATE);
    Answer answer = answer(prompt, "details", "undos", "note", "help", "stop enough");
    assertThat(answer).isEqualTo(new Answer(Choice.STOP, null, "operator", false, "enough"));
    assertThat(keys.told)
        .contains(
            "Go on?", "in backends/public", "- it is late", "Type `note` and what to put down.")
        .anyMatch(line -> line.startsWith("escalate "))
        .anyMatch(line -> line.startsWith("stop "))
        .noneMatch(line -> line.contains("`details`"));
  }

  @Test
  void detailsSayOfWhomItIsAskedAndHowLong() {
    Prompt prompt =
        prompt(Kind.CONFIRM)
            .by(List.of(new Prompt.Team("ops", "Operations")), 2)
            .upTo(Duration.ofHours(4));
    answer(prompt, "details", "stop");
    assertThat(keys.told)
        .containsSubsequence("Go on?", "in backends/public", "for 2 of Operations", "up to 4h");
  }

  /** Whatever is typed to agree: at three in the morning nobody looks for where a word ends. */
  @Test
  void whatMayBeTypedStandsInOneColumnAndWhatItDoesInAnother() {
    Prompt prompt = prompt(Kind.CONFIRM).typed(List.of("v3.20", "production"));
    answer(prompt, "help", "v3.20");
    assertThat(keys.told)
        .contains("v3.20, production  agrees: it is protected, so no mere yes")
        .allMatch(line -> line.substring(17).startsWith("  "));
  }

  @Test
  void whatStoppingWouldUndoIsCountedAndListed() {
    Undo back = new Undo.Action("a", "", new Call("lamp", "quench", Map.of(), ""));
    Undo barrier = new Undo.Barrier("b", "lamp.smash", "glass");
    Undo nested = new Undo.Nested("c", "inner", List.of(barrier, back));
    answer(prompt(Kind.CONFIRM).undos(List.of(barrier, nested, back)), "undos", "yes");
    assertThat(keys.told.getFirst())
        .isEqualTo("stopping here can undo 2, and cannot undo 2, newest first:");
    assertThat(keys.told).contains("- cannot undo lamp.smash: glass", "- lamp.quench()");
  }

  @Test
  void helpAndLeavingAreSaidOnlyWhereTheyAreThere() {
    answer(prompt(Kind.CONFIRM), "escalate", "leave", "yes");
    assertThat(keys.told)
        .containsExactly(
            "This runbook names nobody to escalate to.",
            "This is a rehearsal that is not kept: it cannot be left and resumed.");
    keys.kept = true;
    assertThatThrownBy(() -> answer(prompt(Kind.CONFIRM), "leave")).hasMessage("left");
  }

  private static final class Keys implements Desk {
    private final Deque<String> typed = new ArrayDeque<>();
    private final List<String> questions = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean kept;

    @Override
    public String read(String question) {
      questions.add(question);
      return typed.removeFirst();
    }

    @Override
    public void tell(String line) {
      told.add(line);
    }

    @Override
    public String operator() {
      return "operator";
    }

    @Override
    public String speaker(Prompt prompt) {
      return "speaker";
    }

    @Override
    public boolean canLeave() {
      return kept;
    }

    @Override
    public RuntimeException leaving() {
      return new IllegalStateException("left");
    }
  }
}
