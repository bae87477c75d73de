package dev.runbook.stdlib.exchange;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Shortcut;
import dev.runbook.spi.StandIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * What the HTTP library would make of a request and of its answer, for a service that is reached
 * without a socket. None of the library's classes are loaded then.
 */
final class InProcess {

  private InProcess() {}

  static StandIn.Request request(Ask ask, URI wanted, Map<String, String> ofAll) {
    byte[] body = ask.bodyBytes();
    Map<String, String> headers = new LinkedHashMap<>();
    ofAll.forEach((name, value) -> headers.put(lower(name), value));
    ask.headers.forEach((name, value) -> headers.put(lower(name), value));
    if (body != null) {
      headers.put("content-type", Objects.requireNonNull(ask.contentType));
      headers.put("content-length", String.valueOf(body.length));
    }
    headers.put("host", wanted.getRawAuthority());
    return new StandIn.Request(
        ask.method, sent(wanted), headers, body == null ? new byte[0] : body);
  }

  /** On the wire an address has a path, no fragment, and nothing but ASCII. */
  private static URI sent(URI wanted) {
    String path = wanted.getRawPath();
    if (path != null && !path.isEmpty() && wanted.getRawFragment() == null) {
      String ascii = wanted.toASCIIString();
      return ascii.equals(wanted.toString()) ? wanted : URI.create(ascii);
    }
    String query = wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery();
    String whole = path == null || path.isEmpty() ? "/" : path;
    return URI.create(wanted.getScheme() + "://" + wanted.getRawAuthority() + whole + query);
  }

  static Answer answer(Shortcut.Delivered delivered, Verdict verdict) throws ServiceFailure {
    StandIn.Reply reply = delivered.reply();
    boolean compressed =
        reply.body().length > 0 && "gzip".equals(reply.headers().get("Content-Encoding"));
    byte[] body = reply.body();
    boolean whole = delivered.whole();
    if (compressed) {
      try {
        body = decompressed(body);
      } catch (IOException broken) {
        whole = false;
      }
    }
    if (body.length > Exchange.LARGEST_ANSWER) {
      throw verdict.tooLarge();
    }
    if (!whole) {
      if (reply.status() < 400) {
        throw verdict.cutOff(null);
      }
      body = new byte[0];
    }
    Map<String, String> headers = new LinkedHashMap<>();
    reply.headers().forEach((name, value) -> headers.put(lower(name), value));
    if (compressed) {
      // The library undoes it, and leaves out what would not be true any more.
      headers.remove("content-encoding");
    } else if (reply.status() != 204 && reply.status() != 304) {
      headers.put("content-length", String.valueOf(reply.body().length));
    }
    return new Answer(reply.status(), headers, body, verdict);
  }

  /** One byte more than may be is enough to see that it is too large. */
  private static byte[] decompressed(byte[] body) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readNBytes(Exchange.LARGEST_ANSWER + 1);
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
