package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.documentation.Document;
import dev.runbook.door.RealTimeline;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Types;
import dev.runbook.journal.WireForm;
import dev.runbook.state.RecordFile;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A run that was cut off: a rehearsal as far as it came, told as one of real services.
 *
 * @param state the folder that keeps it
 */
public record LeftRun(String id, String state) {

  /**
   * @param last which line of the record is the last that was written
   */
  public static LeftRun of(String book, Path folder, List<String> given, Predicate<String> last) {
    return of(Document.ROOT.resolve("runbooks/" + book + ".rb4"), folder, given, last);
  }

  static LeftRun of(Path book, Path folder, List<String> given, Predicate<String> last) {
    String rehearsed = folder.resolve("rehearsed").toString();
    List<String> args = new ArrayList<>(List.of("run", book.toString()));
    args.addAll(given);
    args.addAll(List.of("--yes", "--state", rehearsed));
    Commanded run = Commanded.of(args.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    StateFolder whole = StateFolder.open(Path.of(rehearsed), new RealTimeline());
    List<String> lines = RecordFile.read(whole.record(whole.runs().all().getFirst().id()));
    Event.Began began = (Event.Began) WireForm.read(lines.getFirst(), Types.detached());
    Checker.Checked checked =
        Checker.check(ResumeCommand.first(began), Texts.of(began.origin(), Workspace.open(null)));
    String basis = Texts.basis(Objects.requireNonNull(checked.program()), service -> false);
    Origin origin = new Origin("anna", "1", "hand", began.origin().sources(), basis);
    StateFolder state = StateFolder.open(folder.resolve("state"), new RealTimeline());
    try (Run left = state.begin(began.runbook(), began.at(), "anna")) {
      left.record()
          .append(
              WireForm.write(
                  new Event.Began(
                      began.runbook(),
                      began.title(),
                      began.environment(),
                      began.parameters(),
                      origin,
                      began.at())));
      for (String line : lines.subList(1, lines.size())) {
        left.record().append(WireForm.write(WireForm.read(line, Types.detached())));
        if (last.test(line)) {
          return new LeftRun(left.id(), state.root().toString());
        }
      }
      throw new AssertionError("no such line in the record of " + book);
    }
  }
}
