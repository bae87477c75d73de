package dev.runbook.stdlib.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.runbook.spi.StandIn.Reply;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as bytes. It trusts nobody's lengths: a head is at most 64 KiB, a body at most 16 MiB.
 */
final class HttpWire {

  private static final int LARGEST_HEAD = 64 << 10;
  private static final int LARGEST_BODY = 16 << 20;

  /** A request that breaks the protocol or a limit; the connection is of no use afterwards. */
  static final class Malformed extends IOException {

    private final int status;
    private final String why;

    Malformed(int status, String why) {
      super(why);
      this.status = status;
      this.why = why;
    }

    Reply reply() {
      return Reply.text(status, why);
    }
  }

  /**
   * @param target path and query as they came
   */
  record Incoming(String method, String target, Map<String, String> headers, Content content) {

    boolean keepAlive() {
      return !"close".equalsIgnoreCase(headers.get("connection"));
    }
  }

  /** A body: a class of its own, because a record with an array would compare by identity. */
  static final class Content {

    private final byte[] bytes;

    Content(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private HttpWire() {}

  /** The next request, or null where the client has closed the connection between two of them. */
  static @Nullable Incoming read(InputStream in) throws IOException {
    int[] left = {LARGEST_HEAD};
    String start = line(in, left);
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ", -1);
    if (parts.length != 3 || !parts[1].startsWith("/") || !parts[2].startsWith("HTTP/1.")) {
      throw new Malformed(400, "no HTTP request");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = required(in, left); !line.isEmpty(); line = required(in, left)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new Malformed(400, "no header");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Incoming(parts[0], parts[1], headers, new Content(body(in, headers, left)));
  }

  private static byte[] body(InputStream in, Map<String, String> headers, int[] left)
      throws IOException {
    String coding = headers.get("transfer-encoding");
    if (coding != null) {
      if (!coding.equalsIgnoreCase("chunked")) {
        throw new Malformed(501, "a transfer coding that is not known");
      }
      return chunks(in, left);
    }
    String length = headers.get("content-length");
    return length == null ? new byte[0] : exactly(in, size(length, 10, LARGEST_BODY));
  }

  private static byte[] chunks(InputStream in, int[] left) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String head = required(in, left).split(";", 2)[0].strip();
      int size = size(head, 16, LARGEST_BODY - body.size());
      if (size == 0) {
        skipTrailers(in, left);
        return body.toByteArray();
      }
      body.writeBytes(exactly(in, size));
      if (!required(in, left).isEmpty()) {
        throw new Malformed(400, "a chunk of another length");
      }
    }
  }

  /** They say nothing that a stand-in wants; each one counts against the head's limit. */
  private static void skipTrailers(InputStream in, int[] left) throws IOException {
    String line = required(in, left);
    while (!line.isEmpty()) {
      line = required(in, left);
    }
  }

  private static int size(String text, int radix, int largest) throws Malformed {
    try {
      long size = Long.parseUnsignedLong(text, radix);
      if (size < 0 || size > largest) {
        throw new Malformed(413, "a body that is too large");
      }
      return (int) size;
    } catch (NumberFormatException nonsense) {
      throw new Malformed(400, "no length");
    }
  }

  private static byte[] exactly(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    return bytes;
  }

  private static String required(InputStream in, int[] left) throws IOException {
    String line = line(in, left);
    if (line == null) {
      throw new EOFException();
    }
    return line;
  }

  private static @Nullable String line(InputStream in, int[] left) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new EOFException();
      }
      if (--left[0] < 0) {
        throw new Malformed(431, "a head that is too large");
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  static void write(OutputStream out, Reply reply, boolean keepAlive) throws IOException {
    ByteArrayOutputStream whole = whole(reply, keepAlive);
    whole.writeTo(out);
    out.flush();
  }

  /** The head, which promises a body, and half of that. */
  static void writeHalf(OutputStream out, Reply reply) throws IOException {
    byte[] whole = bytes(reply);
    out.write(whole, 0, whole.length - Math.ceilDiv(reply.body().length, 2));
    out.flush();
  }

  /** An answer in chunks, of which the last one does not come. */
  static void writeCutChunk(OutputStream out, Reply reply) throws IOException {
    if (reply.body().length == 0) {
      write(out, reply, false);
      return;
    }
    out.write(head(reply, "Transfer-Encoding: chunked\r\n", false));
    out.write((Integer.toHexString(reply.body().length) + "\r\n").getBytes(ISO_8859_1));
    out.write(reply.body(), 0, reply.body().length / 2);
    out.flush();
  }

  /** A whole answer, after which the connection is of no use. */
  static byte[] bytes(Reply reply) {
    return whole(reply, false).toByteArray();
  }

  private static ByteArrayOutputStream whole(Reply reply, boolean keepAlive) {
    boolean bodiless = reply.status() == 204 || reply.status() == 304;
    String length = bodiless ? "" : "Content-Length: " + reply.body().length + "\r\n";
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head(reply, length, keepAlive));
    whole.writeBytes(reply.body());
    return whole;
  }

  private static byte[] head(Reply reply, String length, boolean keepAlive) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" \r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append(length).append(keepAlive ? "\r\n" : "Connection: close\r\n\r\n");
    return head.toString().getBytes(ISO_8859_1);
  }
}
