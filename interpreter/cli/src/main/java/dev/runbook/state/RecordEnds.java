package dev.runbook.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/**
 * The first and the last whole entry of a record, without what is between them: a list of runs is
 * to be quick after years of them. Missing where there is none.
 */
record RecordEnds(JsonNode first, JsonNode last) {

  private static final int WINDOW = 1 << 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  static RecordEnds read(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      return new RecordEnds(json(first(open), file), json(last(open), file));
    }
  }

  private static byte[] first(RandomAccessFile file) throws IOException {
    long length = file.length();
    for (long window = WINDOW; ; window *= 4) {
      byte[] bytes = bytes(file, 0, Math.min(window, length));
      int end = newline(bytes, 0);
      if (end >= 0 || window >= length) {
        return end < 0 ? new byte[0] : java.util.Arrays.copyOf(bytes, end);
      }
    }
  }

  private static byte[] last(RandomAccessFile file) throws IOException {
    long length = file.length();
    for (long window = WINDOW; ; window *= 4) {
      long from = Math.max(0, length - window);
      byte[] bytes = bytes(file, from, length);
      int end = newlineBefore(bytes, bytes.length);
      int before = newlineBefore(bytes, end);
      if (before >= 0 || from == 0) {
        return end < 0 ? new byte[0] : java.util.Arrays.copyOfRange(bytes, before + 1, end);
      }
    }
  }

  private static byte[] bytes(RandomAccessFile file, long from, long to) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(to - from)];
    file.seek(from);
    file.readFully(bytes);
    return bytes;
  }

  private static int newline(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at < bytes.length ? at : -1;
  }

  private static int newlineBefore(byte[] bytes, int to) {
    int at = to - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }

  private static JsonNode json(byte[] line, Path file) throws IOException {
    if (line.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      String text = Entry.text(line, 0, line.length);
      if (Entry.isObject(text)) {
        return JSON.readTree(text);
      }
    } catch (CharacterCodingException e) {
      // As any other line that is none of ours.
    }
    throw new RecordDamaged("The record " + file + " is damaged: `runbook audit` says where.");
  }
}
