package dev.runbook.stdlib.exchange;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Redaction;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Shortcut;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP for one client. A request is delivered at most once, whatever happens to the
 * connection; a read is redirected within its own host only, a change never. No answer is kept
 * beyond {@value #LARGEST_ANSWER} bytes.
 */
public final class Exchange {

  static final int LARGEST_ANSWER = 8 << 20;
  private static final int MOST_REDIRECTS = 5;

  /** The longest that one request takes on the wall's clock; a call's own limit may be shorter. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final String service;
  private final Connection connection;
  private final Redaction redaction = new Redaction();
  private final Map<String, String> headers = new LinkedHashMap<>();

  /**
   * An exchange without credentials.
   *
   * @param service the name that people know the service by
   */
  public Exchange(String service, Connection connection) {
    this.service = service;
    this.connection = connection;
    headers.put("User-Agent", "runbook");
  }

  /**
   * Where the service is.
   *
   * @throws ServiceFailure (refused) where the profile does not say it
   */
  public URI base() throws ServiceFailure {
    return connection
        .base()
        .orElseThrow(() ->
            ServiceFailure.refused(
                "The profile does not say where %s is: add its address there.".formatted(service)));
  }

  /** Takes a secret out of messages that is part of an address. */
  public Exchange hiding(Secret secret) {
    redaction.add(secret);
    return this;
  }

  /** Sends a header with every request. */
  public Exchange header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Sends a token with every request. */
  public Exchange bearer(Secret token) {
    redaction.add(token);
    headers.put("Authorization", "Bearer " + token.reveal());
    return this;
  }

  /** Sends a name and a password or token with every request, without waiting to be asked. */
  public Exchange basic(String user, Secret password) {
    String pair = user + ":" + password.reveal();
    redaction.add(password);
    redaction.add(pair, password.toString());
    headers.put(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /**
   * Begins a request.
   *
   * @param purpose what is asked, to stand after "to" in a message: "read the newest run of x"
   */
  public Ask ask(CallContext call, String purpose) {
    return new Ask(this, call, purpose);
  }

  Answer send(Ask ask, URI address) throws ServiceFailure, InterruptedException {
    URI wanted = address;
    for (int redirects = 0; ; redirects++) {
      Answer answer = deliver(ask, wanted);
      if (ask.accepts(answer.status())) {
        return answer;
      }
      URI next = redirects < MOST_REDIRECTS ? redirect(ask, wanted, answer) : null;
      if (next == null) {
        throw verdict(ask).ofStatus(answer);
      }
      wanted = next;
    }
  }

  private @Nullable URI redirect(Ask ask, URI from, Answer answer) {
    boolean redirected = answer.status() >= 300 && answer.status() < 400;
    if (!redirected || ask.change) {
      return null;
    }
    try {
      URI to = answer.header("Location").map(from::resolve).orElse(null);
      boolean sameHost =
          to != null
              && Objects.equals(to.getScheme(), from.getScheme())
              && Objects.equals(to.getRawAuthority(), from.getRawAuthority());
      return sameHost ? to : null;
    } catch (IllegalArgumentException nonsense) {
      return null;
    }
  }

  private Answer deliver(Ask ask, URI wanted) throws ServiceFailure, InterruptedException {
    Verdict verdict = verdict(ask);
    Optional<Shortcut> shortcut = connection.shortcut();
    return shortcut.isPresent()
        ? handOver(ask, wanted, shortcut.get(), verdict)
        : dispatch(ask, wanted, verdict);
  }

  private Answer handOver(Ask ask, URI wanted, Shortcut shortcut, Verdict verdict)
      throws ServiceFailure, InterruptedException {
    fence(ask).run();
    try {
      Shortcut.Delivered delivered =
          shortcut.send(InProcess.request(ask, wanted, headers), limit(ask.call));
      return InProcess.answer(delivered, verdict);
    } catch (IOException broken) {
      throw broken(broken, !beforeSending(broken), verdict, Way.to(wanted));
    }
  }

  /** Without a socket only how it broke tells when. */
  private static boolean beforeSending(IOException broken) {
    return broken instanceof ConnectException
        || broken instanceof UnknownHostException
        || broken instanceof SSLException;
  }

  private Answer dispatch(Ask ask, URI wanted, Verdict verdict)
      throws ServiceFailure, InterruptedException {
    Sent sent = new Sent(fence(ask));
    URI routed = connection.route(wanted);
    Call call = HttpClients.forAddress(routed, connection).newCall(request(ask, routed, sent));
    call.timeout().timeout(limit(ask.call).toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      return answer(response, verdict);
    } catch (IOException broken) {
      Optional<URI> proxy = connection.proxy(routed);
      throw broken(
          broken,
          sent.begun(),
          verdict,
          proxy.isPresent() ? Way.through(proxy.get(), wanted) : Way.to(wanted));
    }
  }

  private static Runnable fence(Ask ask) {
    return ask.change ? ask.call::beforeChange : () -> {};
  }

  private Verdict verdict(Ask ask) {
    return new Verdict(service, ask.purpose, ask.change, redaction, connection.clock().now());
  }

  private static Duration limit(CallContext call) {
    Duration limit = call.limit();
    return limit.compareTo(LONGEST) < 0 && limit.isPositive() ? limit : LONGEST;
  }

  private Request request(Ask ask, URI routed, Sent sent) {
    byte[] bytes = ask.bodyBytes();
    RequestBody body =
        bytes == null
            ? null
            : RequestBody.create(bytes, MediaType.get(Objects.requireNonNull(ask.contentType)));
    Request.Builder request =
        new Request.Builder().url(routed.toString()).method(ask.method, body).tag(Sent.class, sent);
    headers.forEach(request::header);
    ask.headers.forEach(request::header);
    return request.build();
  }

  private static Answer answer(Response response, Verdict verdict)
      throws IOException, ServiceFailure {
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .headers()
        .forEach(pair -> headers.put(pair.getFirst().toLowerCase(Locale.ROOT), pair.getSecond()));
    byte[] body;
    try {
      BufferedSource source = response.body().source();
      if (source.request(LARGEST_ANSWER + 1L)) {
        throw verdict.tooLarge();
      }
      body = source.readByteArray();
    } catch (IOException cut) {
      if (response.code() >= 400) {
        body = new byte[0];
      } else if (Thread.currentThread().isInterrupted()) {
        throw cut;
      } else {
        throw verdict.cutOff(cut);
      }
    }
    return new Answer(response.code(), headers, body, verdict);
  }

  private static ServiceFailure broken(IOException how, boolean begun, Verdict verdict, Way way)
      throws InterruptedException {
    if (Thread.currentThread().isInterrupted() && !(begun && verdict.change())) {
      throw new InterruptedException();
    }
    String why = way.broken(how);
    return begun ? verdict.noAnswer(why, how) : verdict.notReached(why, how);
  }
}
