package dev.runbook.cli;

import dev.runbook.door.RealTimeline;
import dev.runbook.evaluate.Pacer.Stop;
import dev.runbook.evaluate.Pacer.Told;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that are looked at while somebody thinks: what they come to is told whenever it is
 * something else.
 */
final class Lookout {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  private final Console console;
  private final String mark;
  private final Map<String, String> seen = new LinkedHashMap<>();
  private @Nullable Stop at;
  private @Nullable Thread looking;

  Lookout(Console console, String mark) {
    this.console = console;
    this.mark = mark;
  }

  synchronized void add(String expression, Stop stop) {
    Told told = stop.evaluate(expression);
    if (!told.fine() || told.changes()) {
      console.tell("  " + (told.changes() ? "Only what reads can be watched." : told.words()));
      return;
    }
    at = stop;
    seen.put(expression, told.words());
    tell(expression, told.words());
    if (looking == null) {
      looking = Thread.ofVirtual().start(this::run);
    }
  }

  /** Looks once, from where the run stands now. */
  synchronized void look(Stop stop) {
    at = stop;
    seen.replaceAll((expression, before) -> {
      Told told = stop.evaluate(expression);
      if (!told.words().equals(before)) {
        tell(expression, told.words());
      }
      return told.words();
    });
  }

  private void tell(String expression, String words) {
    console.tell(Layout.wrapped(mark + "watch: ", "    ", expression + " is " + words));
  }

  private void run() {
    RealTimeline time = new RealTimeline();
    try {
      while (true) {
        time.sleep(BETWEEN_LOOKS);
        synchronized (this) {
          Stop here = at;
          if (here != null) {
            look(here);
          }
        }
      }
    } catch (InterruptedException end) {
      // Nobody wants to know any more.
    }
  }

  synchronized void clear() {
    seen.clear();
    Thread thread = looking;
    if (thread != null) {
      thread.interrupt();
      looking = null;
    }
  }
}
