package dev.runbook.cli;

import dev.runbook.check.Symbol;
import dev.runbook.console.Usual;
import dev.runbook.door.Departure;
import dev.runbook.door.People;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Pacer;
import dev.runbook.evaluate.Result;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Past;
import dev.runbook.people.Voices;
import dev.runbook.state.Fenced;
import dev.runbook.state.Run;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This process's share of a run: with the person at it, its signals and, where it is kept, its
 * record.
 *
 * @param operator who sits here
 * @param kept the run's record; null for a rehearsal of which nothing is kept
 * @param yes whether nobody is asked
 * @param told how it is told while it goes on
 * @param stepping how it is gone through step by step; null where it goes on by itself
 * @param habits how long its steps took in earlier runs
 */
record Execution(
    Symbol.Runbook runbook,
    Surroundings around,
    String operator,
    Voices voices,
    @Nullable Run kept,
    Origin origin,
    YesPeople.To yes,
    Telling told,
    @Nullable Stepping stepping,
    Supplier<Map<String, Usual>> habits) {

  /**
   * Goes on with a run, or begins it.
   *
   * @param past what its record holds
   * @return the exit code
   */
  int perform(List<Event.Durable> past, Function<Door, Result> work) {
    Thread main = Thread.currentThread();
    Turn turn = new Turn();
    List<Event.Sink> watchers = new CopyOnWriteArrayList<>();
    watchers.add(told.watcher(Shown.of(around, runbook), past, habits));
    Event.Sink watcher = event -> watchers.forEach(one -> one.accept(event));
    Recorder recorder = kept == null ? null : new Recorder(kept, watcher);
    Runnable leave =
        () -> {
          if (recorder != null) {
            recorder.part("It was left.");
          }
          main.interrupt();
        };
    Keyboard keyboard = told.keyboard();
    Runnable _ = keyboard.onInterrupt(main::interrupt);
    TerminalPeople person =
        new TerminalPeople(
            told.asking(),
            keyboard,
            around.mark(),
            operator,
            voices,
            around.clock(),
            recorder == null ? null : leave,
            turn);
    Stepper stepper =
        stepping == null
            ? null
            : new Stepper(
                new Stepper.Around(
                    told.asking(),
                    keyboard,
                    turn,
                    around.mark(),
                    around.isReal(),
                    Zones.of(runbook),
                    recorder == null ? null : person::left,
                    recorder == null ? () -> false : recorder::hasParted,
                    new Course(stepping.repl()),
                    stepping.saving(),
                    stepping.beside(),
                    stepping.history()));
    if (stepper != null) {
      past.forEach(stepper::accept);
      watchers.add(stepper);
    }
    try (person;
        stepper;
        Signals _ =
            recorder == null ? Signals.interrupting(main) : Signals.interrupting(main, leave)) {
      People people =
          yes == YesPeople.To.NOTHING ? person : new YesPeople(yes, around.log()::accepted);
      Door usual = around.door(people);
      Door door =
          new Door(
              recorder == null ? usual.services() : recorder.fenced(usual.services()),
              people,
              usual.timeline(),
              recorder == null ? watcher : recorder,
              false,
              new Past(past),
              origin,
              stepper == null ? Pacer.NONE : stepper);
      around.log().recall(past);
      Result result = work.apply(door);
      told.close();
      new Summary(told.console()).print(around.mark(), runbook, result, around.log());
      around.tellAtEnd();
      return ExitCode.of(result.outcome());
    } catch (Departure departure) {
      return left(departure, recorder);
    }
  }

  /** Whether somebody else has the run now. */
  private static boolean isFenced(Throwable departure) {
    Throwable cause = departure.getCause();
    return departure instanceof Fenced || (cause != null && isFenced(cause));
  }

  private String whatNow(Departure departure, String id) {
    if (isFenced(departure)) {
      return "See how the run goes on there: runbook show " + id;
    }
    return origin.profile() == null
        ? "The run has not ended, but its world was in this process and ends with it. What was done"
            + " is kept: runbook show "
            + id
        : "The run has not ended, and nothing of it is lost. Go on with it: runbook resume "
            + id
            + "; or take it back: runbook rollback "
            + id;
  }

  private int left(Departure departure, @Nullable Recorder recorder) {
    boolean interrupted = Thread.interrupted();
    String why = String.valueOf(departure.getMessage());
    if (recorder != null) {
      recorder.left(why, around.clock().now());
    }
    told.close();
    told.console().tell("");
    told.console().tell(around.mark(), "  ", why);
    if (kept != null) {
      told.console().tell(around.mark(), "  ", whatNow(departure, kept.id()));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.LEFT;
  }
}
