package dev.runbook.stdlib.slack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.model.Message;
import com.slack.api.model.Reaction;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slack's own library understands the stand-in, and sees what our client did. */
class SlackSdkTest {

  private static final String WORLD =
      """
      slack:
        channels: ["#duty"]
        answers:
          - { channel: "#duty", by: U0ANN00001, after: 2m, reacts: "👍" }
          - { channel: "#duty", by: U0BOB00001, after: 5m, says: "go ahead" }
      """;

  private Rehearsal rehearsal;
  private Slack slack;
  private MethodsClient methods;

  @BeforeEach
  void enter(@TempDir Path scratch) throws Exception {
    rehearsal = Rehearsal.of(WORLD, scratch);
    SlackConfig config = new SlackConfig();
    URI api = rehearsal.connection("slack").route(URI.create("https://slack.com/api/"));
    config.setMethodsEndpointUrlPrefix(api.toString());
    slack = Slack.getInstance(config);
    methods = slack.methods("sandbox-token");
  }

  @AfterEach
  void leave() throws Exception {
    slack.close();
    rehearsal.close();
  }

  @Test
  void itReadsWhatOurClientPosted() throws Exception {
    Map<?, ?> posted =
        (Map<?, ?>)
            requireNonNull(
                rehearsal.perform(
                    rehearsal.call("run-7/ask"),
                    "slack",
                    "post",
                    "channel",
                    "#duty",
                    "message",
                    "May we?"));
    rehearsal.pass(Duration.ofMinutes(5));

    String channel = methods.conversationsList(list -> list).getChannels().getFirst().getId();
    var history =
        methods.conversationsHistory(asked -> asked.channel(channel).includeAllMetadata(true));
    assertThat(history.isOk()).isTrue();
    Message message = history.getMessages().getFirst();
    assertThat(message.getText()).isEqualTo("May we?");
    assertThat(message.getTs()).isEqualTo(posted.get("id"));
    assertThat(message.getMetadata().getEventType()).isEqualTo("runbook_effect");
    assertThat(message.getMetadata().getEventPayload()).containsEntry("effect", "run-7/ask");
    assertThat(message.getReactions()).extracting(Reaction::getName).containsExactly("+1");

    var thread = methods.conversationsReplies(asked -> asked.channel(channel).ts(message.getTs()));
    assertThat(thread.getMessages()).extracting(Message::getText).contains("go ahead");
    List<Reaction> reactions =
        methods
            .reactionsGet(asked -> asked.channel(channel).timestamp(message.getTs()).full(true))
            .getMessage()
            .getReactions();
    assertThat(reactions.getFirst().getUsers()).containsExactly("U0ANN00001");
  }

  @Test
  void itPostsAsUs() throws Exception {
    var answer = methods.chatPostMessage(asked -> asked.channel("C0SANDBOX1").text("Hello"));
    assertThat(answer.isOk()).isTrue();
    assertThat(answer.getMessage().getTs()).isEqualTo(answer.getTs());
    assertThat(methods.authTest(asked -> asked).getUserId())
        .isEqualTo(answer.getMessage().getUser());
  }

  @Test
  void itUnderstandsErrors() throws Exception {
    var answer = methods.chatPostMessage(asked -> asked.channel("C0NOWHERE1").text("Hello"));
    assertThat(answer.isOk()).isFalse();
    assertThat(answer.getError()).isEqualTo("channel_not_found");
    assertThat(slack.methods("stolen").authTest(asked -> asked).getError())
        .isEqualTo("invalid_auth");
  }
}
