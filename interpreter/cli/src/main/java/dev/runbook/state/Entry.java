package dev.runbook.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The form of one line of a record: a JSON object whose first two fields number it and tie it to
 * the line before.
 */
final class Entry {

  /** Far more than an answer may be long; what is longer was not written by us. */
  static final int LONGEST = 16 << 20;

  /** Bytes of a hash that are kept. */
  private static final int HASH = 16;

  /** Looked for once: a long record has as many hashes as it has lines. */
  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Entry::digest);

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Entry() {}

  private static final String NUMBER = "{\"n\":";
  private static final String AFTER = ",\"after\":\"";

  /** What a line begins with. */
  static String head(long number, String after) {
    return NUMBER + number + AFTER + after + "\"";
  }

  /**
   * Whether a line begins so, and goes on or ends as an object does: asked of each line there is.
   */
  static boolean follows(String line, long number, String after) {
    String digits = Long.toString(number);
    int tie = NUMBER.length() + digits.length();
    int hash = tie + AFTER.length();
    int end = hash + after.length();
    return line.startsWith(NUMBER)
        && line.startsWith(digits, NUMBER.length())
        && line.startsWith(AFTER, tie)
        && line.startsWith(after, hash)
        && (line.startsWith("\",", end) || (line.length() == end + 2 && line.endsWith("\"}")));
  }

  /** The line of an object, whose own fields come behind ours. */
  static String line(long number, String after, String object) {
    String fields = object.substring(1);
    return head(number, after) + (fields.equals("}") ? "" : ",") + fields;
  }

  static String hash(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return hash(bytes, 0, bytes.length);
  }

  static String hash(byte[] line, int from, int to) {
    MessageDigest digest = DIGEST.get();
    digest.update(line, from, to - from);
    return HexFormat.of().formatHex(digest.digest(), 0, HASH);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text of some bytes, every one of which has to belong to a character. */
  static String text(byte[] bytes, int from, int to) throws CharacterCodingException {
    int at = from;
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    if (at == to) {
      // Most lines: several times as fast.
      return new String(bytes, from, to - from, US_ASCII);
    }
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
  }

  /** Whether a text is one JSON object on one line and nothing else. */
  static boolean isObject(String text) {
    if (text.indexOf('\n') >= 0 || !text.startsWith("{") || !text.endsWith("}")) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
