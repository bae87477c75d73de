package dev.runbook.cli;

import dev.runbook.console.Line;
import dev.runbook.diagnostic.Printable;
import dev.runbook.door.RealTimeline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * The one place that draws: lines that stay, which scroll away as on any terminal, and below them a
 * picture that changes, with the question that is asked under it. Lines that come fast are drawn
 * together, and of the picture only what has changed.
 */
final class Screen implements Keyboard {

  /** What is drawn at the bottom. */
  interface Drawn {
    List<Line> lines(int width, int height);
  }

  private static final Duration TICK = Duration.ofMillis(80);

  private static final Duration STOOD = TICK.multipliedBy(4);

  private static final AttributedString LINE_END = new AttributedString("\n");

  private static final int MOST = 14;
  private static final int WHILE_ASKED = 4;

  private final Seat seat;
  private final Terminal terminal;
  private final Painter painter;
  private final Reader reader;
  private final Bottom display;
  private final PrintStream after;
  private final Thread ticking;
  private final List<String> waiting = new ArrayList<>();
  private final Attributes before;
  private List<AttributedString> shown = List.of();
  private Drawn drawn = (width, height) -> List.of();
  private Size size;
  private boolean disturbed;
  private boolean asking;
  private volatile boolean closed;

  private Screen(Seat seat, Painter painter, PrintStream after) throws IOException {
    this.seat = seat;
    this.terminal = seat.terminal();
    this.painter = painter;
    this.after = after;
    this.reader = new Reader(terminal);
    this.display = new Bottom(terminal);
    this.before = terminal.getAttributes();
    this.size = Size.of(terminal.getSize());
    raw();
    // The first look takes longer than it is to wait, and would find nothing.
    terminal.reader().peek(Seat.QUIET);
    display.restart();
    seat.onResize(this::disturbed);
    this.ticking = Thread.ofPlatform().daemon().name("screen").start(this::tick);
  }

  /**
   * @param after where lines go once it is closed
   * @return null where the terminal cannot draw
   */
  static @Nullable Screen open(Terminals terminals, boolean colours, PrintStream after) {
    Seat seat = Seat.open(terminals, SystemOutput.SysErrOrSysOut);
    if (seat.isDumb() || seat.terminal().getStringCapability(Capability.cursor_up) == null) {
      seat.close();
      return null;
    }
    try {
      return new Screen(seat, new Painter(colours), after);
    } catch (IOException e) {
      seat.close();
      return null;
    }
  }

  /** Keys come one by one and unseen, but Ctrl-C and Ctrl-Z stay what they are. */
  private void raw() {
    terminal.enterRawMode();
    Attributes now = terminal.getAttributes();
    now.setLocalFlag(Attributes.LocalFlag.ISIG, true);
    terminal.setAttributes(now);
  }

  synchronized void show(Drawn picture) {
    drawn = picture;
  }

  /** How wide a line that stays may be: longer ones are hard to read in any window. */
  synchronized int width() {
    int columns = closed ? size.getColumns() : terminal.getColumns();
    return columns <= 0 ? Layout.WIDTH : Math.min(columns, Layout.WIDTH);
  }

  /** A line that stays. */
  synchronized void print(String line) {
    if (closed) {
      after.println(line);
    } else {
      waiting.add(line);
    }
  }

  private void tick() {
    RealTimeline time = new RealTimeline();
    try {
      Instant last = time.now();
      while (true) {
        time.sleep(TICK);
        Instant now = time.now();
        // It may have been stopped, and whose lines stand there now is known by the signal to go
        // on.
        boolean stood = now.isAfter(last.plus(STOOD));
        last = now;
        synchronized (this) {
          if (closed) {
            return;
          }
          if (!stood && (asking || isSettled())) {
            draw();
          }
        }
      }
    } catch (InterruptedException end) {
      // It is closed.
    }
  }

  private void draw() {
    if (terminal.getColumns() <= 0) {
      return;
    }
    List<AttributedString> next = picture();
    if (asking) {
      if (!waiting.isEmpty()) {
        reader.printAbove(taken());
      }
      if (!next.equals(shown)) {
        reader.lead(next);
      }
    } else if (!waiting.isEmpty()) {
      display.update(List.of(), 0, false);
      terminal.writer().print(taken());
      update(next);
    } else if (!next.equals(shown)) {
      update(next);
    }
    shown = next;
  }

  private void update(List<AttributedString> lines) {
    int end = lines.isEmpty() ? 0 : cursor(lines);
    display.update(ended(lines), end, true);
  }

  /** Without an end of its own, a line would be one with the next where a window grows. */
  private static List<AttributedString> ended(List<AttributedString> lines) {
    List<AttributedString> ended = new ArrayList<>(lines);
    for (int at = 0; at < lines.size() - 1; at++) {
      ended.set(at, AttributedString.join(AttributedString.EMPTY, lines.get(at), LINE_END));
    }
    return ended;
  }

  /** Behind the last line, as the display counts places. */
  private int cursor(List<AttributedString> lines) {
    int last = lines.size() - 1;
    return last * (terminal.getColumns() + 1) + lines.get(last).columnLength();
  }

