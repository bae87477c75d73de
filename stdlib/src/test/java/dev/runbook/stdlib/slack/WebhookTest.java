package dev.runbook.stdlib.slack;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import dev.runbook.stdlib.sandbox.TestProfile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Posting where there is no token: a webhook takes messages and tells nothing. */
class WebhookTest {

  private static final String SECRET = "https://stub.test/services/T0/B0/verysecret";

  private final List<Request> requests = new ArrayList<>();

  @TempDir private @Nullable Path scratch;

  @Test
  void aMessageIsPostedAndHasNoId() throws Exception {
    Object posted = perform(Reply.text(200, "ok"), "post", "channel", "#duty", "message", "1 < 2");
    assertThat(posted)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("channel", "#duty")
        .containsEntry("id", null);
    assertThat(requests).hasSize(1);
    assertThat(requests.getFirst().uri()).isEqualTo(URI.create(SECRET));
    assertThat(requests.getFirst().header("Authorization")).isEmpty();
    assertThat(Json.read(requests.getFirst().body()).path("text").asText()).isEqualTo("1 &lt; 2");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_payload, REFUSED",
    "403, action_prohibited, UNAUTHORIZED",
    "404, no_service, REFUSED",
    "410, channel_is_archived, REFUSED",
    "429, slow, RATE_LIMITED",
    "200, <html>Sign in</html>, UNAUTHORIZED",
    "200, of course, IN_DOUBT",
    "200, '', IN_DOUBT",
    "302, '', IN_DOUBT",
    "502, '', IN_DOUBT",
  })
  void answersThatAreNoOk(int status, String text, Kind kind) {
    Reply reply = Reply.text(status, text);
    ServiceFailure failure =
        failure(() -> perform(reply, "post", "channel", "#duty", "message", "Hi"));
    assertThat(failure.kind()).isEqualTo(kind);
  }

  @Test
  void anAnswerThatRepeatsTheAddressDoesNotGiveItAway() {
    Reply reply = Reply.text(404, "nothing at " + SECRET);
    ServiceFailure failure =
        failure(() -> perform(reply, "post", "channel", "#duty", "message", "Hi"));
    assertThat(failure.getMessage()).contains("nothing at").doesNotContain("verysecret");
  }

  @Test
  void anotherChannelThanItsOwnIsRefused() {
    ServiceFailure failure =
        failure(() -> perform(Reply.text(200, "ok"), "post", "channel", "#other", "message", "Hi"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("does not post to #other");
    assertThat(requests).isEmpty();
  }

  @Test
  void nothingCanBeReadSoADoubtStays() {
    Map<String, @Nullable Object> message = new java.util.HashMap<>();
    message.put("channel", "#duty");
    message.put("id", null);
    Object[] posted = {"channel", "#duty", "message", "Hi", "since", Instant.EPOCH};
    assertThat(failure(() -> perform(Reply.empty(200), "posted", posted)).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(failure(() -> perform(Reply.empty(200), "replies", "message", message)))
        .hasMessageContaining("can be read with a token only");
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'https://a b', <secret webhook>",
    "nonsense, <secret webhook>",
    "'', neither a token"
  })
  void withoutAUsableAddressNothingIsSent(String address, String words) {
    try (Stub stub = stub(Reply.text(200, "ok"))) {
      SlackClient client = new SlackClient(connection(stub, address));
      ServiceFailure failure =
          failure(() ->
              client.perform(
                  "post", Rehearsal.arguments("channel", "#duty", "message", "Hi"), stub.call()));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining(words);
      assertThat(failure.getMessage()).doesNotContain("a b").doesNotContain("nonsense");
    }
  }

  private @Nullable Object perform(Reply reply, String action, @Nullable Object... arguments)
      throws Exception {
    try (Stub stub = stub(reply);
        SlackClient client = new SlackClient(connection(stub, SECRET))) {
      return client.perform(action, Rehearsal.arguments(arguments), stub.call());
    }
  }

  private Stub stub(Reply reply) {
    return new Stub(
        requireNonNull(scratch),
        request -> {
          requests.add(request);
          return reply;
        });
  }

  /** What a profile gives that has a webhook, unless it is empty, and no token. */
  private static Connection connection(Stub stub, String webhook) {
    Map<String, String> credentials = webhook.isEmpty() ? Map.of() : Map.of("webhook", webhook);
    return new TestProfile(stub.connection(), Map.of("webhook-channel", "#duty"), credentials);
  }
}
