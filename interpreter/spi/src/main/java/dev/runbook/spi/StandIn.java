package dev.runbook.spi;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A service as the sandbox plays it: a function from requests to replies over a state of its own.
 * The sandbox serves it on a loopback port; requests come one at a time.
 */
public interface StandIn {

  Reply handle(Request request);

  /**
   * Settings that the client's connection gets in the sandbox; {@code base} is its {@link
   * Connection#base}. Asked for when the client wants one, so a stand-in may make here what a
   * setting points to.
   */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** One setting, for a stand-in that makes what it points to only when it is wanted. */
  default Optional<String> setting(String name) {
    return Optional.ofNullable(settings().get(name));
  }

  /**
   * The hosts that this stand-in answers for; empty: whatever its client asks for and nobody else
   * claims.
   */
  default List<String> hosts() {
    return List.of();
  }

  /**
   * What can be asked to go wrong, by name, with what happens in a few words: the service's own
   * faults. Those of every HTTP service, such as an answer that is cut off, are the sandbox's.
   */
  default Map<String, String> faults() {
    return Map.of();
  }

  /**
   * Lets an event of the declaration happen, at once.
   *
   * @throws IllegalArgumentException where it cannot happen in this world; the message is what the
   *     author of the test should read
   */
  default void happen(String event, Arguments arguments) {
    throw new IllegalArgumentException("the sandbox does not play the event `" + event + "`");
  }

  /**
   * A request as it came; requests are not compared, so the array does no harm.
   *
   * @param uri the address as the client wanted it, with the real host
   * @param headers by lower-case name
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Request(String method, URI uri, Map<String, String> headers, byte[] body) {

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public String bodyText() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** What is answered; replies are not compared, so the array does no harm. */
  @SuppressWarnings("ArrayRecordComponent")
  record Reply(int status, Map<String, String> headers, byte[] body) {

    public static Reply json(int status, String json) {
      return new Reply(
          status,
          Map.of("Content-Type", "application/json"),
          json.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply text(int status, String text) {
      return new Reply(
          status,
          Map.of("Content-Type", "text/plain; charset=utf-8"),
          text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply empty(int status) {
      return new Reply(status, Map.of(), new byte[0]);
    }

    public Reply with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body);
    }
  }
}
