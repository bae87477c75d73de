package dev.runbook.stdlib.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.exchange.Json;
import java.util.Optional;

/** What Google's services answer alike, for their stand-ins. */
public final class GoogleJson {

  private GoogleJson() {}

  /**
   * An error.
   *
   * @param reason Google's own word, such as {@code rateLimitExceeded}
   */
  public static Reply error(int status, String reason, String message) {
    ObjectNode json = Json.object();
    ObjectNode error = json.putObject("error").put("code", status).put("message", message);
    error
        .putArray("errors")
        .addObject()
        .put("message", message)
        .put("domain", "global")
        .put("reason", reason);
    return Reply.json(status, json.toString());
  }

  /** The refusal of a request without the sandbox's token. */
  public static Optional<Reply> stranger(Request request) {
    String given = request.header("Authorization").orElse("");
    return given.equals("Bearer sandbox-access-token")
        ? Optional.empty()
        : Optional.of(error(401, "authError", "Request had invalid authentication credentials."));
  }
}
