package dev.runbook.stdlib.slack;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions in a channel, who answered them, and what other programs reported. */
class SlackClientTest {

  private static final String MANY =
      IntStream.range(0, 300).mapToObj("\"#c%d\""::formatted).collect(Collectors.joining(", "));

  private static final String WORLD =
      """
      slack:
        channels: [%s, "#balrog", "#duty"]
        answers:
          - { channel: "#duty", by: U0ANN00001, after: 2m, reacts: "👍" }
          - { channel: "#duty", by: U0CAT00001, after: 3m, reacts: "👍" }
          - { channel: "#duty", by: U0BOB00001, after: 5m, says: "go <ahead> & now" }
        notices:
          - { channel: "#balrog", by: Jenkins, appears: 3m, says: "v3.20 is live: <done>" }
          - { channel: "#balrog", by: Jenkins, appears: 1m, says: "v3.20 is on its way" }
      """
          .formatted(MANY);

  private Rehearsal rehearsal;

  @BeforeEach
  void enter(@TempDir Path scratch) {
    rehearsal = Rehearsal.of(WORLD, scratch, this::around);
  }

  @AfterEach
  void leave() {
    rehearsal.close();
  }

  StandIn around(StandIn standIn) {
    return standIn;
  }

  @Test
  void aMessageIsKnownByAnIdThatKeepsAllItsDigits() throws Exception {
    assertThat(message(post("#duty", "ask")))
        .containsEntry("channel", "#duty")
        .containsEntry("id", "1795687200.000000")
        .containsEntry("sent", rehearsal.now());
    assertThat(message(post("#duty", "again"))).containsEntry("id", "1795687200.000001");
  }

  @Test
  void answersComeWithTheirSenders() throws Exception {
    Object question = post("#duty", "ask");
    assertThat(replies(question)).isEmpty();
    rehearsal.pass(Duration.ofMinutes(3));
    assertThat(replies(question))
        .extracting(reply -> reply.get("sender") + " " + reply.get("words"))
        .containsExactly("U0ANN00001 👍", "U0CAT00001 👍");
    rehearsal.pass(Duration.ofMinutes(2));
    Instant said = rehearsal.now();
    rehearsal.pass(Duration.ofMinutes(1));
    assertThat(replies(question)).hasSize(3);
    assertThat(replies(question).getFirst())
        .containsEntry("sender", "U0BOB00001")
        .containsEntry("words", "go <ahead> & now")
        .containsEntry("sent", said);
  }

  @Test
  void answersToOneQuestionAreNotAnswersToAnother() throws Exception {
    Object first = post("#duty", "first");
    rehearsal.pass(Duration.ofMinutes(10));
    Object second = post("#duty", "second");
    assertThat(replies(first)).hasSize(3);
    assertThat(replies(second)).isEmpty();
  }

  @Test
  void whatOthersReportIsReadFromTheOldestOn() throws Exception {
    Instant start = rehearsal.now();
    rehearsal.pass(Duration.ofMinutes(2));
    post("#balrog", "ours is no notice");
    assertThat(notices(start))
        .extracting(notice -> notice.get("words"))
        .containsExactly("v3.20 is on its way");
    rehearsal.pass(Duration.ofMinutes(1));
    assertThat(notices(start))
        .extracting(notice -> notice.get("sender") + ": " + notice.get("words"))
        .containsExactly("Jenkins: v3.20 is on its way", "Jenkins: v3.20 is live: <done>");
    assertThat(notices(start.plusSeconds(180))).hasSize(1);
    assertThat(notices(start.plusSeconds(181))).isEmpty();
  }

  @Test
  void ourOwnMessageIsFoundByItsWordsSinceAMoment() throws Exception {
    Instant before = rehearsal.now();
    assertThat(posted(before)).isNull();
    Object question = post("#duty", "ask");
    assertThat(posted(before)).isEqualTo(question);
    assertThat(posted(before.plusSeconds(1))).isNull();
  }

  @Test
  void afterADoubtOnlyTheVeryMessageIsFoundAndNotOneWithTheSameWords() throws Exception {
    Instant before = rehearsal.now();
    Object ours = post("#duty", "ours");
    Object other = post("#duty", "another run's");
    assertThat(looked("ours", before)).isEqualTo(ours);
    assertThat(looked("another run's", before)).isEqualTo(other);
    assertThat(looked("never sent", before)).isNull();
  }

  @Test
  void aMessageIsFoundBehindManyOthers() throws Exception {
    Instant before = rehearsal.now();
    Object ours = post("#duty", "ours");
    for (int message = 0; message < 250; message++) {
      post("#duty", "noise " + message);
    }
    assertThat(looked("ours", before)).isEqualTo(ours);
  }

  @Test
  void aChannelMayBeNamedByItsId() throws Exception {
    Object question =
        rehearsal.perform(
            "slack", "post", "channel", "C0SANDBOX302", "message", "Shall <we> & who?");
    assertThat(posted(rehearsal.now())).isNotNull();
    assertThat(message(requireNonNull(question))).containsEntry("channel", "C0SANDBOX302");
  }

  @Test
  void aChannelThatIsNotThereIsRefused() {
    ServiceFailure failure = failure(() -> post("#dutty", "ask"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("no Slack channel #dutty that we can see");
  }

  @Test
  void answersToAMessageThatIsGoneAreRefused() {
    ServiceFailure failure =
        failure(() -> replies(Map.of("channel", "#duty", "id", "1795687200.000009")));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("thread_not_found): the message was deleted");
  }

  private Object post(String channel, String key) throws ServiceFailure, InterruptedException {
    String words = "Shall <we> & who?";
    return requireNonNull(
        rehearsal.perform(
            rehearsal.call(key), "slack", "post", "channel", channel, "message", words));
  }

  private @Nullable Object posted(Instant since) throws ServiceFailure, InterruptedException {
    return rehearsal.perform("slack", "posted", asPosted(since));
  }

  /** What is found of a post whose outcome is in doubt. */
  private @Nullable Object looked(String key, Instant since)
      throws ServiceFailure, InterruptedException {
    var call = rehearsal.call(key).within(Duration.ofSeconds(30)).looking();
    return rehearsal.perform(call, "slack", "posted", asPosted(since));
  }

  private static Object[] asPosted(Instant since) {
    return new Object[] {"channel", "#duty", "message", "Shall <we> & who?", "since", since};
  }

  private List<Map<String, Object>> replies(Object question)
      throws ServiceFailure, InterruptedException {
    return list(rehearsal.perform("slack", "replies", "message", question));
  }

  private List<Map<String, Object>> notices(Instant since)
      throws ServiceFailure, InterruptedException {
    return list(rehearsal.perform("slack", "notices", "channel", "#balrog", "since", since));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(@Nullable Object list) {
    return (List<Map<String, Object>>) requireNonNull(list);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> message(Object message) {
    return (Map<String, Object>) message;
  }
}
