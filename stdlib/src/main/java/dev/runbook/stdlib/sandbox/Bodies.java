package dev.runbook.stdlib.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** What may be done to an answer on its way without its meaning another thing. */
final class Bodies {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Bodies() {}

  static Reply compressed(Reply reply) {
    if (reply.body().length == 0) {
      return reply;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(reply.body());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Reply(reply.status(), reply.headers(), compressed.toByteArray())
        .with("Content-Encoding", "gzip");
  }

  /** One more field in the answer, or in each of those that it lists; other answers stay. */
  static Reply withUnknownFields(Reply reply) {
    try {
      JsonNode json = MAPPER.readTree(reply.body());
      if (json instanceof ObjectNode object) {
        add(object);
      } else if (json.isArray()) {
        json.forEach(each -> {
          if (each instanceof ObjectNode object) {
            add(object);
          }
        });
      } else {
        return reply;
      }
      return new Reply(reply.status(), reply.headers(), MAPPER.writeValueAsBytes(json));
    } catch (IOException noJson) {
      return reply;
    }
  }

  private static void add(ObjectNode object) {
    object.putObject("of_a_later_version").putArray("what").add(1).addNull();
  }
}
