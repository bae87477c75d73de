package dev.runbook.cli;

import dev.runbook.console.Usual;
import dev.runbook.journal.Event;
import dev.runbook.journal.NotAnEntry;
import dev.runbook.journal.Types;
import dev.runbook.journal.WireForm;
import dev.runbook.state.KeptRun;
import dev.runbook.state.RecordFile;
import dev.runbook.state.StateException;
import dev.runbook.state.StateFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long the steps of a runbook took in the last runs of it that are kept. */
final class Habits {

  private static final int RUNS = 10;

  private Habits() {}

  static Map<String, Usual> of(StateFolder state, String runbook) {
    List<List<Event.Durable>> records = new ArrayList<>();
    for (KeptRun run : state.runs().all()) {
      boolean counts = run.runbook().equals(runbook) && run.standing() == KeptRun.Standing.ENDED;
      if (counts && records.size() < RUNS) {
        records.add(record(state, run));
      }
    }
    return Usual.of(records);
  }

  private static List<Event.Durable> record(StateFolder state, KeptRun run) {
    List<Event.Durable> events = new ArrayList<>();
    Types types = Types.detached();
    try {
      for (String line : RecordFile.read(state.record(run.id()))) {
        events.add(WireForm.read(line, types));
      }
    } catch (NotAnEntry | StateException e) {
      // What cannot be read tells nothing of how long it took.
      return List.of();
    }
    return events;
  }
}
