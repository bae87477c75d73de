package dev.runbook.state;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a process holds for one run: the run itself, and the resources that it wants alone. */
public final class Lease implements AutoCloseable {

  private final Locks locks;
  private final Holder self;
  private final Locks.Got run;
  private final Map<String, Locks.Got> held = new LinkedHashMap<>();

  private Lease(Locks locks, Holder self, Locks.Got run) {
    this.locks = locks;
    this.self = self;
    this.run = run;
    held.put(run.lock().resource(), run);
  }

  /**
   * @throws Held where another process has the run
   */
  static Lease of(Locks locks, Path file, String run, String person, boolean takeOver) {
    Holder self = locks.self(run, person);
    return new Lease(locks, self, locks.take(file, resource(run), self, takeOver));
  }

  static String resource(String run) {
    return "run " + run;
  }

  /** Whether somebody had the run who did not give it back, and may come to life again. */
  boolean isInherited() {
    return run.before().holder() != null;
  }

  /**
   * Holds something else until the end, such as {@code environment production}.
   *
   * @param takeOver to take it from whoever has it, whose process is ended
   * @throws Held where another run has it
   */
  public synchronized void hold(String resource, boolean takeOver) {
    if (!held.containsKey(resource)) {
      held.put(resource, locks.take(locks.file(resource), resource, self, takeOver));
    }
  }

  /**
   * Returns if all of it is held still. To be asked before each effect: a process can have been
   * frozen for as long as it takes to be given up.
   *
   * @throws Fenced where it is not
   */
  public synchronized void check() {
    held.values().forEach(locks::check);
  }

  /** From whom something was taken, a sentence each. */
  public synchronized List<String> notes() {
    return held.values().stream().map(Locks.Got::note).filter(note -> !note.isEmpty()).toList();
  }

  /** Gives the run away with a file. */
  void export(Lock.Exported where) {
    locks.export(run, where);
  }

  /** Gives back what is still held. */
  @Override
  public synchronized void close() {
    held.values().forEach(locks::release);
    held.clear();
  }
}
