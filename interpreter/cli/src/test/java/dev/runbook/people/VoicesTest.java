package dev.runbook.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.door.Elsewhere.Reply;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import dev.runbook.stdlib.sandbox.Member;
import dev.runbook.stdlib.sandbox.Teams;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoicesTest {

  private static final Prompt PROMPT =
      Prompt.of(Prompt.Kind.CONFIRM, "good-time", "Push v3.20?")
          .by(List.of(new Prompt.Team("release-duty", "Release Duty")), 1);

  private final Voices voices =
      new Voices(
          new Teams(
              Map.of(
                  "release-duty",
                      List.of(new Member("anna", Map.of("matrix", "@anna:example.org"))),
                  "releng", List.of(new Member("ben", Map.of("matrix", "@ben:example.org"))))));

  @ParameterizedTest
  @CsvSource({
    "yes,YES",
    "Yes!,YES",
    "'go, go, go',YES",
    "👍,YES",
    "+1,YES",
    "no,NO",
    "'wait, please',NO",
    "👎,NO"
  })
  void aMembersWordDecides(String words, Choice choice) {
    assertThat(heard("@anna:example.org", words).map(Answer::choice)).contains(choice);
  }

  @ParameterizedTest
  @CsvSource({"yesterday was better", "what is in it?", "I say yes", "🎉"})
  void talkDecidesNothing(String words) {
    assertThat(heard("@anna:example.org", words)).isEmpty();
  }

  @Test
  void nobodyOutsideTheTeamCounts() {
    assertThat(heard("@ben:example.org", "yes")).isEmpty();
    assertThat(heard("@mallory:example.org", "yes")).isEmpty();
    Answer answer = heard("@anna:example.org", "yes").orElseThrow();
    assertThat(answer.by()).isEqualTo("anna");
    assertThat(answer.proven()).isTrue();
  }

  @Test
  void aHandleCountsInItsOwnServiceOnly() {
    Reply reply = new Reply("@anna:example.org", "yes", Instant.EPOCH);
    assertThat(voices.heard(PROMPT, "slack", List.of(reply))).isEmpty();
  }

  @Test
  void aReplyAnswersOneQuestionAndNotTheNextToo() {
    assertThat(heard("@anna:example.org", "yes")).isPresent();
    assertThat(heard("@anna:example.org", "yes")).isEmpty();
  }

  private Optional<Answer> heard(String sender, String words) {
    return voices.heard(PROMPT, "matrix", List.of(new Reply(sender, words, Instant.EPOCH)));
  }
}
