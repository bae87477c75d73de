package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.evaluate.ProgramTypes;
import dev.runbook.evaluate.Recap;
import dev.runbook.journal.Event;
import dev.runbook.journal.Types;
import dev.runbook.source.Source;
import dev.runbook.state.RecordFile;
import dev.runbook.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code runbook test --from RUN}: what a run met, answered again by its record, put before the
 * text as it is now. Nothing is sent, asked or written.
 */
final class ReplayCommand {

  private final Workspace workspace;
  private final Console console;

  ReplayCommand(Workspace workspace, Console console) {
    this.workspace = workspace;
    this.console = console;
  }

  /**
   * @param called a run, or how its name begins or ends
   * @param file where the runbook is now; null for where it was
   */
  int run(String called, @Nullable String file, @Nullable String stateFolder) {
    StateFolder state = States.open(stateFolder, console);
    String id = state.runs().named(called).id();
    List<String> lines = RecordFile.read(state.record(id));
    Event.Began began = began(lines, id);
    Source source = source(began, file, id);
    Checker.Checked checked = workspace.check(source);
    Program now = checked.program();
    if (now == null) {
      console.tell(TextRenderer.render(checked.diagnostics()).stripTrailing());
      return ExitCode.USAGE;
    }
    Program then =
        Checker.check(ResumeCommand.first(began), Texts.of(began.origin(), workspace)).program();
    List<String> changes = then == null ? List.of() : TextChanges.between(then, now);
    Symbol.Runbook runbook = ResumeCommand.runbook(now, began, id);
    List<Event.Durable> past = ResumeCommand.past(lines, id, new ProgramTypes(now));
    Recap recap =
        Recap.of(now, runbook, ResumeCommand.environment(runbook, began, id), past, name -> true);
    return tell(id, past, changes, recap);
  }

  private int tell(String id, List<Event.Durable> past, List<String> changes, Recap recap) {
    console.result(
        "%s: %d entries, before the text as it is now%s"
            .formatted(id, past.size(), changes.isEmpty() ? ", which is what it was" : ""));
    changes.forEach(change -> console.result(Layout.wrapped("  ", "    ", change)));
    boolean ended = past.getLast() instanceof Event.Ended;
    boolean same =
        recap.refusals().isEmpty() && recap.gone().isEmpty() && (recap.news().isEmpty() || !ended);
    if (same) {
      String end =
          past.getLast() instanceof Event.Ended last
              ? "and ends the same: " + last.outcome().words()
              : "as far as it went; next comes " + String.join(", and ", recap.news());
      console.result(Layout.wrapped("", "  ", "It does the same, " + end + "."));
      return ExitCode.DONE;
    }
    console.result("It does not do the same:");
    recap.refusals().forEach(why -> line("  ", why));
    if (ended) {
      recap.news().forEach(news -> line("  new: ", news));
    }
    recap.gone().forEach(gone -> line("  gone: ", gone));
    return ExitCode.FAILED;
  }

  private void line(String head, String words) {
    console.result(Layout.wrapped(head, "    ", words));
  }

  /** Also of a rehearsal: it cannot go on, and its text is kept all the same. */
  static Event.Began began(List<String> lines, String id) {
    if (!lines.isEmpty()
        && ResumeCommand.entry(lines.getFirst(), id, Types.detached()) instanceof Event.Began began
        && !began.origin().sources().isEmpty()) {
      return began;
    }
    throw new UsageException(
        "The record of " + id + " keeps no text of a runbook: there is nothing to compare.");
  }

  private static Source source(Event.Began began, @Nullable String file, String id) {
    String name = file == null ? began.origin().sources().getFirst().name() : file;
    if (!Files.exists(Path.of(name))) {
      throw new UsageException(
          "There is no file `"
              + name
              + "`"
              + (file == null
                  ? ", from which " + id + " was run: name the one that it is now, behind --from."
                  : "."));
    }
    var loaded = Workspace.read(name);
    Source source = loaded.source();
    if (source == null) {
      throw new UsageException(TextRenderer.render(loaded.diagnostics()).stripTrailing());
    }
    return source;
  }
}
