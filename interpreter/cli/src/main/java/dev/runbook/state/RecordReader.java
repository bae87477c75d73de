package dev.runbook.state;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

  /**
   * What a line is by itself, whichever stands before it.
   *
   * @param text null where it is no text, or too long to be looked at
   * @param to where it ends in the file
   */
  private record Line(@Nullable String text, String hash, boolean tooLong, int to) {
    static Line of(byte[] bytes, int from, int to) {
      if (to - from > Entry.LONGEST) {
        return new Line(null, "", true, to);
      }
      try {
        String text = Entry.text(bytes, from, to);
        return new Line(text, Entry.hash(bytes, from, to), false, to);
      } catch (CharacterCodingException e) {
        return new Line(null, "", false, to);
      }
    }
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
      List<Line> found = found();
      for (int number = 0; number < found.size(); number++) {
        Line line = found.get(number);
        if (!add(line, number == found.size() - 1)) {
          break;
        }
        end = line.to() + 1;
      }
      return new RecordReader(List.copyOf(lines), last, end, bytes.length - end);
    }

    /** A long run's are looked at by all cores: whoever resumes it waits for that. */
    private List<Line> found() {
      int[] ends = ends();
      return IntStream.range(0, ends.length)
          .parallel()
          .mapToObj(number -> Line.of(bytes, number == 0 ? 0 : ends[number - 1] + 1, ends[number]))
          .toList();
    }

    private int[] ends() {
      int[] ends = new int[1024];
      int count = 0;
      for (int at = 0; at < bytes.length; at++) {
        if (bytes[at] == '\n') {
          if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
          }
          ends[count++] = at;
        }
      }
      return Arrays.copyOf(ends, count);
    }

    /** False for a torn end. What the next line vouches for needs no look at its JSON. */
    private boolean add(Line line, boolean isLast) {
      if (line.tooLong()) {
        throw damaged("it is longer than any entry");
      }
      String text = line.text();
      if (text == null) {
        throw damaged("it is not UTF-8");
      }
      boolean follows = Entry.follows(text, lines.size() + 1L, last);
      if ((isLast || !follows) && !Entry.isObject(text)) {
        if (isTorn(text, line.to())) {
          return false;
        }
        throw damaged("it is not a JSON object");
      }
      if (!follows) {
        if (!lines.isEmpty() && !Entry.isObject(lines.getLast())) {
          lines.removeLast();
          throw damaged("it is not a JSON object");
        }
        throw damaged(
            lines.isEmpty()
                ? "a record begins with entry 1"
                : "it does not follow line "
                    + lines.size()
                    + ", by its number or by its hash: one of the two is not as it was written");
      }
      lines.add(text);
      last = line.hash();
      return true;
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
                  : ", or read on your own what was done before line " + (line - 1) + "."));
    }
  }
}
