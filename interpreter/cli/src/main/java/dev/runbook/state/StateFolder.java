package dev.runbook.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The folder in which runs are kept. */
public final class StateFolder {

  static final String RECORD = "record.jsonl";

  private static final String VARIABLE = "XDG_STATE_HOME";
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
  private static final Set<PosixFilePermission> GROUP =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);

  private final Path root;
  private final Rights rights;

  private StateFolder(Path root, Rights rights) {
    this.root = root;
    this.rights = rights;
  }

  /**
   * Where it is.
   *
   * @param said by the command line; null where nothing was
   * @param variables those of the environment
   */
  public static Path place(
      @Nullable String said, Function<String, @Nullable String> variables, Path home) {
    if (said != null) {
      return Path.of(said).toAbsolutePath().normalize();
    }
    String states = variables.apply(VARIABLE);
    // A relative one counts as not set: so the specification of these variables has it.
    Path base =
        states == null || !Path.of(states).isAbsolute()
            ? home.resolve(".local").resolve("state")
            : Path.of(states);
    return base.resolve("runbook");
  }

  /** Makes it, for nobody but its owner, where it is not there. */
  public static StateFolder open(Path root) {
    try {
      makeAll(root);
      Rights rights = Rights.of(root);
      rights.folder(runs(root));
      return new StateFolder(root, rights);
    } catch (IOException e) {
      throw new StateException(
          "The state folder "
              + root
              + " cannot be used: "
              + Words.of(e)
              + ". Name another one with --state DIR.",
          e);
    }
  }

  private static void makeAll(Path folder) throws IOException {
    Path above = folder.getParent();
    if (above != null && !Files.isDirectory(above)) {
      makeAll(above);
    }
    Rights.OWNER.folder(folder);
  }

  public Path root() {
    return root;
  }

  /** Who else may look into it, and what to do about that; empty where nobody does. */
  public String exposure() {
    try {
      Set<PosixFilePermission> open = Files.getPosixFilePermissions(root);
      if (open.stream().anyMatch(OTHERS::contains)) {
        return "The state folder " + root + " is open to everybody on this machine: chmod o= it.";
      }
      return open.stream().anyMatch(GROUP::contains)
          ? "The state folder " + root + " is open to its group."
          : "";
    } catch (IOException e) {
      throw new StateException("The state folder cannot be read: " + Words.of(e) + ".", e);
    }
  }

  /** A new run, whose record is empty. */
  public Run begin(String runbook, Instant at) {
    while (true) {
      String id = RunId.fresh(runbook, at);
      Path folder = runs(root).resolve(id);
      try {
        rights.newFolder(folder);
      } catch (FileAlreadyExistsException e) {
        continue;
      } catch (IOException e) {
        throw new StateException("No run can be kept in " + root + ": " + Words.of(e) + ".", e);
      }
      return new Run(id, RecordFile.create(folder.resolve(RECORD), rights));
    }
  }

  /** Goes on with a run that was left. */
  public Run open(String id) {
    return new Run(id, RecordFile.open(record(id)));
  }

  /** The record's file of a run. */
  public Path record(String id) {
    return runs(root).resolve(id).resolve(RECORD);
  }

  private static Path runs(Path root) {
    return root.resolve("runs");
  }
}
