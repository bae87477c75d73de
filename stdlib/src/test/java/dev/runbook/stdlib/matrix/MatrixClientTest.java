package dev.runbook.stdlib.matrix;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions in a room, and who answered them. */
class MatrixClientTest {

  private static final String ROOM = "#duty:mozilla.org";

  Rehearsal rehearsal;

  @BeforeEach
  void enter(@TempDir Path scratch) {
    String world =
        """
        matrix:
          rooms: ["#duty:mozilla.org", "#busy:mozilla.org"]
          answers:
            - { room: "#duty:mozilla.org", by: "@ann:mozilla.org", after: 2m, reacts: "👍" }
            - { room: "#duty:mozilla.org", by: "@bob:mozilla.org", after: 5m, says: "go ahead" }
        """;
    rehearsal = Rehearsal.of(world, scratch, this::around);
  }

  StandIn around(StandIn standIn) {
    return standIn;
  }

  @AfterEach
  void leave() {
    rehearsal.close();
  }

  @Test
  void theSameEffectIsPostedOnce() throws Exception {
    Object first = post("run-7/ask#1");
    Object again = post("run-7/ask#1");
    Object other = post("run-8/ask#1");
    assertThat(first).isEqualTo(again).isNotEqualTo(other);
  }

  @Test
  void answersComeWithTheirSendersInTheOrderInWhichTheyWereGiven() throws Exception {
    Object question = post("ask");
    assertThat(replies(question)).isEmpty();
    rehearsal.pass(Duration.ofMinutes(2));
    assertThat(replies(question)).extracting(reply -> reply.get("words")).containsExactly("👍");
    rehearsal.pass(Duration.ofMinutes(3));
    assertThat(replies(question))
        .extracting(reply -> reply.get("sender"))
        .containsExactly("@ann:mozilla.org", "@bob:mozilla.org");
    assertThat(replies(question).getLast())
        .containsEntry("words", "go ahead")
        .containsEntry("sent", rehearsal.now());
  }

  @Test
  void answersToOneQuestionAreNotAnswersToAnother() throws Exception {
    Object first = post("first");
    rehearsal.pass(Duration.ofMinutes(10));
    Object second = post("second");
    assertThat(replies(first)).hasSize(2);
    assertThat(replies(second)).isEmpty();
  }

  @Test
  void aQuestionIsFoundBehindManyPagesOfOtherTalk() throws Exception {
    Object question = post("ask");
    rehearsal.pass(Duration.ofMinutes(5));
    for (int message = 0; message < 250; message++) {
      rehearsal.perform("matrix", "post", "room", ROOM, "message", "noise " + message);
    }
    assertThat(replies(question)).hasSize(2);
  }

  @Test
  void ourOwnMessageIsFoundByItsWordsSinceAMoment() throws Exception {
    Instant before = rehearsal.now();
    assertThat(posted("May we?", before)).isNull();
    Object question = post("ask");
    assertThat(posted("May we?", before)).isEqualTo(question);
    assertThat(posted("May they?", before)).isNull();
    rehearsal.pass(Duration.ofSeconds(1));
    assertThat(posted("May we?", rehearsal.now())).isNull();
  }

  @Test
  void afterADoubtOnlyTheVeryMessageIsFoundAndNotOneWithTheSameWords() throws Exception {
    Instant before = rehearsal.now();
    Object ours = post("ours");
    Object other = post("another run's");
    assertThat(looked("ours", before)).isEqualTo(ours);
    assertThat(looked("another run's", before)).isEqualTo(other);
    assertThat(looked("never sent", before)).isNull();
  }

  @Test
  void aMessageIsCalledAbsentOnlyAfterItWasLookedForUntilTheLimit() throws Exception {
    Instant before = rehearsal.now();
    assertThat(looked("never sent", before)).isNull();
    assertThat(rehearsal.now()).isEqualTo(before.plusSeconds(20));
  }

  @Test
  void aRoomThatIsNotThereIsRefused() {
    ServiceFailure failure =
        failure(() ->
            rehearsal.perform(
                "matrix", "post", "room", "#dutty:mozilla.org", "message", "May we?"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("find the room #dutty:mozilla.org (404");
  }

  @Test
  void aServerThatIsNotThereIsNotReached() {
    ServiceFailure failure =
        failure(() -> rehearsal.perform("matrix", "post", "room", "#a:other.org", "message", "Hi"));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("The sandbox has no host other.org");
  }

  private Object post(String key) throws ServiceFailure, InterruptedException {
    return requireNonNull(
        rehearsal.perform(
            rehearsal.call(key), "matrix", "post", "room", ROOM, "message", "May we?"));
  }

  private @Nullable Object posted(String words, Instant since)
      throws ServiceFailure, InterruptedException {
    return rehearsal.perform("matrix", "posted", "room", ROOM, "message", words, "since", since);
  }

  /** What is found of a post whose outcome is in doubt. */
  private @Nullable Object looked(String key, Instant since)
      throws ServiceFailure, InterruptedException {
    return rehearsal.perform(
        rehearsal.call(key).within(Duration.ofSeconds(30)).looking(),
        "matrix",
        "posted",
        "room",
        ROOM,
        "message",
        "May we?",
        "since",
        since);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> replies(Object question)
      throws ServiceFailure, InterruptedException {
    return (List<Map<String, Object>>)
        requireNonNull(rehearsal.perform("matrix", "replies", "message", question));
  }
}
