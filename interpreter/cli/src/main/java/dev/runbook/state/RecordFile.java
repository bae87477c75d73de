package dev.runbook.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of a run: one file, one entry on each line, to which is only ever added. Each entry
 * names its number and the hash of the line before, so that nothing in the middle can be changed
 * unseen.
 */
public final class RecordFile implements AutoCloseable {

  private static final String MEND = " Make room or mend the disk, then resume the run.";

  private final Path file;
  private final Disk disk;
  private final RecordReader before;
  private long number;
  private String last;
  private boolean forced = true;
  private boolean closed;
  private @Nullable String failed;

  RecordFile(Path file, Disk disk, RecordReader before) {
    this.file = file;
    this.disk = disk;
    this.before = before;
    this.number = before.lines().size();
    this.last = before.last();
  }

  /** A new one. */
  static RecordFile create(Path file, Rights rights) {
    try {
      rights.file(file);
      Durable.forceFolderOf(file);
      return new RecordFile(file, new FileDisk(file), new RecordReader(List.of(), "", 0, 0));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Goes on with one that nobody else writes; a torn end is cut off. */
  static RecordFile open(Path file, Rights rights) {
    try {
      RecordReader read = RecordReader.read(file);
      return read.dropped() > 0
          ? renew(file, rights)
          : new RecordFile(file, new FileDisk(file), read);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /**
   * Goes on with one that somebody else may still have open: in a copy that takes its place, so
   * that whatever a process adds that was frozen and thawed stands in a file which nobody reads.
   */
  static RecordFile renew(Path file, Rights rights) {
    try {
      RecordReader read = RecordReader.read(file);
      byte[] whole = Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(read.end()));
      Durable.replace(file, whole, rights);
      return new RecordFile(file, new FileDisk(file), read);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /**
   * The entries that are whole, also of a run that goes on.
   *
   * @throws RecordDamaged where more than the end is not
   */
  public static List<String> read(Path file) {
    try {
      return RecordReader.read(file).lines();
    } catch (IOException e) {
      throw new StateException("The record " + file + " cannot be read: " + Words.of(e) + ".", e);
    }
  }

  /** The entries that were there when it was opened. */
  public List<String> lines() {
    return before.lines();
  }

  /** How many bytes of a torn end were cut off when it was opened. */
  public long dropped() {
    return before.dropped();
  }

  /** Adds an entry and returns once it survives the machine. */
  public void append(String object) {
    append(object, true);
  }

  /**
   * @param object the entry's own fields, as the text of a JSON object on one line
   * @param durable false for what may be lost with the machine; it survives the process all the
   *     same
   * @throws RecordFailure where it cannot be kept; nothing is written here ever after
   */
  public synchronized void append(String object, boolean durable) {
    if (failed != null) {
      throw new RecordFailure(failed);
    }
    if (closed) {
      throw new IllegalStateException("closed: " + file);
    }
    if (!Entry.isObject(object)) {
      throw new IllegalArgumentException("no JSON object on one line");
    }
    byte[] line = (Entry.line(number + 1, last, object) + "\n").getBytes(UTF_8);
    if (line.length > Entry.LONGEST) {
      throw fail("an entry of " + line.length + " bytes is longer than a record takes", "");
    }
    try {
      disk.write(line);
      forced = false;
      if (durable) {
        force();
      }
    } catch (IOException e) {
      throw fail(Words.of(e), MEND);
    }
    number++;
    last = Entry.hash(line, 0, line.length - 1);
  }

  private void force() throws IOException {
    disk.force();
    forced = true;
  }

  /**
   * After a failed write the end may be torn, and after a failed fsync the system may have
   * forgotten what it did not write: a second try could succeed and mean nothing.
   */
  private RecordFailure fail(String why, String advice) {
    failed =
        "The record "
            + file
            + " could not be written: "
            + why
            + ". The run stops here, and what was recorded before is safe."
            + advice;
    try {
      disk.close();
    } catch (IOException e) {
      // It is given up already, for the first reason.
    }
    return new RecordFailure(failed);
  }

  @Override
  public synchronized void close() {
    if (closed || failed != null) {
      return;
    }
    closed = true;
    try (disk) {
      if (!forced) {
        force();
      }
    } catch (IOException e) {
      throw fail(Words.of(e), MEND);
    }
  }

  private static RecordFailure failure(Path file, IOException e) {
    return new RecordFailure("The record " + file + " cannot be opened: " + Words.of(e) + ".");
  }
}
