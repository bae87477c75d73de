package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.RealTimeline;
import dev.runbook.journal.Event;
import dev.runbook.journal.Types;
import dev.runbook.spi.RunClock;
import dev.runbook.state.KeptRun;
import dev.runbook.state.RecordFile;
import dev.runbook.state.StateFolder;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code runbook attach}: looks at a run of another process as it goes on, and touches nothing. */
final class AttachCommand {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  private final Workspace workspace;
  private final StateFolder state;
  private final Console console;

  AttachCommand(Workspace workspace, StateFolder state, Console console) {
    this.workspace = workspace;
    this.state = state;
    this.console = console;
  }

  int attach(KeptRun run, Telling.Form form) {
    Event.Began began = began(run);
    try (Telling told = Telling.of(form, console);
        Keyboard keyboard = told.keyboard();
        Signals _ = Signals.interrupting(Thread.currentThread())) {
      Runnable _ = keyboard.onInterrupt(Thread.currentThread()::interrupt);
      Shown shown = shown(run, began, told.console());
      Event.Sink sink = told.watcher(shown, List.of(), () -> Habits.of(state, began.runbook()));
      follow(run, sink, shown.clock());
    } catch (InterruptedException e) {
      console.tell("Not attached any more; the run goes on.");
      return ExitCode.DONE;
    }
    tellHowItStands(run);
    return ExitCode.DONE;
  }

  /** The same as lines, for somebody who goes through another run meanwhile. */
  void look(KeptRun run) throws InterruptedException {
    Shown shown = shown(run, began(run), console);
    follow(run, shown.log(), shown.clock());
    tellHowItStands(run);
  }

  private Event.Began began(KeptRun run) {
    List<String> lines = RecordFile.read(state.record(run.id()));
    if (lines.isEmpty()
        || !(ResumeCommand.entry(lines.getFirst(), run.id(), Types.detached())
            instanceof Event.Began began)) {
      throw new UsageException("Nothing of the run " + run.id() + " was recorded yet.");
    }
    return began;
  }

  private Shown shown(KeptRun run, Event.Began began, Console into) {
    Symbol.Runbook runbook = runbook(began);
    ZoneId zone = runbook == null ? ZoneOffset.UTC : Zones.of(runbook);
    String mark = RunsCommand.mark(run);
    into.tell(
        mark,
        "  ",
        "Attached to "
            + run.id()
            + ", to look at it only. "
            + RunsCommand.standing(run)
            + ". Ctrl-C ends this, and not the run.");
    return new Shown(
        mark,
        run.profile() != null,
        new RealTimeline(),
        new LineLog(into, zone, mark),
        zone,
        runbook == null ? Map.of() : Shown.steps(runbook));
  }

  private void tellHowItStands(KeptRun run) {
    KeptRun now = state.runs().named(run.id());
    console.tell("", "  ", run.id() + ": " + RunsCommand.standing(now));
  }

  private Symbol.@Nullable Runbook runbook(Event.Began began) {
    if (began.origin().sources().isEmpty()) {
      return null;
    }
    Program program =
        Checker.check(ResumeCommand.first(began), Texts.of(began.origin(), workspace)).program();
    return program == null ? null : program.runbook(began.runbook()).orElse(null);
  }

  /** Until the run has ended, or nobody has it any more. */
  private void follow(KeptRun run, Event.Sink sink, RunClock clock) throws InterruptedException {
    int told = 0;
    Types types = Types.detached();
    while (true) {
      boolean running = state.runs().named(run.id()).standing() == KeptRun.Standing.RUNNING;
      List<String> lines = RecordFile.read(state.record(run.id()));
      for (String line : lines.subList(Math.min(told, lines.size()), lines.size())) {
        sink.accept(ResumeCommand.entry(line, run.id(), types));
      }
      told = lines.size();
      if (!running) {
        return;
      }
      clock.sleep(BETWEEN_LOOKS);
    }
  }
}