  private List<AttributedString> picture() {
    int columns = terminal.getColumns();
    int rows = terminal.getRows();
    int height = Math.min(asking ? WHILE_ASKED : MOST, Math.max(1, rows / 2 - 1));
    return drawn.lines(columns, height).stream()
        .limit(height)
        .map(line -> painter.paint(line, columns))
        .toList();
  }

  private String taken() {
    StringBuilder lines = new StringBuilder();
    waiting.forEach(line -> lines.append(Painter.linked(line)).append('\n'));
    waiting.clear();
    return lines.toString();
  }

  /** It was resized, or stopped and shown again: what it shows is not what was drawn. */
  private synchronized void disturbed() {
    disturbed = true;
  }

  /**
   * Whether the window has kept its size since the last look. While somebody drags its edge,
   * nothing is known of the rows that the picture takes, and lines above it would be wiped out.
   */
  private boolean isSettled() {
    Size now = Size.of(terminal.getSize());
    boolean same = now.equals(size);
    size = now;
    if (same && disturbed) {
      wipe();
    }
    disturbed |= !same;
    return !disturbed;
  }

  /** A terminal breaks lines that do not fit any more, so the old picture takes other rows. */
  private void wipe() {
    disturbed = false;
    int columns = Math.max(1, terminal.getColumns());
    int rows = 0;
    for (AttributedString line : shown) {
      rows += Math.max(1, (line.columnLength() + columns - 1) / columns);
    }
    terminal.writer().print("\r");
    for (int row = 1; row < rows; row++) {
      terminal.puts(Capability.cursor_up);
    }
    terminal.puts(Capability.clr_eos);
    display.restart();
    shown = List.of();
  }

  @Override
  public String read(String question) {
    reader.aid(null);
    return line(question, Seat.QUIET);
  }

  @Override
  public String read(String question, Aids aids) {
    reader.aid(aids);
    // A command is no answer that the rest of a paste could give by mistake.
    return line(question, Seat.NOW);
  }

  private String line(String question, long look) {
    String asked;
    synchronized (this) {
      if (!isSettled()) {
        wipe();
      }
      asked = Layout.wrapped(width(), "", "  ", Printable.line(question)) + " ";
      draw();
      display.update(List.of(), 0, true);
      asking = true;
      shown = picture();
      reader.lead(shown);
      reader.ask(asked);
      seat.asks(look, this::print);
    }
    String line = "";
    try {
      line = reader.readLine("");
      return line;
    } finally {
      seat.answered();
      synchronized (this) {
        asking = false;
        raw();
        waiting.add(asked + Printable.lines(line));
        display.restart();
        shown = List.of();
        draw();
      }
    }
  }

  @Override
  public Runnable onInterrupt(Runnable work) {
    return seat.onInterrupt(work);
  }

  /** The picture goes, what stays is there, and the terminal is as it was. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      display.update(List.of(), 0, false);
      terminal.writer().print(taken());
      terminal.flush();
      terminal.setAttributes(before);
      closed = true;
    }
    ticking.interrupt();
    seat.close();
  }

  /** The lines of the window that are drawn on. */
  private static final class Bottom extends Display {
    Bottom(Terminal terminal) {
      super(terminal, false);
    }

    /** From the cursor on, whatever was there. */
    void restart() {
      reset();
      resize(terminal);
      cursorPos = 0;
    }
  }

  /** Asks under a picture, which changes meanwhile; both are gone when there is an answer. */
  private static final class Reader extends CleanReader {
    private boolean remembers;
    private AttributedString lead = AttributedString.EMPTY;
    private static final Parser PLAIN = new DefaultParser();
    private static final Highlighter PLAINLY = (reader, line) -> new AttributedString(line);

    private AttributedString question = AttributedString.EMPTY;

    Reader(Terminal terminal) throws IOException {
      super(terminal);
      setOpt(LineReader.Option.ERASE_LINE_ON_FINISH);
      setOpt(LineReader.Option.BRACKETED_PASTE);
      // What is near is a guess, and would replace what was typed.
      unsetOpt(LineReader.Option.COMPLETE_MATCHER_TYPO);
    }

    /** Nothing that is typed as an answer is kept, or completed. */
    void aid(@Nullable Aids aids) {
      setCompleter(aids);
      setParser(aids == null ? PLAIN : aids);
      setHighlighter(aids == null ? PLAINLY : aids);
      setVariable(LineReader.DISABLE_HISTORY, aids == null);
      Path file = aids == null ? null : aids.history();
      if (file != null && !remembers) {
        remembers = true;
        Remembered.by(this, file, this::setHistory);
      }
    }

    void ask(String asked) {
      question = new AttributedString(asked);
    }

    void lead(List<AttributedString> lines) {
      AttributedStringBuilder all = new AttributedStringBuilder();
      lines.forEach(line -> all.append(line).append('\n'));
      lock.lock();
      try {
        lead = all.toAttributedString();
        setPrompt("");
        if (reading) {
          redisplay(false);
        }
      } finally {
        lock.unlock();
      }
    }

    /** Whatever it is set to: it stands as it is, and no sign of it means anything. */
    @Override
    public void setPrompt(String ignored) {
      prompt = AttributedString.join(AttributedString.EMPTY, lead, question);
    }
  }
}
