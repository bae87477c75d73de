package dev.runbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.journal.Event;
import dev.runbook.journal.NotAnEntry;
import dev.runbook.journal.Types;
import dev.runbook.journal.WireForm;
import dev.runbook.state.KeptRun;
import dev.runbook.state.RecordFile;
import dev.runbook.state.StateFolder;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code runbook show}: what happened in a run, for whoever was not there. */
final class ShowCommand {

  private final StateFolder state;
  private final Console console;

  ShowCommand(StateFolder state, Console console) {
    this.state = state;
    this.console = console;
  }

  int show(KeptRun run, String format, ZoneId zone) {
    List<Event.Durable> events = events(run);
    switch (format) {
      case "md" -> console.result(MarkdownTimeline.of(run, events, zone));
      case "json" -> console.result(json(run, events));
      default -> text(run, events, zone);
    }
    return ExitCode.DONE;
  }

  static String format(String said) {
    if (!List.of("text", "md", "json").contains(said)) {
      throw new UsageException("There is no format `" + said + "`: there is text, md and json.");
    }
    return said;
  }

  static ZoneId zone(@Nullable String said) {
    try {
      return ZoneId.of(said == null ? "UTC" : said);
    } catch (DateTimeException e) {
      throw new UsageException(
          "There is no time zone `" + said + "`: write one as `Europe/Berlin`.");
    }
  }

  private List<Event.Durable> events(KeptRun run) {
    List<Event.Durable> events = new ArrayList<>();
    Types types = Types.detached();
    for (String line : RecordFile.read(state.record(run.id()))) {
      try {
        events.add(WireForm.read(line, types));
      } catch (NotAnEntry e) {
        throw new UsageException(
            "Line "
                + (events.size() + 1)
                + " of "
                + state.record(run.id())
                + " cannot be told here: "
                + e.getMessage()
                + ". A later version of Runbook may have written it; `less` and `jq` read it too.");
      }
    }
    return events;
  }

  /** As it was told while it ran, but for the prose, which is the runbook's. */
  private void text(KeptRun run, List<Event.Durable> events, ZoneId zone) {
    LineLog log =
        new LineLog(new Console(console.out(), console.out()), zone, RunsCommand.mark(run));
    events.forEach(log::accept);
    console.result("");
    console.result(Layout.wrapped(run.id() + ": ", "    ", RunsCommand.standing(run)));
    console.result("Times are those of " + zone.getId() + ".");
    List<String> open = new Moments(events).open();
    if (!open.isEmpty()) {
      console.result("To be looked after:");
      open.forEach(words -> console.result(Layout.wrapped("  ", "      ", words)));
    }
  }

  private static String json(KeptRun run, List<Event.Durable> events) {
    ObjectNode all = RunsCommand.JSON.createObjectNode();
    all.set("run", RunsCommand.json(run));
    Moments moments = new Moments(events);
    ArrayNode timeline = all.putArray("timeline");
    for (Moment moment : moments.all()) {
      timeline
          .addObject()
          .put("at", moment.at().toString())
          .put("path", moment.path())
          .put("what", moment.words());
    }
    ArrayNode open = all.putArray("open");
    moments.open().forEach(open::add);
    return RunsCommand.printed(all);
  }
}
