package dev.runbook.cli;

import dev.runbook.diagnostic.Printable;
import java.io.IOException;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * Reads lines in which there is no control character: what is pasted would else be drawn as it is,
 * and be an order to the terminal.
 */
class CleanReader extends LineReaderImpl {

  /** Bound to what the library does not have. */
  private static final List<String> ABSENT =
      List.of(KeyMap.ctrl(']'), KeyMap.alt(KeyMap.ctrl(']')));

  CleanReader(Terminal terminal) throws IOException {
    super(terminal, "runbook");
    setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    getKeyMaps().values().forEach(keys -> ABSENT.forEach(keys::unbind));
  }

  /** After a Ctrl-Z, what others have written meanwhile stays above what is asked. */
  @Override
  protected synchronized void handleSignal(Terminal.Signal signal) {
    if (signal == Terminal.Signal.CONT) {
      lock.lock();
      try {
        terminal.puts(Capability.carriage_return);
        terminal.puts(Capability.clr_eos);
        display = new Display(terminal, false);
      } finally {
        lock.unlock();
      }
    }
    super.handleSignal(signal);
  }

  /** Nothing is drawn, and no line ends, without this. */
  @Override
  protected void redisplay(boolean flush) {
    String typed = buf.toString();
    String clean = Printable.lines(typed);
    if (!clean.equals(typed)) {
      // A sign for each: the cursor stays where it is.
      int cursor = buf.cursor();
      buf.clear();
      buf.write(clean);
      buf.cursor(cursor);
    }
    super.redisplay(flush);
  }
}
