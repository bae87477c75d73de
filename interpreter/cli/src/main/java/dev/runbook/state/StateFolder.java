package dev.runbook.state;

import dev.runbook.spi.RunClock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder in which runs are kept. */
public final class StateFolder {

  private static final String RUNS = "runs";
  private static final String LOCKS = "locks";

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
  private final Locks locks;

  private StateFolder(Path root, Rights rights, RunClock clock) {
    this.root = root;
    this.rights = rights;
    this.locks = new Locks(root.resolve(LOCKS), rights, clock);
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

  /**
   * Makes it, for nobody but its owner, where it is not there.
   *
   * @param clock the machine's, which also waits for other processes
   */
  public static StateFolder open(Path root, RunClock clock) {
    try {
      makeAll(root);
      Rights rights = Rights.of(root);
      rights.folder(root.resolve(RUNS));
      rights.folder(root.resolve(LOCKS));
      return new StateFolder(root, rights, clock);
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

  /**
   * Who else may look into it, and what to do about that; empty where nobody does.
   *
   * @param shared whether it is meant for a group
   */
  public String exposure(boolean shared) {
    try {
      Set<PosixFilePermission> open = Files.getPosixFilePermissions(root);
      if (open.stream().anyMatch(OTHERS::contains)) {
        return "The state folder " + root + " is open to everybody on this machine: chmod o= it.";
      }
      return !shared && open.stream().anyMatch(GROUP::contains)
          ? "The state folder " + root + " is open to its group: chmod g= it."
          : "";
    } catch (IOException e) {
      throw new StateException("The state folder cannot be read: " + Words.of(e) + ".", e);
    }
  }

  /**
   * A new run, whose record is empty.
   *
   * @param person who runs it, for those who find it held
   */
  public Run begin(String runbook, Instant at, String person) {
    String id = newFolder(runbook, at);
    Lease lease = lease(id, person, false);
    return held(lease, () -> new Run(id, RecordFile.create(record(id), rights), lease));
  }

  private String newFolder(String runbook, Instant at) {
    while (true) {
      String id = RunId.fresh(runbook, at);
      try {
        rights.newFolder(folder(id));
        return id;
      } catch (FileAlreadyExistsException e) {
        // Drawn twice within a minute.
      } catch (IOException e) {
        throw new StateException("No run can be kept in " + root + ": " + Words.of(e) + ".", e);
      }
    }
  }

  /**
   * Goes on with a run that was left.
   *
   * @param takeOver to take it from a process that has it, which is ended
   * @throws Held where another process has it
   * @throws RecordDamaged where its record is not what was written
   */
  public Run open(String id, String person, boolean takeOver) {
    Lease lease = lease(id, person, takeOver);
    return held(
        lease,
        () ->
            new Run(
                id,
                lease.isInherited()
                    ? RecordFile.renew(record(id), rights)
                    : RecordFile.open(record(id), rights),
                lease));
  }

  private Lease lease(String id, String person, boolean takeOver) {
    return Lease.of(locks, lease(folder(id)), id, person, takeOver);
  }

  private static Run held(Lease lease, Supplier<Run> opened) {
    try {
      return opened.get();
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** All runs that are kept here. */
  public KeptRuns runs() {
    try (Stream<Path> folders = Files.list(root.resolve(RUNS))) {
      return new KeptRuns(
          folders
              .map(folder -> String.valueOf(folder.getFileName()))
              .filter(RunId::isOne)
              .map(id -> locks.look(id, lease(folder(id)), record(id)))
              .toList());
    } catch (IOException e) {
      throw new StateException("The runs in " + root + " cannot be read: " + Words.of(e) + ".", e);
    }
  }

  /**
   * Removes a run for good, unless somebody has it.
   *
   * @throws Held where somebody does
   */
  public void remove(String id, String person) {
    try (Lease _ = lease(id, person, false)) {
      Removal.remove(folder(id));
      Removal.finish(root.resolve(RUNS));
    } catch (IOException e) {
      throw new StateException("The run " + id + " cannot be removed: " + Words.of(e) + ".", e);
    }
  }

  /**
   * Writes a run into one file, and the right to go on with it too: from then on it cannot be
   * opened here.
   *
   * @throws Held where somebody has it
   */
  public void export(String id, Path file, String person, boolean takeOver) {
    Path target = file.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new StateException("The file " + target + " is there already: name another one.");
    }
    try (Lease lease = lease(id, person, takeOver)) {
      Transfer.export(id, record(id), target, lease, person);
    }
  }

  /**
   * Takes a run from a file, and gives its name.
   *
   * @throws StateException where it is not whole, or is here already and was not exported
   */
  public String importFrom(Path file) {
    Archive archive = Archive.read(file.toAbsolutePath().normalize());
    new Transfer(locks, rights).take(archive, folder(archive.id()));
    return archive.id();
  }

  private Path folder(String id) {
    return root.resolve(RUNS).resolve(id);
  }

  /** The record's file of a run. */
  public Path record(String id) {
    return record(folder(id));
  }

  static Path record(Path folder) {
    return folder.resolve("record.jsonl");
  }

  static Path lease(Path folder) {
    return folder.resolve("lease");
  }
}
