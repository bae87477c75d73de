package dev.runbook.stdlib.exchange;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One request that is being put together. It counts as a read until {@link #change} says otherwise.
 */
public final class Ask {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Exchange exchange;
  final CallContext call;
  final String purpose;
  final Map<String, String> headers = new LinkedHashMap<>();
  private final Set<Integer> accepted = new HashSet<>();
  boolean change;
  String method = "GET";
  @Nullable String contentType;
  @Nullable String body;

  Ask(Exchange exchange, CallContext call, String purpose) {
    this.exchange = exchange;
    this.call = call;
    this.purpose = purpose;
  }

  /**
   * Says that the service acts on this request, so that an answer that does not come leaves a
   * doubt.
   */
  public Ask change() {
    change = true;
    return this;
  }

  /** Statuses outside 2xx that the client understands; all others become a failure. */
  public Ask accepting(Integer... statuses) {
    accepted.addAll(Set.of(statuses));
    return this;
  }

  public Ask header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public Answer get(URI address) throws ServiceFailure, InterruptedException {
    return exchange.send(this, address);
  }

  public Answer postForm(URI address, Map<String, String> fields)
      throws ServiceFailure, InterruptedException {
    StringJoiner form = new StringJoiner("&");
    fields.forEach((name, value) -> form.add(Uris.encode(name) + "=" + Uris.encode(value)));
    return send("POST", address, FORM, form.toString());
  }

  public Answer postJson(URI address, String json) throws ServiceFailure, InterruptedException {
    return send("POST", address, "application/json", json);
  }

  public Answer putJson(URI address, String json) throws ServiceFailure, InterruptedException {
    return send("PUT", address, "application/json", json);
  }

  /** Asks for what {@link #get} would answer, without its body. */
  public Answer head(URI address) throws ServiceFailure, InterruptedException {
    method = "HEAD";
    return exchange.send(this, address);
  }

  public Answer delete(URI address) throws ServiceFailure, InterruptedException {
    method = "DELETE";
    return exchange.send(this, address);
  }

  /** Any other verb, with a body. */
  public Answer send(String verb, URI address, String type, String content)
      throws ServiceFailure, InterruptedException {
    method = verb;
    contentType = type;
    body = content;
    return exchange.send(this, address);
  }

  boolean accepts(int status) {
    return (status >= 200 && status < 300) || accepted.contains(status);
  }

  byte @Nullable [] bodyBytes() {
    return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
  }
}
