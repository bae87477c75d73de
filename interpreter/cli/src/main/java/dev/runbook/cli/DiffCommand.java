package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Sources;
import dev.runbook.check.Symbol;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.dry.DryRun;
import dev.runbook.file.Loaded;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Outcome;
import dev.runbook.plan.Differences;
import dev.runbook.plan.Plan;
import dev.runbook.source.Source;
import dev.runbook.state.KeptRun;
import dev.runbook.state.KeptRun.Standing;
import dev.runbook.state.RecordFile;
import dev.runbook.state.StateFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code runbook diff}: what is different in a runbook this time, in words. */
final class DiffCommand {

  /**
   * @param from a run as it was named; null: the last good one
   * @param revision of git, instead of a run; null: a run
   * @param runbook which one of the file; null: the only one
   */
  record Options(
      String file,
      @Nullable String from,
      @Nullable String revision,
      @Nullable String runbook,
      @Nullable String state) {}

  private final Workspace workspace;
  private final Console console;
  private final Options options;

  DiffCommand(Workspace workspace, Console console, Options options) {
    this.workspace = workspace;
    this.console = console;
    this.options = options;
  }

  int run() {
    Loaded loaded = Workspace.read(options.file());
    if (loaded.source() == null) {
      throw new UsageException(TextRenderer.render(loaded.diagnostics()).stripTrailing());
    }
    Program now = program(loaded.source(), workspace, "");
    Symbol.Runbook runbook = runbook(now);
    String revision = options.revision();
    if (revision != null && options.from() != null) {
      throw new UsageException("Say --from, or --rev, and not both.");
    }
    String than;
    Program then;
    if (revision == null) {
      StateFolder state = States.open(options.state(), console);
      KeptRun run = kept(state, runbook);
      than = "the run " + run.id() + " (" + RunsCommand.MINUTE.format(run.began()) + ")";
      Event.Began began = ReplayCommand.began(RecordFile.read(state.record(run.id())), run.id());
      Origin.Text own = began.origin().sources().getFirst();
      then = program(new Source(own.name(), own.text()), Texts.of(began.origin(), workspace), than);
    } else {
      than = "`" + revision + "`";
      GitTexts texts = new GitTexts(revision, workspace);
      then = program(texts.main(options.file()), texts, than);
    }
    List<String> differences =
        then.runbook(runbook.name())
            .map(before -> Differences.between(plan(then, before), plan(now, runbook)))
            .orElse(List.of("added: the whole runbook"));
    console.result(
        Layout.wrapped(
            "",
            "",
            "`"
                + runbook.name()
                + "`, compared to "
                + than
                + (differences.isEmpty() ? ": nothing is different for its readers." : ":")));
    differences.forEach(words -> console.result(Layout.wrapped("- ", "  ", words)));
    return ExitCode.DONE;
  }

  private static Plan plan(Program program, Symbol.Runbook runbook) {
    List<Symbol.Environment> environments = runbook.environments();
    return DryRun.document(
        program, runbook, environments.isEmpty() ? null : environments.getFirst());
  }

  private Symbol.Runbook runbook(Program program) {
    String name = options.runbook();
    List<Symbol.Runbook> found =
        program.runbooks().stream()
            .filter(each -> name == null || each.name().equals(name))
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new UsageException(
        found.isEmpty()
            ? "There is no runbook "
                + (name == null ? "" : "`" + name + "` ")
                + "in `"
                + options.file()
                + "`."
            : "`" + options.file() + "` has several runbooks: say with --runbook which one.");
  }

  private KeptRun kept(StateFolder state, Symbol.Runbook runbook) {
    String from = options.from();
    if (from != null) {
      return state.runs().named(from);
    }
    return state.runs().all().stream()
        .filter(run ->
            run.standing() == Standing.ENDED
                && run.runbook().equals(runbook.name())
                && run.outcome().equals(Outcome.DONE.words())
                && run.profile() != null)
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "No run of `"
                    + runbook.name()
                    + "` that is kept came to a good end yet. Say with --from which run to compare"
                    + " it to, or with --rev which revision of git."));
  }

  private static Program program(Source source, Sources sources, String of) {
    Checker.Checked checked = Checker.check(source, sources);
    if (checked.program() == null) {
      throw new UsageException(
          (of.isEmpty() ? "" : "The text of " + of + " has mistakes:\n")
              + TextRenderer.render(checked.diagnostics()).stripTrailing());
    }
    return checked.program();
  }
}
