package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Commanded;
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
import java.util.function.Predicate;

/**
 * A run that was cut off: a rehearsal as far as it came, told as one of real services.
 *
 * @param state the folder that keeps it
 */
record LeftRun(String id, String state) {

  /**
   * @param last which line of the record is the last that was written
   */
  static LeftRun of(String book, Path folder, List<String> given, Predicate<String> last) {
    String rehearsed = folder.resolve("rehearsed").toString();
    List<String> args =
        new ArrayList<>(
            List.of("run", Document.ROOT.resolve("runbooks/" + book + ".rb4").toString()));
    args.addAll(given);
    args.addAll(List.of("--yes", "--state", rehearsed));
    Commanded run = Commanded.of(args.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    StateFolder whole = StateFolder.open(Path.of(rehearsed), new RealTimeline());
    List<String> lines = RecordFile.read(whole.record(whole.runs().all().getFirst().id()));
    Event.Began began = (Event.Began) WireForm.read(lines.getFirst(), Types.detached());
    Origin origin = new Origin("anna", "1", "hand", began.origin().sources());
    StateFolder state = StateFolder.open(folder.resolve("state"), new RealTimeline());
    try (Run left = state.begin(book, began.at(), "anna")) {
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
