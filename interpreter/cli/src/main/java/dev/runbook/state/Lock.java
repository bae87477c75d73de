package dev.runbook.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds what, as a file says it.
 *
 * @param token grows with every change of hands, and never falls
 * @param holder null while it is free
 * @param since when it changed hands
 * @param exported where to; null unless it was
 */
record Lock(
    String resource,
    long token,
    @Nullable Holder holder,
    Instant since,
    @Nullable Exported exported) {

  /** The run has left this folder for a file. */
  record Exported(String file, String by) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  static Lock free(String resource, long token, Instant since) {
    return new Lock(resource, token, null, since, null);
  }

  Lock heldBy(Holder who, Instant now) {
    return new Lock(resource, token + 1, who, now, null);
  }

  Lock released(Instant now) {
    return free(resource, token, now);
  }

  Lock exportedTo(Exported where, Instant now) {
    return new Lock(resource, token, null, now, where);
  }

  /** Where there is no file, it was never held. */
  static Lock read(Path file, String resource) throws IOException {
    if (!Files.exists(file)) {
      return free(resource, 0, Instant.EPOCH);
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return of(JSON.readTree(bytes));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw new StateException(
          "The lock "
              + file
              + " is not as it was written. If nothing runs that could hold "
              + resource
              + ", remove it.",
          e);
    }
  }

  private static Lock of(JsonNode json) {
    JsonNode holder = json.path("holder");
    JsonNode exported = json.path("exported");
    return new Lock(
        json.required("resource").asText(),
        json.required("token").asLong(),
        holder.isObject() ? holder(holder) : null,
        Instant.parse(json.required("since").asText()),
        exported.isObject()
            ? new Exported(exported.required("file").asText(), exported.required("by").asText())
            : null);
  }

  private static Holder holder(JsonNode json) {
    return new Holder(
        json.required("run").asText(),
        json.required("person").asText(),
        new Machine(
            json.required("host").asText(),
            json.required("machine").asText(),
            json.required("boot").asText(),
            json.required("space").asText()),
        json.required("pid").asLong(),
        json.required("started").asText());
  }

  byte[] bytes() {
    ObjectNode json = JSON.createObjectNode();
    json.put("resource", resource).put("token", token).put("since", since.toString());
    if (holder != null) {
      json.putObject("holder")
          .put("run", holder.run())
          .put("person", holder.person())
          .put("host", holder.machine().host())
          .put("pid", holder.pid())
          .put("started", holder.started())
          .put("machine", holder.machine().id())
          .put("boot", holder.machine().boot())
          .put("space", holder.machine().space());
    }
    if (exported != null) {
      json.putObject("exported").put("file", exported.file()).put("by", exported.by());
    }
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
