package dev.runbook.stdlib.slack;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of each answer that is not the usual one. */
class SlackAnswersTest {

  private static final String CHANNEL = "C0SANDBOX1";

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "not_authed, UNAUTHORIZED, UNAUTHORIZED, check the token",
    "invalid_auth, UNAUTHORIZED, UNAUTHORIZED, check the token",
    "account_inactive, UNAUTHORIZED, UNAUTHORIZED, check the token",
    "token_revoked, UNAUTHORIZED, UNAUTHORIZED, check the token",
    "missing_scope, UNAUTHORIZED, UNAUTHORIZED, give our app the scope chat:write",
    "restricted_action, UNAUTHORIZED, UNAUTHORIZED, give our app the scope chat:write",
    "ratelimited, RATE_LIMITED, RATE_LIMITED, asks for patience (ratelimited)",
    "rate_limited, RATE_LIMITED, RATE_LIMITED, wait a while",
    "fatal_error, IN_DOUBT, UNAVAILABLE, fatal_error",
    "internal_error, IN_DOUBT, UNAVAILABLE, internal_error",
    "channel_not_found, REFUSED, REFUSED, correct the channel's name",
    "not_in_channel, REFUSED, REFUSED, invite our app",
    "is_archived, REFUSED, REFUSED, not archived",
    "msg_too_long, REFUSED, REFUSED, write less",
    "no_text, REFUSED, REFUSED, write something",
    "of_tomorrow, REFUSED, REFUSED, of_tomorrow",
    "Ünheard \u001b[31m of, IN_DOUBT, UNREADABLE, neither",
  })
  void errorInAnAnswerThatIsCalledSuccess(String error, Kind posting, Kind reading, String words) {
    Reply reply =
        Reply.json(
            200,
            Json.object()
                .put("ok", false)
                .put("error", error)
                .put("needed", "chat:write")
                .toString());
    ServiceFailure post = posting(reply);
    assertThat(post.kind()).isEqualTo(posting);
    assertThat(post).hasMessageContaining(words);
    assertThat(post.getMessage()).doesNotContain("\u001b");
    assertThat(reading(reply).kind()).isEqualTo(reading);
  }

  @Test
  void patienceThatIsAskedForByAHeader() {
    Reply reply = Reply.json(429, "{\"ok\":false,\"error\":\"ratelimited\"}");
    ServiceFailure seconds = posting(reply.with("Retry-After", "30"));
    assertThat(seconds.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(seconds.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(30)));
    Reply date = reply.with("Retry-After", "Thu, 26 Nov 2026 10:02:00 GMT");
    assertThat(reading(date).retryAfter()).isEqualTo(Optional.of(Duration.ofMinutes(2)));
    assertThat(reading(reply).retryAfter()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | <html>Sign in</html> | UNAUTHORIZED | UNAUTHORIZED",
        "200 | '' | IN_DOUBT | UNREADABLE",
        "200 | {\"ok\":tr | IN_DOUBT | UNREADABLE",
        "200 | {} | IN_DOUBT | UNREADABLE",
        "200 | {\"ok\":true} | IN_DOUBT | UNREADABLE",
        "200 | {\"ok\":true,\"ts\":1795687200.1} | IN_DOUBT | UNREADABLE",
        "302 | '' | IN_DOUBT | UNAUTHORIZED",
        "308 | '' | REFUSED | UNAUTHORIZED",
        "502 | <html>Bad gateway</html> | IN_DOUBT | UNAVAILABLE",
        "503 | '' | IN_DOUBT | UNAVAILABLE",
      })
  void answerOfSomebodyElse(int status, String body, Kind posting, Kind reading) {
    Reply reply = new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    assertThat(posting(reply).kind()).isEqualTo(posting);
    assertThat(reading(reply).kind()).isEqualTo(reading);
  }

  @Test
  void ourWordsWithoutAMarkLeaveADoubt() {
    Instant now = Instant.parse("2026-11-26T10:00:00Z");
    Object[] ours = {"channel", CHANNEL, "message", "May we?", "since", now};
    String unmarked = "{'user':'U0ME','text':'May we?','ts':'1795687200.000000'}";
    ServiceFailure failure = looking(unmarked, ours);
    assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(failure).hasMessageContaining("does not say which run it belongs to");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{'text':'see <https://a.test|the page> or <https://b.test>'} ~ see the page or"
            + " https://b.test",
        "{'text':'<@U012AB3CD> in <#C012AB3CD|ops>: <!here>'} ~ @U012AB3CD in #ops: @here",
        "{'text':'1 &lt; 2 &amp;amp; 3'} ~ 1 < 2 &amp; 3",
        "{'text':'','attachments':[{'title':'Deployed','text':'v3.20','fallback':'x'}]} ~"
            + " Deployed v3.20",
        "{'text':'','attachments':[{'fallback':'v3.20 failed'}]} ~ v3.20 failed",
        "{'blocks':[{'type':'header','text':{'type':'plain_text','text':'Live'}},{'type':'divider'}]}"
            + " ~ Live",
      })
  void wordsAreThoseThatPeopleSee(String message, String words) throws Exception {
    assertThat(Words.of(Json.read(json(message))).replace('\n', ' ')).isEqualTo(words);
  }

  @Test
  void anEditedReplySaysWhatStandsThereNowAndSinceThen() throws Exception {
    String reply =
        "{'user':'U0ANN','text':'wait','ts':'1795687201.000000','edited':{'ts':'1795687290.000000'}}";
    try (Stub stub = stub(messages(reply));
        SlackClient client = new SlackClient(stub.connection())) {
      Map<String, String> question = Map.of("channel", CHANNEL, "id", "1795687200.000000");
      Object replies =
          client.perform("replies", Rehearsal.arguments("message", question), stub.call());
      assertThat(replies)
          .isEqualTo(
              List.of(
                  Map.of(
                      "sender",
                      "U0ANN",
                      "words",
                      "wait",
                      "sent",
                      Instant.ofEpochSecond(1795687290))));
    }
  }

  private ServiceFailure posting(Reply reply) {
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> reply);
        SlackClient client = new SlackClient(stub.connection())) {
      return failure(() ->
          client.perform(
              "post", Rehearsal.arguments("channel", CHANNEL, "message", "Hi"), stub.call()));
    }
  }

  private ServiceFailure reading(Reply reply) {
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> reply);
        SlackClient client = new SlackClient(stub.connection())) {
      var arguments = Rehearsal.arguments("channel", CHANNEL, "since", Instant.EPOCH);
      return failure(() -> client.perform("notices", arguments, stub.call()));
    }
  }

  private ServiceFailure looking(String message, Object[] arguments) {
    try (Stub stub = stub(messages(message));
        SlackClient client = new SlackClient(stub.connection())) {
      return failure(
          () -> client.perform("posted", Rehearsal.arguments(arguments), stub.call().looking()));
    }
  }

  /** A workspace in which we are U0ME. */
  private Stub stub(byte[] messages) {
    byte[] self = json("{'ok':true,'user_id':'U0ME','message':{}}");
    return new Stub(
        requireNonNull(scratch),
        request ->
            new Reply(
                200,
                Map.of(),
                request.uri().getPath().startsWith("/api/conversations.") ? messages : self));
  }

  private static byte[] messages(String message) {
    return json("{'ok':true,'messages':[%s]}".formatted(message));
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
