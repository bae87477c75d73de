package dev.runbook.state;

import dev.runbook.spi.RunClock;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Who holds which run and which resource: a file for each, and one guard for all of them. */
final class Locks {

  /**
   * Something that was got.
   *
   * @param before what it was
   * @param note what to tell about that; empty where it was free
   */
  record Got(Path file, Lock lock, Lock before, String note) {}

  private record Change(Lock before, Lock after) {}

  private final Path folder;
  private final Rights rights;
  private final RunClock clock;
  private final Guard guard;
  private final Processes processes;
  private final LockWords words;

  Locks(Path folder, Rights rights, RunClock clock) {
    this.folder = folder;
    this.rights = rights;
    this.clock = clock;
    this.guard = new Guard(folder.resolve("guard"), rights, clock);
    this.processes = new Processes(clock);
    this.words = new LockWords(clock);
  }

  /** The file of a resource, readable, and no two alike. */
  Path file(String resource) {
    String hash = Entry.hash(resource).substring(0, 8);
    return folder.resolve(RunId.safe(resource) + "-" + hash + ".json");
  }

  Holder self(String run, String person) {
    return processes.self(run, person);
  }

  /**
   * Takes what is free, or held by a process that is gone, or by anybody where that is said.
   *
   * @throws Held where it is not to be had
   */
  Got take(Path file, String resource, Holder who, boolean takeOver) {
    Change change =
        changed(
            file,
            resource,
            before -> {
              if (!takeOver) {
                refuse(before);
              }
              return before.heldBy(who, clock.now());
            });
    return new Got(file, change.after(), change.before(), note(change.before()));
  }

  private void refuse(Lock lock) {
    Lock.Exported exported = lock.exported();
    if (exported != null) {
      throw new Held(words.exported(lock, exported));
    }
    Holder holder = lock.holder();
    if (holder != null && processes.life(holder) != Processes.Life.GONE) {
      throw new Held(words.held(lock, holder, processes.life(holder)));
    }
  }

  /** Fenced off it is already: ending it is for what it has in hand, and for who looks at it. */
  private String note(Lock before) {
    Holder holder = before.holder();
    if (holder == null) {
      return "";
    }
    String fate =
        switch (processes.life(holder)) {
          case GONE -> "that process is gone";
          case UNKNOWN -> "it was taken over, and stops before its next effect";
          case ALIVE ->
              processes.end(holder)
                  ? "it was taken over, and that process was ended"
                  : "it was taken over; that process could not be ended, and stops before its next"
                      + " effect";
        };
    return words.taken(before, holder, fate);
  }

  /**
   * @throws Fenced unless a file still says what was got
   */
  void check(Got got) {
    Lock now;
    // Not by a channel, which an interrupt closes.
    try (FileInputStream in = new FileInputStream(got.file().toFile())) {
      if (Arrays.equals(in.readAllBytes(), got.lock().bytes())) {
        return;
      }
      now = Lock.read(got.file(), got.lock().resource());
    } catch (IOException e) {
      throw new Fenced(
          "Whether this run may go on cannot be seen: "
              + got.file()
              + ": "
              + Words.of(e)
              + ". It stops here, before its next effect.");
    }
    throw new Fenced(
        words.lost(got.lock(), now) + " This process stops here, before its next effect.");
  }

  /** Gives back what is still ours. */
  void release(Got got) {
    changeOurs(got, lock -> lock.released(clock.now()));
  }

  /** Gives it away with a file, unless it is ours no more. */
  void export(Got got, Lock.Exported where) {
    check(got);
    changeOurs(got, lock -> lock.exportedTo(where, clock.now()));
  }

  private void changeOurs(Got got, UnaryOperator<Lock> change) {
    Lock ours = got.lock();
    changed(got.file(), ours.resource(), now -> now.equals(ours) ? change.apply(now) : now);
  }

  /** Takes back what was given away with a file, once its work is done. */
  void bringBack(Path file, String resource, Durable.Work<?> work) throws IOException {
    guard.during(() -> {
      Lock now = Lock.read(file, resource);
      if (now.exported() == null) {
        throw new StateException(
            LockWords.capital(resource) + " is here, and was not exported: nothing was imported.");
      }
      work.now();
      Durable.replace(file, now.released(clock.now()).bytes(), rights);
      return file;
    });
  }

  /** How a run stands, without taking it. */
  KeptRun look(String id, Path lease, Path record) {
    try {
      Lock lock = Lock.read(lease, Lease.resource(id));
      Holder holder = lock.holder();
      boolean held = holder != null && processes.life(holder) != Processes.Life.GONE;
      return KeptRun.read(id, record, lock, words, held);
    } catch (IOException e) {
      throw new StateException("The lease " + lease + " cannot be read: " + Words.of(e) + ".", e);
    }
  }

  private Change changed(Path file, String resource, UnaryOperator<Lock> change) {
    try {
      return guard.during(() -> {
        Lock before = Lock.read(file, resource);
        Lock after = change.apply(before);
        if (!after.equals(before)) {
          Durable.replace(file, after.bytes(), rights);
        }
        return new Change(before, after);
      });
    } catch (IOException e) {
      throw new StateException("The lock " + file + " cannot be used: " + Words.of(e) + ".", e);
    }
  }
}
