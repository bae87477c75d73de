package dev.runbook.stdlib.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.exchange.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Slack's description of itself, put right in a copy: it is in a form of its own, and Slack has
 * gone on since.
 */
public final class SwaggerContract {

  private static final String MESSAGE = "#/definitions/objs_message";

  private final Contract contract;

  private SwaggerContract(Contract contract) {
    this.contract = contract;
  }

  public static SwaggerContract of(String file) {
    return new SwaggerContract(Contract.of(file, SwaggerContract::repaired));
  }

  public Contract contract() {
    return contract;
  }

  /** The same stand-in, with every exchange held against the document. */
  public StandIn around(StandIn standIn) {
    return new StandIn() {
      @Override
      public Reply handle(Request request) {
        Reply reply = standIn.handle(request);
        boolean error = Json.readOrEmpty(bodyOf(reply)).path("ok").equals(BooleanNode.FALSE);
        contract.compare(request, error ? new Reply(400, reply.headers(), reply.body()) : reply);
        return reply;
      }

      @Override
      public Map<String, String> settings() {
        return standIn.settings();
      }

      @Override
      public List<String> hosts() {
        return standIn.hosts();
      }
    };
  }

  private static String bodyOf(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static String repaired(String document) {
    JsonNode root = Json.readOrEmpty(document);
    tokensAreHeaders(root);
    newerThanTheDocument(root);
    alternatives(root);
    return root.toString();
  }

  /** The token goes into the header Authorization nowadays, and into a field of its own no more. */
  private static void tokensAreHeaders(JsonNode root) {
    for (JsonNode parameter :
        root.findValues("parameters").stream().flatMap(JsonNode::valueStream).toList()) {
      if (parameter.path("name").asText().equals("token")
          && parameter instanceof ObjectNode token) {
        token.put("required", false);
      }
    }
  }

  /** Metadata, the time of an edit, and paging of what had none. */
  private static void newerThanTheDocument(JsonNode root) {
    ObjectNode message = (ObjectNode) root.at("/definitions/objs_message/properties");
    message.putObject("metadata").put("type", "object");
    message.putObject("edited").put("type", "object");
    parameter(root, "/chat.postMessage", "post", "metadata", "formData");
    parameter(root, "/conversations.history", "get", "include_all_metadata", "query");
    for (String method : List.of("/conversations.history", "/conversations.replies")) {
      ObjectNode schema =
          (ObjectNode) root.path("paths").path(method).at("/get/responses/200/schema/properties");
      schema.putObject("response_metadata").put("type", "object");
      // A channel may be empty, and a message may have no thread yet.
      schema.putObject("messages").put("type", "array").putObject("items").put("$ref", MESSAGE);
    }
  }

  private static void parameter(JsonNode root, String method, String verb, String name, String in) {
    ArrayNode parameters =
        (ArrayNode) root.path("paths").path(method).path(verb).path("parameters");
    parameters.addObject().put("name", name).put("in", in).put("type", "string");
  }

  /** Where the document lists alternatives as {@code items}, or as types, the first one is ours. */
  private static void alternatives(JsonNode node) {
    node.forEach(SwaggerContract::alternatives);
    if (!(node instanceof ObjectNode schema)) {
      return;
    }
    for (String listed : List.of("items", "type")) {
      if (schema.get(listed) instanceof ArrayNode array) {
        List<JsonNode> some = new ArrayList<>();
        array.forEach(some::add);
        boolean nullable =
            some.removeIf(each -> each.path("type").asText(each.asText()).equals("null"));
        schema.remove(listed);
        if (listed.equals("type")) {
          schema.set("type", some.getFirst());
        } else {
          schema.setAll((ObjectNode) some.getFirst());
        }
        if (nullable) {
          schema.put("x-nullable", true);
        }
      }
    }
  }
}
