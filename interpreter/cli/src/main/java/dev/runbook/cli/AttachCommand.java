package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.RealTimeline;
import dev.runbook.journal.Event;
import dev.runbook.journal.Types;
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
    List<String> lines = RecordFile.read(state.record(run.id()));
    if (lines.isEmpty()
        || !(ResumeCommand.entry(lines.getFirst(), run.id(), Types.detached())
            instanceof Event.Began began)) {
      throw new UsageException("Nothing of the run " + run.id() + " was recorded yet.");
    }
    Symbol.Runbook runbook = runbook(began);
    ZoneId zone = runbook == null ? ZoneOffset.UTC : Zones.of(runbook);
    RealTimeline clock = new RealTimeline();
    try (Telling told = Telling.of(form, console);
        Keyboard keyboard = told.keyboard();
        Signals _ = Signals.interrupting(Thread.currentThread())) {
      keyboard.onInterrupt(Thread.currentThread()::interrupt);
      String mark = RunsCommand.mark(run);
      Shown shown =
          new Shown(
              mark,
              run.profile() != null,
              clock,
              new LineLog(told.console(), zone, mark),
              zone,
              runbook == null ? Map.of() : Shown.steps(runbook));
      told.console()
          .tell(
              mark,
              "  ",
              "Attached to "
                  + run.id()
                  + ", to look at it only. "
                  + RunsCommand.standing(run)
                  + " Ctrl-C ends this, and not the run.");
      Event.Sink sink = told.watcher(shown, List.of(), () -> Habits.of(state, began.runbook()));
      follow(run, sink, clock);
    } catch (InterruptedException e) {
      console.tell("Not attached any more; the run goes on.");
      return ExitCode.DONE;
    }
    KeptRun now = state.runs().named(run.id());
    console.tell("", "  ", run.id() + ": " + RunsCommand.standing(now));
    return ExitCode.DONE;
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
  private void follow(KeptRun run, Event.Sink sink, RealTimeline clock)
      throws InterruptedException {
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
