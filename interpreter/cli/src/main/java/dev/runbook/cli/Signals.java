package dev.runbook.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * While it is open, what would end the process interrupts the run, which then ends in order: with
 * its ensures, its summary and its exit code. Another one interrupts it again.
 */
final class Signals implements AutoCloseable {

  private record Taken(String name, @Nullable Object before) {}

  private final List<Taken> taken = new ArrayList<>();

  private Signals() {}

  /**
   * @param run the thread that runs the runbook
   */
  static Signals interrupting(Thread run) {
    return interrupting(run, run::interrupt);
  }

  /**
   * Of a run that can be resumed.
   *
   * @param leave what is done where nobody is there any more: the terminal is gone, or the machine
   *     goes down
   */
  static Signals interrupting(Thread run, Runnable leave) {
    Signals signals = new Signals();
    signals.take("INT", run::interrupt);
    signals.take("TERM", leave);
    signals.take("HUP", leave);
    return signals;
  }

  private void take(String name, Runnable work) {
    taken.add(new Taken(name, org.jline.utils.Signals.register(name, work)));
  }

  @Override
  public void close() {
    for (Taken signal : taken) {
      if (signal.before() == null) {
        org.jline.utils.Signals.registerDefault(signal.name());
      } else {
        org.jline.utils.Signals.unregister(signal.name(), signal.before());
      }
    }
  }
}
