package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What --yes agrees to. */
final class YesPeopleTest {

  @ParameterizedTest
  @CsvSource({
    "GOING_ON, CONFIRM, YES",
    "GOING_ON, UNDO, NO",
    "GOING_BACK, CONFIRM, YES",
    "GOING_BACK, UNDO, YES",
    "GOING_BACK, IN_DOUBT, NO",
    "GOING_BACK, UNDO_FAILED, NOBODY",
    "GOING_ON, ASK, NO",
  })
  void whatIsTakenBackIsWhatSomebodyWantsToBe(YesPeople.To to, Prompt.Kind kind, Choice expected) {
    List<String> accepted = new ArrayList<>();
    YesPeople people = new YesPeople(to, accepted::add);

    assertThat(people.ask(Prompt.of(kind, "", "Shall we?")).choice()).isEqualTo(expected);
    assertThat(accepted).hasSize(expected == Choice.YES ? 1 : 0);
  }
}
