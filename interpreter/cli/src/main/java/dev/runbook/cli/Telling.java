package dev.runbook.cli;

import dev.runbook.check.Symbol;
import dev.runbook.console.JsonLog;
import dev.runbook.console.LineStream;
import dev.runbook.console.Picture;
import dev.runbook.console.RunTree;
import dev.runbook.console.Signs;
import dev.runbook.console.Usual;
import dev.runbook.journal.Event;
import dev.runbook.syntax.Statement;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
            RunCommand.isOnTerminal() ? Screen.open(form.colours(), console.err()) : null;
        yield screen == null ? lines(console) : drawn(screen, form, console);
      }
      case "lines" -> lines(console);
      case "json" -> {
        Console messages = new Console(console.out(), JsonLog.messages(console.err()));
        // A question is for a person: it stands where what is typed does.
        Console asking = new Console(console.out(), console.out());
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
    Console lines = new Console(console.out(), LineStream.to(screen::print));
    return new Telling(
        lines, lines, console.err(), false, screen, form.ascii() ? Signs.ASCII : Signs.UNICODE);
  }

  /** Who types the answers. */
  Keyboard keyboard() {
    return screen == null ? new PlainKeyboard() : screen;
  }

  /**
   * Who sees the events, beside the log that sums them up.
   *
   * @param runbook whose steps are to come
   * @param past what earlier processes told
   * @param habits how long its steps took in earlier runs
   */
  Event.Sink watcher(
      Surroundings around,
      Symbol.Runbook runbook,
      List<Event.Durable> past,
      Supplier<Map<String, Usual>> habits) {
    LineLog log = around.log();
    if (json) {
      log.silence();
      return new JsonLog(events, log);
    }
    if (screen == null) {
      return log;
    }
    RunTree tree = new RunTree(steps(runbook));
    past.forEach(tree::accept);
    Thread _ = Thread.ofVirtual().start(() -> tree.usual(habits.get()));
    return drawn(screen, tree, around, runbook);
  }

  private Event.Sink drawn(
      Screen drawing, RunTree tree, Surroundings around, Symbol.Runbook runbook) {
    Picture picture = new Picture(tree, around.mark(), around.isReal(), Zones.of(runbook), signs);
    drawing.show((width, height) -> picture.lines(around.clock().now(), width, height));
    LineLog log = around.log();
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

  private static Map<String, String> steps(Symbol.Runbook runbook) {
    Map<String, String> steps = new LinkedHashMap<>();
    for (Statement statement : runbook.syntax().body().statements()) {
      if (statement instanceof Statement.Step step) {
        String name = step.name().text();
        steps.put(name, step.title() == null ? name : step.title().plain());
      }
    }
    return steps;
  }

  @Override
  public void close() {
    if (screen != null) {
      screen.close();
    }
  }
}
