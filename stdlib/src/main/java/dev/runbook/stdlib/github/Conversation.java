package dev.runbook.stdlib.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Ask;
import dev.runbook.stdlib.exchange.Exchange;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one action, as the library makes them. How each of them ends is decided by our
 * exchange: the library sees what succeeded and what is not there, and nothing else.
 */
final class Conversation {

  /**
   * A failure on its way through the library. It is a plain IOException, because for the kinds that
   * sockets throw the library sends the request again.
   */
  private static final class Carried extends IOException {
    Carried(Exception failure) {
      super(failure);
    }
  }

  private static final String JSON = "application/vnd.github+json";

  final CallContext call;
  private final Exchange exchange;
  private String purpose;
  private @Nullable Answer last;

  Conversation(Exchange exchange, CallContext call, String purpose) {
    this.exchange = exchange;
    this.call = call;
    this.purpose = purpose;
  }

  /** What the next requests are for, to stand after "to" in a message. */
  void about(String next) {
    purpose = next;
  }

  /** The answer to the library's last request, for what the library does not know. */
  Answer last() {
    if (last == null) {
      throw new IllegalStateException("nothing was asked yet");
    }
    return last;
  }

  JsonNode read(URI address) throws ServiceFailure, InterruptedException {
    return exchange.ask(call, purpose).header("Accept", JSON).get(address).json();
  }

  Answer send(String method, URI address, String accept, @Nullable String json) throws IOException {
    Ask ask = exchange.ask(call, purpose).accepting(404, 409, 422).header("Accept", accept);
    last = null;
    try {
      Answer answer =
          method.equals("GET") ? ask.get(address) : change(ask.change(), method, address, json);
      if (answer.isHtml()) {
        throw answer.loginPage();
      }
      last = answer;
      return answer;
    } catch (ServiceFailure failure) {
      throw new Carried(failure);
    } catch (InterruptedException stopped) {
      throw new Carried(stopped);
    }
  }

  private static Answer change(Ask ask, String method, URI address, @Nullable String json)
      throws ServiceFailure, InterruptedException {
    return json == null ? ask.delete(address) : ask.send(method, address, "application/json", json);
  }

  /** Whether the last request met this status. */
  boolean met(int status) {
    return last != null && last.status() == status;
  }

  /** What the library's complaint means. */
  ServiceFailure failure(Exception complaint) throws InterruptedException {
    for (Throwable cause = complaint; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServiceFailure failure) {
        return failure;
      }
      if (cause instanceof InterruptedException stopped) {
        throw stopped;
      }
    }
    if (last == null) {
      throw new IllegalStateException(complaint);
    }
    return last.status() >= 400 ? last.failure() : last.unusable("it is not what GitHub documents");
  }
}
