package dev.runbook.stdlib.matrix;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events count as an answer to the question "$q" of "@me". */
class AnswersTest {

  private static final String REPLY = "'m.relates_to':{'m.in_reply_to':{'event_id':'$q'}}";

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a reply | m.room.message | @ann |"
            + " 'body':'yes','m.relates_to':{'m.in_reply_to':{'event_id':'$q'}} | yes",
        "a reply that quotes | m.room.message | @ann | 'body':'> <@me> May"
            + " we?\\n\\nyes','m.relates_to':{'m.in_reply_to':{'event_id':'$q'}} | yes",
        "a message in the thread | m.room.message | @ann |"
            + " 'body':'yes','m.relates_to':{'rel_type':'m.thread','event_id':'$q'} | yes",
        "a reaction | m.reaction | @ann |"
            + " 'm.relates_to':{'rel_type':'m.annotation','event_id':'$q','key':'✔️'} | ✔",
        "our own reply | m.room.message | @me |"
            + " 'body':'yes','m.relates_to':{'m.in_reply_to':{'event_id':'$q'}} | ",
        "a reply to something else | m.room.message | @ann |"
            + " 'body':'yes','m.relates_to':{'m.in_reply_to':{'event_id':'$z'}} | ",
        "a reaction to something else | m.reaction | @ann |"
            + " 'm.relates_to':{'rel_type':'m.annotation','event_id':'$z','key':'x'} | ",
        "an edit | m.room.message | @ann | 'body':'*"
            + " yes','m.relates_to':{'rel_type':'m.replace','event_id':'$q','m.in_reply_to':{'event_id':'$q'}}"
            + " | ",
        "mere talk | m.room.message | @ann | 'body':'yes' | ",
        "a withdrawn reply, emptied by the server | m.room.message | @ann | | ",
      })
  void event(
      String what, String type, String sender, @Nullable String content, @Nullable String words)
      throws Exception {
    JsonNode event =
        json(
            "{'event_id':'$a','type':'%s','sender':'%s','content':{%s}}"
                .formatted(type, sender, content == null ? "" : content));
    List<Map<String, Object>> answers = Answers.to("$q", "@me", List.of(event));
    assertThat(answers.stream().map(answer -> answer.get("words")))
        .as(what)
        .containsExactlyElementsOf(Stream.ofNullable(words).map(Object.class::cast).toList());
  }

  @Test
  void aRedactionWithdrawsAnAnswer() throws Exception {
    JsonNode reply =
        json(
            "{'event_id':'$a','type':'m.room.message','sender':'@ann','content':{'body':'yes',%s}}"
                .formatted(REPLY));
    JsonNode redaction =
        json(
            "{'event_id':'$b','type':'m.room.redaction','sender':'@ann','redacts':'$a','content':{}}");
    assertThat(Answers.to("$q", "@me", List.of(redaction, reply))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "by its sender | @ann | no, wait",
        "by somebody else | @bob | yes",
      })
  void anEditedAnswerSaysWhatTheRoomNowShows(String by, String editor, String words)
      throws Exception {
    Map<String, Object> answer = answers(reply(), edit(editor)).getFirst();
    assertThat(answer).as(by).containsEntry("words", words).containsEntry("sender", "@ann");
  }

  @Test
  void anEditedAnswerWasGivenWhenItWasEdited() throws Exception {
    assertThat(answers(reply(), edit("@ann")).getFirst())
        .containsEntry("sent", Instant.ofEpochMilli(2000));
  }

  @Test
  void anEditThatIsWithdrawnIsNone() throws Exception {
    JsonNode redaction =
        json(
            "{'event_id':'$c','type':'m.room.redaction','sender':'@ann','content':{'redacts':'$b'}}");
    assertThat(answers(reply(), edit("@ann"), redaction).getFirst()).containsEntry("words", "yes");
  }

  private static List<Map<String, Object>> answers(JsonNode... oldestFirst) {
    return Answers.to("$q", "@me", List.of(oldestFirst).reversed());
  }

  private static JsonNode reply() throws Exception {
    return json(
        "{'event_id':'$a','type':'m.room.message','sender':'@ann','origin_server_ts':1000,'content':{'body':'yes',%s}}"
            .formatted(REPLY));
  }

  private static JsonNode edit(String sender) throws Exception {
    return json(
        "{'event_id':'$b','type':'m.room.message','sender':'%s','origin_server_ts':2000,'content':{'body':'* no, wait','m.new_content':{'body':'no, wait'},'m.relates_to':{'rel_type':'m.replace','event_id':'$a'}}}"
            .formatted(sender));
  }

  @Test
  void anEncryptedRoomIsInconclusive() throws Exception {
    String page =
        "{\"chunk\":[{\"event_id\":\"$x\",\"type\":\"m.room.encrypted\",\"content\":{}}]}";
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> Reply.json(200, page));
        MatrixClient client = new MatrixClient(stub.connection())) {
      Map<String, String> question = Map.of("room", "!r:b.test", "event", "$q");
      assertThat(
              failure(() ->
                      client.perform(
                          "replies", Rehearsal.arguments("message", question), stub.call()))
                  .kind())
          .isEqualTo(Kind.UNREADABLE);
    }
  }

  private static JsonNode json(String text) throws Exception {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
