package dev.runbook.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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

  private static final JsonFactory JSON = new JsonFactory();

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
      return of(fields(bytes));
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

  /** What stands in an object of its own is named {@code holder.run}. */
  private static Map<String, String> fields(byte[] json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    String within = "";
    try (JsonParser in = JSON.createParser(json)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          String name = in.currentName();
          within = name == null ? "" : name + ".";
          // That it is there counts, whatever is left of it: half a holder is no free lock.
          fields.put(String.valueOf(name), "");
        } else if (token == JsonToken.END_OBJECT) {
          within = "";
        } else if (token.isScalarValue()) {
          fields.put(within + in.currentName(), in.getText());
        }
      }
    }
    return fields;
  }

  private static Lock of(Map<String, String> json) {
    return new Lock(
        text(json, "resource"),
        Long.parseLong(text(json, "token")),
        json.containsKey("holder") ? holder(json) : null,
        Instant.parse(text(json, "since")),
        json.containsKey("exported")
            ? new Exported(text(json, "exported.file"), text(json, "exported.by"))
            : null);
  }

  private static Holder holder(Map<String, String> json) {
    return new Holder(
        text(json, "holder.run"),
        text(json, "holder.person"),
        new Machine(
            text(json, "holder.host"),
            text(json, "holder.machine"),
            text(json, "holder.boot"),
            text(json, "holder.space")),
        Long.parseLong(text(json, "holder.pid")),
        text(json, "holder.started"));
  }

  private static String text(Map<String, String> json, String name) {
    String text = json.get(name);
    if (text == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return text;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("resource", resource);
      out.writeNumberField("token", token);
      out.writeStringField("since", since.toString());
      if (holder != null) {
        out.writeObjectFieldStart("holder");
        out.writeStringField("run", holder.run());
        out.writeStringField("person", holder.person());
        out.writeStringField("host", holder.machine().host());
        out.writeNumberField("pid", holder.pid());
        out.writeStringField("started", holder.started());
        out.writeStringField("machine", holder.machine().id());
        out.writeStringField("boot", holder.machine().boot());
        out.writeStringField("space", holder.machine().space());
        out.writeEndObject();
      }
      if (exported != null) {
        out.writeObjectFieldStart("exported");
        out.writeStringField("file", exported.file());
        out.writeStringField("by", exported.by());
        out.writeEndObject();
      }
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }
}
