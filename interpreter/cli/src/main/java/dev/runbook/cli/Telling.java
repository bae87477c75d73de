package dev.runbook.cli;

import dev.runbook.console.JsonLog;
import dev.runbook.console.LineStream;
import dev.runbook.console.Picture;
import dev.runbook.console.RunTree;
import dev.runbook.console.Signs;
import dev.runbook.console.Usual;
import dev.runbook.journal.Event;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a run is told while it goes on: on a terminal as a picture below its lines, elsewhere as
 * lines, or as JSON for another program.
 *
 * @param console for what is told beside its events
 * @param asking where questions stand
 * @param events where events go as JSON; the same as the console's where they are lines
 * @param screen what draws; null where nothing is drawn
 */
record Telling(
    Console console,
    Console asking,
    PrintStream events,
    boolean json,
    @Nullable Screen screen,
    Signs signs)
    implements AutoCloseable {

  static Telling of(Form form, Console console) {
    return switch (form.log()) {
      case "view" -> {
        Screen screen =
            console.terminals().isThere()
                ? Screen.open(console.terminals(), form.colours(), console.err())
                : null;
        yield screen == null ? lines(console) : drawn(screen, form, console);
      }
      case "lines" -> lines(console);
      case "json" -> {
        Console messages = console.writing(console.out(), JsonLog.messages(console.err()));
        // A question is for a person: it stands where what is typed does.
        Console asking = console.writing(console.out(), console.out());
        yield new Telling(messages, asking, console.err(), true, null, Signs.UNICODE);
      }
      default ->
          throw new UsageException(
              "There is no log `"
                  + form.log()
                  + "`: there is view, lines and json. Nothing was begun.");
    };
  }

  /**
   * @param log view, lines or json
   * @param ascii whether signs are letters of every terminal
   */
  record Form(String log, boolean ascii) {
    /** Whether somebody sees what is asked: beside events as JSON it stands among the results. */
    boolean isSeenAt(Terminals terminals) {
      return log.equals("json") ? terminals.showsResults() : terminals.isThere();
    }

    /** By the convention of no-color.org. */
    boolean colours() {
      String no = System.getenv("NO_COLOR");
      return no == null || no.isEmpty();
    }
  }

  private static Telling lines(Console console) {
    return new Telling(console, console, console.err(), false, null, Signs.UNICODE);
  }

  private static Telling drawn(Screen screen, Form form, Console console) {
    Console lines = console.writing(console.out(), LineStream.to(screen::print), screen::width);
    return new Telling(
        lines, lines, console.err(), false, screen, form.ascii() ? Signs.ASCII : Signs.UNICODE);
  }

  /** Who types the answers. */
  Keyboard keyboard() {
    return screen == null ? new PlainKeyboard(console.terminals()) : screen;
  }

  /**
   * Who sees the events, beside the log that sums them up.
   *
   * @param past what earlier processes told
   * @param habits how long its steps took in earlier runs
   */
  Event.Sink watcher(Shown run, List<? extends Event> past, Supplier<Map<String, Usual>> habits) {
    if (json) {
      run.log().silence();
      return new JsonLog(events, run.log());
    }
    if (screen == null) {
      return run.log();
    }
    RunTree tree = new RunTree(run.steps());
    past.forEach(tree::accept);
    Thread _ = Thread.ofVirtual().start(() -> tree.usual(habits.get()));
    return drawn(screen, tree, run);
  }

  private Event.Sink drawn(Screen drawing, RunTree tree, Shown run) {
    Picture picture = new Picture(tree, run.mark(), run.real(), run.zone(), signs);
    drawing.show((width, height) -> picture.lines(run.clock().now(), width, height));
    LineLog log = run.log();
    Set<String> looked = new HashSet<>();
    return event -> {
      tree.accept(event);
      // What a wait sees now stands in the picture; that it waits is worth a line that stays.
      boolean again = event instanceof Event.Seen seen && !looked.add(seen.path());
      if (event instanceof Event.Waited waited) {
        looked.remove(waited.path());
      }
      if (!again) {
        log.accept(event);
      }
    };
  }

  @Override
  public void close() {
    if (screen != null) {
      screen.close();
    }
  }
}
