package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.StandIn.Reply;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What can be asked of a sandbox itself, below {@code /sandbox/}: {@code now} and {@code world} are
 * read and set, {@code clock} says how time goes by, {@code faults} are read and added to, {@code
 * settings/SERVICE} is what a client connects with.
 */
final class Control {

  static final String PATH = "sandbox";
  static final String CLOCK = "clock";
  static final String STEPPED = "stepped";
  static final String SETTINGS = "settings/";

  private final Sandbox sandbox;
  private final SandboxClock clock;

  Control(Sandbox sandbox, SandboxClock clock) {
    this.sandbox = sandbox;
    this.clock = clock;
  }

  Reply answer(HttpWire.Incoming request) {
    String what = request.target().substring(PATH.length() + 2);
    String body = new String(request.content().bytes(), StandardCharsets.UTF_8).strip();
    try {
      return switch (request.method() + " " + what) {
        case "GET now" -> said(clock.now().toString());
        case "PUT now" -> {
          clock.set(moment(body));
          yield said(clock.now().toString());
        }
        case "GET " + CLOCK -> said(clock.isStepped() ? STEPPED : "running");
        case "GET world" -> said(sandbox.play().file().yaml().text());
        case "PUT world" -> {
          sandbox.restart(WorldFile.parse("the world", body), clock);
          yield said(clock.now().toString());
        }
        case "GET changes" -> said(String.join("\n", sandbox.play().changes()));
        case "GET faults" -> said(lines(sandbox.faults()));
        case "POST faults" -> {
          sandbox.play().add(Fault.parse(body));
          yield said(body);
        }
        default ->
            request.method().equals("GET") && what.startsWith(SETTINGS)
                ? said(settings(what.substring(SETTINGS.length())))
                : Reply.text(
                    404,
                    "There is now, clock, world, changes, faults, settings/SERVICE and"
                        + " settings/SERVICE/NAME.\n");
      };
    } catch (IllegalArgumentException | YamlException | DateTimeException wrong) {
      return Reply.text(400, wrong.getMessage() + "\n");
    }
  }

  private String settings(String what) {
    String[] parts = what.split("/", 2);
    return parts.length == 1
        ? entries(sandbox.play().settings(parts[0]))
        : sandbox.play().setting(parts[0], parts[1]).orElse("");
  }

  private Instant moment(String text) {
    return text.startsWith("+")
        ? clock
            .now()
            .plus(
                Facts.of("now", Map.of("by", text.substring(1)), "by")
                    .duration("by", Duration.ZERO))
        : OffsetDateTime.parse(text).toInstant();
  }

  private static Reply said(String text) {
    return Reply.text(200, text.endsWith("\n") ? text : text + "\n");
  }

  private static String lines(Map<String, Map<String, String>> faults) {
    return faults.entrySet().stream()
        .flatMap(service ->
            service.getValue().entrySet().stream()
                .map(fault -> service.getKey() + ":" + fault.getKey() + "  " + fault.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String entries(Map<String, String> settings) {
    return new TreeMap<>(settings)
        .entrySet().stream()
            .map(setting -> setting.getKey() + ": " + setting.getValue())
            .collect(Collectors.joining("\n"));
  }
}
