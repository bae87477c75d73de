package dev.runbook.evaluate;

import dev.runbook.door.Elsewhere;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What people replied to a message, as its service tells it.
 *
 * @param since what was sent before is left out
 */
record Replies(String service, Instant since, Reading reading) implements Elsewhere {

  interface Reading {
    Value now() throws ServiceFailure, InterruptedException;
  }

  @Override
  public List<Reply> said() throws ServiceFailure, InterruptedException {
    List<Reply> said = new ArrayList<>();
    if (reading.now() instanceof Value.ListValue(List<Value> replies)) {
      for (Value reply : replies) {
        if (reply instanceof Value.Record record && !sent(record).isBefore(since)) {
          said.add(new Reply(text(record, "sender"), text(record, "words"), sent(record)));
        }
      }
    }
    return said;
  }

  private static String text(Value.Record reply, String field) {
    Value value = reply.fields().get(field);
    return value == null ? "" : Show.text(value);
  }

  private static Instant sent(Value.Record reply) {
    return reply.fields().get("sent") instanceof Value.Time time ? time.instant() : Instant.EPOCH;
  }
}
