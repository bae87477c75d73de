package dev.runbook.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp;
import org.jline.utils.OSUtils;

/** The terminal at which somebody sits: opened once, and given back as it was. */
final class Seat implements AutoCloseable {

  /** What is done at a signal of the terminal. */
  private static final class Hooks {
    private volatile Runnable interrupt = () -> {};
    private volatile Runnable resize = () -> {};

    void raised(Signal signal) {
      switch (signal) {
        case INT -> interrupt.run();
        case WINCH, CONT -> resize.run();
        default -> {
          // Nobody sent it to the run.
        }
      }
    }
  }

  /** Held, or its level would be forgotten. */
  private static final Logger LIBRARY = Logger.getLogger("org.jline");

  private static final Once<Boolean> READY = new Once<>(Seat::readied);

  private static final Size USUAL = Size.of(80, 24);

  /** How long nothing comes where nothing is left, in milliseconds. */
  static final long QUIET = 10;

  private final Terminal terminal;
  private final Hooks hooks;
  private final Bell bell = Bell.own();

  private Seat(Terminal terminal, Hooks hooks) {
    this.terminal = terminal;
    this.hooks = hooks;
  }

  /** Reads what terminals of this kind can do; for another thread, while this one reads a file. */
  static void prepare() {
    READY.get();
  }

  @SuppressWarnings("SystemConsoleNull")
  private static boolean readied() {
    // Of a terminal type that nobody knows it would print where in its code that was noticed.
    LIBRARY.setLevel(Level.OFF);
    String type = System.getenv("TERM");
    String described = type == null ? null : InfoCmp.getDefaultInfoCmp(type);
    if (described != null) {
      // Of the usual types it has a description of its own, and would still ask a program.
      InfoCmp.setLoadedInfoCmp(type, described);
      InfoCmp.parseInfoCmp(described, new HashSet<>(), new HashMap<>(), new HashMap<>());
    }
    try {
      TerminalProvider.load("jni").name();
    } catch (IOException | LinkageError e) {
      // Not for this machine: when a terminal is opened, another way is found, or told that there
      // is none.
      return false;
    }
    return System.console() != null;
  }

  /**
   * @param output where is drawn
   * @throws UsageException where it cannot be opened
   */
  static Seat open(Terminals terminals, SystemOutput output) {
    Hooks hooks = new Hooks();
    prepare();
    try {
      Terminal terminal =
          terminals
              .opening(output)
              .nativeSignals(true)
              // They would start processes to look at the terminal, and wait for it to say what it
              // can.
              .exec(false)
              .graphemeCluster(false)
              // The library's own handler would end the process at a Ctrl-C behind a prompt.
              .signalHandler(hooks::raised)
              .dumb(true)
              .encoding(StandardCharsets.UTF_8)
              .build();
      if (terminal.getColumns() <= 0 || terminal.getRows() <= 0) {
        // A serial line, or a container whose window is not known yet: nothing would be drawn.
        terminal.setSize(USUAL);
      }
      terminal.handle(Signal.TSTP, Terminal.SignalHandler.SIG_DFL);
      withoutQuit(terminal);
      return new Seat(terminal, hooks);
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

  /** A question waits from here on: what was typed before is no answer to it. */
  void asks(Consumer<String> told) {
    try {
      while (terminal.reader().peek(QUIET) >= 0) {
        terminal.reader().read(QUIET);
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

  /** What Ctrl-C does where nothing is asked. */
  void onInterrupt(Runnable work) {
    hooks.interrupt = work;
  }

  /** What is done when the window has another size, or is shown again. */
  void onResize(Runnable work) {
    hooks.resize = work;
  }

  boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      // It is gone already: nobody sits there any more.
    }
  }
}
