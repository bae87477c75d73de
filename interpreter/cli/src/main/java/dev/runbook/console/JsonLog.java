package dev.runbook.console;

import dev.runbook.journal.Event;
import dev.runbook.journal.WireForm;
import java.io.PrintStream;

/** A run for another program: one JSON object a line, for what happens and for what is told. */
public final class JsonLog implements Event.Sink {

  private final PrintStream out;
  private final Event.Sink watcher;

  /**
   * @param watcher who wants to know it too
   */
  public JsonLog(PrintStream out, Event.Sink watcher) {
    this.out = out;
    this.watcher = watcher;
  }

  @Override
  public void accept(Event event) {
    String line = WireForm.show(event);
    if (!line.isEmpty()) {
      out.println(line);
    }
    watcher.accept(event);
  }

  /** Lines for people, each as an object. */
  public static PrintStream messages(PrintStream out) {
    return LineStream.to(line -> {
      String text = line.strip();
      if (!text.isEmpty()) {
        out.println(WireForm.message(text));
      }
    });
  }
}
