package dev.runbook.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.InfoCmp;
import org.jline.utils.OSUtils;
import org.jspecify.annotations.Nullable;

/** The terminal at which somebody sits: opened once, and given back as it was. */
final class Seat implements AutoCloseable {

  /** Held, or its level would be forgotten. */
  private static final Logger LIBRARY = Logger.getLogger("org.jline");

  /** The terminal of this process, until somebody sits down at it. */
  private static final AtomicReference<@Nullable Once<Terminal>> OWN = new AtomicReference<>();

  private static final Size USUAL = Size.of(80, 24);

  /** How long nothing comes where nothing is left, in milliseconds. */
  static final long QUIET = 10;

  /** What has come already is seen at once. */
  static final long NOW = 1;

  private final Terminal terminal;
  private final Attributes before;
  private final Signals signals;
  private final Bell bell = Bell.own();

  private @Nullable Runnable interrupt;
  private boolean interrupted;
  private volatile Runnable resize = () -> {};

  private Seat(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.getAttributes();
    withoutQuit(terminal);
    terminal.handle(Signal.TSTP, signal -> suspend());
    terminal.handle(Signal.INT, signal -> interrupt());
    terminal.handle(Signal.WINCH, signal -> resize.run());
    terminal.handle(Signal.CONT, signal -> resize.run());
    this.signals = Signals.of(terminal);
  }

  /** Begins to open the terminal on which is drawn, beside the reading of a file. */
  static void prepare() {
    Once<Terminal> own = new Once<>(() -> opened(Terminals.OWN, SystemOutput.SysErrOrSysOut));
    OWN.set(own);
    Once.beside(
        "terminal",
        () -> {
          if (Terminals.OWN.isThere()) {
            own.get();
          }
        });
  }

  /**
   * @param output where is drawn
   * @throws UsageException where it cannot be opened
   */
  static Seat open(Terminals terminals, SystemOutput output) {
    boolean own = terminals.equals(Terminals.OWN) && output == SystemOutput.SysErrOrSysOut;
    Once<Terminal> prepared = own ? OWN.getAndSet(null) : null;
    Terminal terminal = prepared == null ? opened(terminals, output) : prepared.get();
    if (terminal.getColumns() <= 0 || terminal.getRows() <= 0) {
      // A serial line, or a container whose window is not known yet: nothing would be drawn.
      terminal.setSize(USUAL);
    }
    return new Seat(terminal);
  }

  private static Terminal opened(Terminals terminals, SystemOutput output) {
    // Of a terminal type that nobody knows it would print where in its code that was noticed.
    LIBRARY.setLevel(Level.OFF);
    String type = System.getenv("TERM");
    String described = type == null ? null : InfoCmp.getDefaultInfoCmp(type);
    if (described != null) {
      // Of the usual types it has a description of its own, and would still ask a program.
      InfoCmp.setLoadedInfoCmp(type, described);
    }
    try {
      return terminals
          .opening(output)
          // They are taken when somebody sits down.
          .nativeSignals(false)
          // They would start processes to look at the terminal, and wait for it to say what it can.
          .exec(false)
          .graphemeCluster(false)
          .dumb(true)
          .encoding(StandardCharsets.UTF_8)
          .build();
    } catch (IOException e) {
      throw new UsageException(
          "The terminal cannot be opened: " + e.getMessage() + ". Use --yes in the sandbox.");
    }
  }

  /**
   * At a Ctrl-\ a JVM prints all of its threads, over whatever stands there. (What the terminal was
   * before comes back when it is closed.)
   */
  private static void withoutQuit(Terminal terminal) {
    Attributes attributes = terminal.getAttributes();
    attributes.setControlChar(Attributes.ControlChar.VQUIT, OSUtils.IS_OSX ? 0xff : 0);
    terminal.setAttributes(attributes);
  }

  Terminal terminal() {
    return terminal;
  }

  /**
   * A question waits from here on: what was typed before is no answer to it.
   *
   * @param look how long is waited for the first of it, in milliseconds
   */
  void asks(long look, Consumer<String> told) {
    try {
      long left = look;
      while (terminal.reader().peek(left) >= 0) {
        terminal.reader().read(QUIET);
        left = QUIET;
      }
    } catch (InterruptedIOException e) {
      // It was meant for whoever waits for the answer.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Then the question meets it too.
    }
    bell.ring(terminal, told);
  }

  void answered() {
    bell.typed();
  }

  /** What Ctrl-C does where nothing is asked; at once, where it was pressed before. */
  synchronized Runnable onInterrupt(Runnable work) {
    Runnable before = interrupt == null ? () -> {} : interrupt;
    interrupt = work;
    if (interrupted) {
      interrupted = false;
      work.run();
    }
    return before;
  }

  private synchronized void interrupt() {
    if (interrupt == null) {
      interrupted = true;
    } else {
      interrupt.run();
    }
  }

  /** What is done when the window has another size, or is shown again. */
  void onResize(Runnable work) {
    resize = work;
  }

  /**
   * Ctrl-Z at a question, where it is a key that the terminal's library reads: whoever has the
   * terminal meanwhile finds it as it was.
   */
  private void suspend() {
    Attributes now = terminal.getAttributes();
    terminal.setAttributes(before);
    Signals.suspend();
    terminal.setAttributes(now);
  }

  boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  @Override
  public void close() {
    signals.close();
    try {
      terminal.close();
    } catch (IOException e) {
      // It is gone already: nobody sits there any more.
    }
  }
}
