package dev.runbook.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What the process does at signals of the system while it is open. (The terminal's library would
 * reach them by reflection, for which a JVM makes a dozen classes at each start.)
 */
final class Signals implements AutoCloseable {

  private static final String INTERRUPT = "INT";

  /**
   * @param seated whether it is for whoever sits at a terminal: their interrupts stay with what is
   *     asked there
   */
  private record Work(Runnable work, boolean seated) implements SignalHandler {
    @Override
    public void handle(Signal signal) {
      work.run();
    }
  }

  private record Taken(Signal signal, SignalHandler before) {}

  private final List<Taken> taken = new ArrayList<>();

  private Signals() {}

  /**
   * What would end the process interrupts the run, which then ends in order: with its ensures, its
   * summary and its exit code. Another one interrupts it again.
   *
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
    signals.take(INTERRUPT, new Work(run::interrupt, false));
    signals.take("TERM", new Work(leave, false));
    signals.take("HUP", new Work(leave, false));
    return signals;
  }

  /** Those that come from the keys and the window of a terminal are raised there. */
  static Signals of(Terminal terminal) {
    Signals signals = new Signals();
    signals.take(INTERRUPT, new Work(() -> terminal.raise(Terminal.Signal.INT), true));
    signals.take("WINCH", new Work(() -> terminal.raise(Terminal.Signal.WINCH), true));
    signals.take("CONT", new Work(() -> terminal.raise(Terminal.Signal.CONT), true));
    return signals;
  }

  /** This process stands still until it is told to go on. (A JVM raises only what it handles.) */
  @SuppressWarnings("restricted")
  static void suspend() {
    Linker system = Linker.nativeLinker();
    MethodHandle raise =
        system.downcallHandle(
            system.defaultLookup().findOrThrow("raise"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      int _ = (int) raise.invokeExact(new Signal("TSTP").getNumber());
    } catch (Throwable e) {
      throw new IllegalStateException("Ctrl-Z", e);
    }
  }

  private void take(String name, Work work) {
    try {
      Signal signal = new Signal(name);
      SignalHandler before = Signal.handle(signal, work);
      if (before instanceof Work earlier && earlier.seated()) {
        Signal.handle(signal, before);
      } else {
        taken.add(new Taken(signal, before));
      }
    } catch (IllegalArgumentException e) {
      // This system has no such signal, or keeps it for itself.
    }
  }

  @Override
  public void close() {
    for (Taken signal : taken) {
      Signal.handle(signal.signal(), signal.before());
    }
  }
}
