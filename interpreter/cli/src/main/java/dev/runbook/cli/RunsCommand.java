package dev.runbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.door.RealTimeline;
import dev.runbook.library.Durations;
import dev.runbook.state.Held;
import dev.runbook.state.KeptRun;
import dev.runbook.state.KeptRun.Standing;
import dev.runbook.state.StateFolder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code runbook runs}: which there are, and how each of them stands. */
final class RunsCommand {

  static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Set<Standing> OVER =
      Set.of(Standing.ENDED, Standing.ABANDONED, Standing.EMPTY);
  static final ObjectMapper JSON = new ObjectMapper();

  private final StateFolder state;
  private final Console console;

  RunsCommand(StateFolder state, Console console) {
    this.state = state;
    this.console = console;
  }

  int list(boolean json) {
    List<KeptRun> all = state.runs().all();
    if (json) {
      console.result(json(all));
    } else if (all.isEmpty()) {
      console.tell("There is no run in " + state.root() + " yet.");
    } else {
      all.forEach(this::show);
    }
    return ExitCode.DONE;
  }

  private void show(KeptRun run) {
    console.result(Layout.wrapped(run.id() + "  ", "    ", standing(run)));
    if (!run.title().isEmpty()) {
      String where = run.environment().isEmpty() ? "" : ", in " + run.environment();
      String by = run.by().isEmpty() ? "" : ", by " + run.by();
      console.result(
          Layout.wrapped(
              "    ",
              "    ",
              mark(run) + run.title() + where + "; began " + MINUTE.format(run.began()) + by));
    }
  }

  /** Where it took place, in front of what is told of it. */
  static String mark(KeptRun run) {
    return run.profile() == null ? SandboxRun.MARK : "[" + run.profile() + "] ";
  }

  /** How it stands, for people. */
  static String standing(KeptRun run) {
    return switch (run.standing()) {
      case RUNNING -> "running: " + run.about();
      case LEFT -> "left, can be resumed" + (run.reason().isEmpty() ? "" : ": " + run.reason());
      case ABANDONED -> "left; its world ended with its process";
      case ENDED -> run.outcome() + (run.reason().isEmpty() ? "" : ": " + run.reason());
      case EXPORTED -> "exported " + run.about() + "; import it again to go on here";
      case EMPTY -> "empty: nothing of it was done";
      case DAMAGED -> "damaged: " + run.about();
    };
  }

  private static String json(List<KeptRun> runs) {
    ArrayNode all = JSON.createArrayNode();
    runs.forEach(run -> all.add(json(run)));
    return printed(all);
  }

  static ObjectNode json(KeptRun run) {
    return JSON.createObjectNode()
        .put("id", run.id())
        .put("standing", run.standing().name().toLowerCase(Locale.ROOT))
        .put("runbook", run.runbook())
        .put("title", run.title())
        .put("environment", run.environment())
        .put("profile", run.profile())
        .put("by", run.by())
        .put("began", run.began().toString())
        .put("last", run.last().toString())
        .put("outcome", run.outcome())
        .put("reason", run.reason())
        .put("about", run.about());
  }

  static String printed(JsonNode json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes what ended longer ago than an age; what can go on stays whatever its age. */
  int prune(String age) {
    Instant before =
        new RealTimeline()
            .now()
            .minus(
                Durations.parse(age)
                    .orElseThrow(() ->
                        new UsageException(
                            "--prune: `"
                                + age
                                + "` is no age: write one as 90d or 12h. Nothing was removed.")));
    int removed = 0;
    for (KeptRun run : state.runs().all()) {
      if (OVER.contains(run.standing()) && run.last().isBefore(before)) {
        try {
          state.remove(run.id(), States.person(null));
          removed++;
          console.result("removed " + run.id() + ", last written " + MINUTE.format(run.last()));
        } catch (Held e) {
          console.tell(e.getMessage());
        }
      }
    }
    console.tell(removed == 1 ? "1 run was removed." : removed + " runs were removed.");
    return ExitCode.DONE;
  }
}
