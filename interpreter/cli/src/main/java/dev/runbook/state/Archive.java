package dev.runbook.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A run as one file: a line that says what it is, and its record as it stands. */
final class Archive {

  private static final String FORM = "runbook-run";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String id;

  /** All of it whole entries. */
  private final byte[] record;

  private Archive(String id, byte[] record) {
    this.id = id;
    this.record = record;
  }

  String id() {
    return id;
  }

  void writeRecord(Path file, Rights rights) throws IOException {
    Durable.replace(file, record, rights);
  }

  /**
   * @throws RecordDamaged where the record does not hold
   */
  static Archive of(String id, Path record) throws IOException {
    RecordReader read = RecordReader.read(record);
    byte[] bytes = Files.readAllBytes(record);
    return new Archive(id, Arrays.copyOf(bytes, Math.toIntExact(read.end())));
  }

  byte[] bytes(Path name, String by) {
    RecordReader read = RecordReader.of(name, record);
    try {
      String head =
          JSON.writeValueAsString(
                  JSON.createObjectNode()
                      .put(FORM, 1)
                      .put("id", id)
                      .put("entries", read.lines().size())
                      .put("last", read.last())
                      .put("by", by))
              + "\n";
      byte[] line = head.getBytes(UTF_8);
      byte[] all = Arrays.copyOf(line, line.length + record.length);
      System.arraycopy(record, 0, all, line.length, record.length);
      return all;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws StateException where it is none, or not whole
   */
  static Archive read(Path file) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new StateException("The file " + file + " cannot be read: " + Words.of(e) + ".", e);
    }
    int end = 0;
    while (end < all.length && all[end] != '\n') {
      end++;
    }
    JsonNode head = head(file, Arrays.copyOf(all, end));
    byte[] record = Arrays.copyOfRange(all, Math.min(end + 1, all.length), all.length);
    RecordReader read = RecordReader.of(file, record);
    if (read.dropped() > 0
        || read.lines().size() != head.path("entries").asInt(-1)
        || !read.last().equals(head.path("last").asText())) {
      throw new StateException(
          "The file "
              + file
              + " is not whole: it has "
              + read.lines().size()
              + " entries of "
              + head.path("entries").asText()
              + ". Copy it again; nothing was imported.");
    }
    return new Archive(head.path("id").asText(), record);
  }

  private static JsonNode head(Path file, byte[] line) {
    try {
      JsonNode head = JSON.readTree(line);
      if (head.path(FORM).asInt() == 1 && RunId.isOne(head.path("id").asText())) {
        return head;
      }
    } catch (IOException e) {
      // As any other file that is none of ours.
    }
    throw new StateException(
        "The file " + file + " is no run that `runbook export` wrote: nothing was imported.");
  }

  /** Whether it goes on from what is in a record. */
  boolean continues(Path here) throws IOException {
    Archive before = of(id, here);
    return before.record.length <= record.length
        && Arrays.equals(before.record, 0, before.record.length, record, 0, before.record.length);
  }
}
