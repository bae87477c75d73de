package dev.runbook.state;

import dev.runbook.spi.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The processes that hold runs. */
final class Processes {

  enum Life {
    ALIVE,
    GONE,
    /** It is, or was, where we cannot see. */
    UNKNOWN
  }

  private static final Duration STEP = Duration.ofMillis(50);
  private static final int STEPS = 100;

  private static final String NONE = "";

  /** Of what stands behind a process's name in its line of statistics. */
  private static final int STATE = 0;

  private static final int START = 19;

  private final Machine here = Machine.here();
  private final RunClock clock;

  Processes(RunClock clock) {
    this.clock = clock;
  }

  /** This process, as the holder of a run. */
  Holder self(String run, String person) {
    long pid = ProcessHandle.current().pid();
    return new Holder(run, person, here, pid, started(pid));
  }

  Life life(Holder holder) {
    if (here.sees(holder.machine())) {
      return started(holder.pid()).equals(holder.started()) ? Life.ALIVE : Life.GONE;
    }
    return here.isLaterThan(holder.machine()) ? Life.GONE : Life.UNKNOWN;
  }

  /**
   * When a process was started, and nothing where there is none. Linux is asked itself: what it
   * says in ticks stays as it is when the clock is put right, and a time of day does not.
   */
  private static String started(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
      // A zombie has ended, and waits for somebody to ask how.
      return "ZX".contains(fields.get(STATE)) ? NONE : fields.get(START);
    } catch (IOException e) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(process -> process.info().startInstant())
          .map(Object::toString)
          .orElse(NONE);
    }
  }

  /** Ends one that is alive: asks it to, and makes it if it does not. False where neither helps. */
  boolean end(Holder holder) {
    if (holder.pid() == ProcessHandle.current().pid()) {
      return false;
    }
    return ended(holder, false) || ended(holder, true);
  }

  private boolean ended(Holder holder, boolean force) {
    if (life(holder) != Life.ALIVE) {
      return true;
    }
    ProcessHandle.of(holder.pid())
        .ifPresent(process -> {
          if (force) {
            process.destroyForcibly();
          } else {
            process.destroy();
          }
        });
    for (int step = 0; step < STEPS && life(holder) == Life.ALIVE; step++) {
      try {
        clock.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return life(holder) != Life.ALIVE;
  }
}
