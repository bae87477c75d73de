package dev.runbook.cli;

import dev.runbook.state.KeptRun;
import dev.runbook.state.RecordAudit;
import dev.runbook.state.StateFolder;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The commands around the runs that are kept. */
final class StateCommands {

  private StateCommands() {}

  static int run(String command, ParseResult parsed, Console console) {
    @Nullable String said = parsed.matchedOptionValue("--state", null);
    @Nullable String named = parsed.matchedPositionalValue(0, null);
    StateFolder state = States.open(said, console);
    return switch (command) {
      case "runs" -> {
        @Nullable String age = parsed.matchedOptionValue("--prune", null);
        RunsCommand runs = new RunsCommand(state, console);
        yield age == null ? runs.list(Main.json(parsed)) : runs.prune(age);
      }
      case "show" -> {
        String format = ShowCommand.format(parsed.matchedOptionValue("--format", "text"));
        ZoneId zone = ShowCommand.zone(parsed.matchedOptionValue("--zone", null));
        yield new ShowCommand(state, console).show(state.runs().named(named), format, zone);
      }
      case "audit" -> audit(state, state.runs().named(named), console);
      case "export" ->
          export(
              state,
              state.runs().left(named),
              Workspace.path(parsed.matchedOptionValue("-o", "")),
              States.person(parsed.matchedOptionValue("--as", null)),
              parsed.hasMatchedOption("--take-over"),
              console);
      case "import" -> imported(state, Workspace.path(String.valueOf(named)), console);
      default -> throw new IllegalArgumentException(command);
    };
  }

  private static int audit(StateFolder state, KeptRun run, Console console) {
    RecordAudit audit = RecordAudit.of(state.record(run.id()));
    console.result(
        run.id()
            + ": the record holds: "
            + (audit.entries() == 1 ? "1 entry" : audit.entries() + " entries")
            + ", the last one's hash is "
            + (audit.last().isEmpty() ? "none" : audit.last())
            + ".");
    if (audit.torn() > 0) {
      console.result(
          Layout.wrapped(
              "",
              "",
              (audit.torn() == 1 ? "1 byte" : audit.torn() + " bytes")
                  + " at its end are no whole entry: one is being written, or was when the process"
                  + " ended, and counts as not written."));
    }
    return ExitCode.DONE;
  }

  private static int export(
      StateFolder state, KeptRun run, Path file, String person, boolean takeOver, Console console) {
    state.export(run.id(), file, person, takeOver);
    console.result("Exported " + run.id() + " to " + file + ".");
    console.tell(
        Layout.wrapped(
            "",
            "",
            "It can go on where that file is imported, and no more here. Whoever has the file can"
                + " read what was recorded."));
    return ExitCode.DONE;
  }

  private static int imported(StateFolder state, Path file, Console console) {
    String id = state.importFrom(file);
    console.result("Imported " + id + ".");
    console.tell("It can go on here. Import that file nowhere else, and remove it.");
    return ExitCode.DONE;
  }
}
