package dev.runbook.example.binding;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One method per action of the declaration, in the same words. */
final class StatuspageClient implements ServiceClient {

  private final Wire wire;

  StatuspageClient(Connection connection) {
    this.wire = new Wire(connection);
  }

  @Override
  public @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    return switch (action) {
      case "current" -> current(call);
      case "opened" -> {
        Map<String, Object> shown = current(call);
        yield shown != null && arguments.text("title").equals(shown.get("title")) ? shown : null;
      }
      case "is-resolved" -> {
        Map<String, Object> shown = current(call);
        yield shown == null
            || !Objects.equals(shown.get("id"), arguments.map("incident").get("id"));
      }
      case "open-incident" ->
          incident(
              wire.change(
                  call,
                  "open an incident",
                  "incidents",
                  Map.of("title", arguments.text("title"), "text", arguments.text("message"))));
      case "resolve" -> {
        String id = String.valueOf(arguments.map("incident").get("id"));
        wire.change(
            call,
            "resolve incident " + id,
            "incidents/" + id + "/resolve",
            Map.of("text", arguments.text("message")));
        yield null;
      }
      default -> throw new IllegalArgumentException("statuspage has no action " + action);
    };
  }

  private @Nullable Map<String, Object> current(CallContext call)
      throws ServiceFailure, InterruptedException {
    Properties shown = wire.read(call, "say what it shows", "current");
    return shown.isEmpty() ? null : incident(shown);
  }

  /** The record of the declaration; an answer that lacks a field is no incident. */
  private static Map<String, Object> incident(Properties lines) throws ServiceFailure {
    String id = lines.getProperty("id", "");
    String title = lines.getProperty("title", "");
    try {
      if (!id.isEmpty() && !title.isEmpty()) {
        Instant opened = Instant.parse(lines.getProperty("opened", ""));
        return Map.of("id", id, "title", title, "opened", opened);
      }
    } catch (DateTimeException wrong) {
      throw incomplete(wrong);
    }
    throw incomplete(null);
  }

  private static ServiceFailure incomplete(@Nullable Exception cause) {
    return ServiceFailure.unreadable(
        "The status page answered without an incident's id, title or time: look there by hand.",
        cause);
  }
}
