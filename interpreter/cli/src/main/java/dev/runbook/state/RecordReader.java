package dev.runbook.state;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole entries of a record.
 *
 * @param lines without their ends
 * @param last the hash of the last one; empty where there is none
 * @param end where the last one ends in the file, in bytes
 * @param dropped how many bytes behind it are no entry: what was being written when the machine or
 *     the process ended, or is being written now
 */
record RecordReader(List<String> lines, String last, long end, long dropped) {

  private static final int MOST = Integer.MAX_VALUE - 64;

  /**
   * @throws RecordDamaged for anything but a torn end
   */
  static RecordReader read(Path file) throws IOException {
    if (Files.size(file) > MOST) {
      throw new RecordDamaged("The record " + file + " is larger than any that a run writes.");
    }
    return of(file, Files.readAllBytes(file));
  }

  /**
   * Of bytes that were read already.
   *
   * @param file where they are from, for people
   */
  static RecordReader of(Path file, byte[] bytes) {
    return new Lines(file, bytes).read();
  }

  private static final class Lines {

    private final Path file;
    private final byte[] bytes;
    private final List<String> lines = new ArrayList<>();
    private String last = "";
    private int end;

    Lines(Path file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
    }

    RecordReader read() {
      int at = 0;
      for (int next = newline(at); next >= 0; next = newline(at)) {
        if (!add(at, next)) {
          break;
        }
        at = next + 1;
        end = at;
      }
      return new RecordReader(List.copyOf(lines), last, end, bytes.length - end);
    }

    private int newline(int from) {
      for (int at = from; at < bytes.length; at++) {
        if (bytes[at] == '\n') {
          return at;
        }
      }
      return -1;
    }

    /** False for a torn end. */
    private boolean add(int from, int to) {
      if (to - from > Entry.LONGEST) {
        throw damaged("it is longer than any entry");
      }
      String line;
      try {
        line = Entry.text(bytes, from, to);
      } catch (CharacterCodingException e) {
        throw damaged("it is not UTF-8");
      }
      if (!Entry.isObject(line)) {
        if (isTorn(line, to)) {
          return false;
        }
        throw damaged("it is not a JSON object");
      }
      if (!follows(line)) {
        throw damaged(
            lines.isEmpty()
                ? "a record begins with entry 1"
                : "it does not follow line " + lines.size() + ", by its number or by its hash");
      }
      lines.add(line);
      last = Entry.hash(bytes, from, to);
      return true;
    }

    private boolean follows(String line) {
      String head = Entry.head(lines.size() + 1L, last);
      return line.startsWith(head)
          && (line.charAt(head.length()) == ',' || line.length() == head.length() + 1);
    }

    /**
     * Blocks of the last entry may have reached the disk in any order, its newline too: what has
     * not, reads as zeros. Unless an entry stands behind them, which was the last one then.
     */
    private boolean isTorn(String line, int to) {
      int hole = line.lastIndexOf(0);
      return to + 1 == bytes.length && hole >= 0 && !Entry.isObject(line.substring(hole + 1));
    }

    private RecordDamaged damaged(String why) {
      int line = lines.size() + 1;
      return new RecordDamaged(
          "Line "
              + line
              + " of "
              + file
              + " is damaged: "
              + why
              + ". What it said is not guessed, so this run cannot go on from its record: put the"
              + " file back from a copy"
              + (line == 1
                  ? "."
                  : ", or read on your own what was done up to line " + (line - 1) + "."));
    }
  }
}
