package dev.runbook.cli;

import dev.runbook.door.Departure;
import dev.runbook.door.Services;
import dev.runbook.journal.Event;
import dev.runbook.journal.WireForm;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.state.Run;
import dev.runbook.state.StateException;
import dev.runbook.value.Value;
import java.time.Instant;

/**
 * Keeps what happens in a run's record, before anything else happens. Where that cannot be done, or
 * the run is somebody else's by now, this process goes no further.
 */
final class Recorder implements Event.Sink {

  private final Run run;
  private final Event.Sink watcher;
  private volatile String parting = "";

  Recorder(Run run, Event.Sink watcher) {
    this.run = run;
    this.watcher = watcher;
  }

  @Override
  public void accept(Event event) {
    watcher.accept(event);
  }

  @Override
  public void record(Event.Durable event) {
    if (!parting.isEmpty()) {
      throw new Departure(parting);
    }
    try {
      run.lease().check();
      run.record().append(WireForm.write(event), mustOutliveTheMachine(event));
    } catch (StateException e) {
      throw new Departure(String.valueOf(e.getMessage()), e);
    }
    watcher.accept(event);
  }

  /**
   * The same services, to which nothing is sent once somebody else has the run: this process may
   * have been frozen since it recorded what it is about to do.
   */
  Services fenced(Services services) {
    return new Fencing(services, this::mustHold);
  }

  private void mustHold() {
    try {
      run.lease().check();
    } catch (StateException e) {
      throw new Departure(String.valueOf(e.getMessage()), e);
    }
  }

  private record Fencing(Services services, Runnable fence) implements Services {
    @Override
    public boolean isConnected(String service) {
      return services.isConnected(service);
    }

    @Override
    public boolean runsCommands() {
      return services.runsCommands();
    }

    @Override
    public Value perform(Attempt attempt) throws ServiceFailure, InterruptedException {
      return services.perform(attempt.behind(fence));
    }
  }

  /** From here on nothing is begun, and nothing is recorded that was not to be known before. */
  void part(String why) {
    parting = why;
  }

  boolean hasParted() {
    return !parting.isEmpty();
  }

  /** The last entry of this process, where there can still be one. */
  void left(String why, Instant at) {
    try {
      run.lease().check();
      run.record().append(WireForm.write(new Event.Left(why, at)));
    } catch (StateException e) {
      // Why it cannot be written is why the run was left, and is told.
    }
  }

  /**
   * What would be read, asked or waited for again is written and not forced to the disk; whatever
   * is forced after it takes it along.
   */
  private static boolean mustOutliveTheMachine(Event.Durable event) {
    return switch (event) {
      case Event.Began _,
          Event.Resumed _,
          Event.Left _,
          Event.Intent _,
          Event.Settled _,
          Event.Answered _,
          Event.Undoable _,
          Event.Undone _,
          Event.Interrupted _,
          Event.Ended _ ->
          true;
      case Event.StepBegan _,
          Event.StepEnded _,
          Event.Told _,
          Event.Read _,
          Event.Asked _,
          Event.Waiting _,
          Event.Waited _,
          Event.GaveUp _,
          Event.Judged _,
          Event.Evidence _,
          Event.Undoing _,
          Event.Noted _ ->
          false;
    };
  }
}
