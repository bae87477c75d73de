package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.docs.Format;
import dev.runbook.docs.Links;
import dev.runbook.docs.Ticked;
import dev.runbook.door.Departure;
import dev.runbook.dry.DryRun;
import dev.runbook.evaluate.ProgramTypes;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.plan.Plan;
import dev.runbook.source.Source;
import dev.runbook.state.KeptRun;
import dev.runbook.state.KeptRun.Standing;
import dev.runbook.state.RecordFile;
import dev.runbook.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code runbook eject}: what remains of a run, as a checklist for people. It only reads, so a run
 * that is under way is not disturbed.
 */
final class EjectCommand {

  /**
   * @param run as it was named; null for the newest that has not ended
   * @param out where the page is written; null: it is printed
   */
  record Options(@Nullable String run, String format, @Nullable String out) {}

  private final Workspace workspace;
  private final StateFolder state;
  private final Console console;

  EjectCommand(Workspace workspace, StateFolder state, Console console) {
    this.workspace = workspace;
    this.state = state;
    this.console = console;
  }

  int run(Options options) {
    Format format = DocsCommand.format(options.format());
    KeptRun kept = state.runs().left(options.run());
    String id = kept.id();
    keepTicks(options.out(), id);
    List<String> lines = RecordFile.read(state.record(id));
    Event.Began began = ResumeCommand.began(lines, id);
    Origin origin = ResumeCommand.newest(lines, id);
    Origin.Text own = origin.sources().getFirst();
    Checker.Checked checked =
        Checker.check(new Source(own.name(), own.text()), Texts.of(origin, workspace));
    Program program = checked.program();
    if (program == null) {
      throw new UsageException(TextRenderer.render(checked.diagnostics()).stripTrailing());
    }
    var runbook = ResumeCommand.runbook(program, began, id);
    Plan plan;
    try {
      plan =
          DryRun.rest(
              program,
              runbook,
              ResumeCommand.environment(runbook, began, id),
              ResumeCommand.past(lines, id, new ProgramTypes(program)),
              id,
              Texts.mark(origin.sources()),
              facts(kept));
    } catch (Departure mismatch) {
      throw new UsageException(String.valueOf(mismatch.getMessage()));
    }
    DocsCommand.put(format.write(plan, Links.NONE), options.out(), console);
    if (kept.standing() == Standing.RUNNING) {
      console.tell(
          Layout.wrapped(
              "",
              "",
              "This run is under way ("
                  + kept.about()
                  + ") and goes on by itself: what it does next, nobody must do by hand as well."
                  + " Stop it first, by `leave` at its prompt."));
    }
    return ExitCode.DONE;
  }

  /** What somebody ticked and did not tell yet is nowhere else. */
  private static void keepTicks(@Nullable String out, String id) {
    Path page = out == null ? null : Workspace.path(out);
    if (page == null || !Files.isRegularFile(page)) {
      return;
    }
    try {
      Ticked ticked = Ticked.read(Files.readString(page));
      if (ticked.run().equals(id) && !ticked.boxes().isEmpty()) {
        throw new UsageException(
            "`"
                + page
                + "` has ticks of this run, which would be lost. Tell them with `runbook resume "
                + id
                + " --ticked "
                + page
                + "`, or name another file.");
      }
    } catch (IOException e) {
      // Whether it can be written is told when it is.
    }
  }

  private static List<String> facts(KeptRun kept) {
    List<String> facts = new ArrayList<>();
    facts.add(
        "Run "
            + kept.id()
            + (kept.environment().isEmpty() ? "" : " in " + kept.environment())
            + ", begun "
            + RunsCommand.MINUTE.format(kept.began())
            + (kept.by().isEmpty() ? "" : " by " + kept.by())
            + "; the last that is known of it happened "
            + RunsCommand.MINUTE.format(kept.last())
            + ".");
    facts.add(
        kept.standing() == Standing.RUNNING
            ? "It is under way ("
                + kept.about()
                + "): stop it before you do anything by hand, or it is done twice."
            : "It is not under way: " + RunsCommand.standing(kept).replaceFirst("\\.$", "") + ".");
    return facts;
  }
}
