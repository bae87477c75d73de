package dev.runbook.evaluate;

import dev.runbook.journal.Event;
import dev.runbook.plan.Part;
import dev.runbook.value.Show;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An event in a few words, so that a test reads as what happened. */
final class Story {

  private Story() {}

  static @Nullable String line(Event event) {
    return switch (event) {
      case Event.Began began -> "began " + began.runbook();
      case Event.StepBegan step -> "step " + step.path();
      case Event.StepEnded step -> "end " + step.path() + " " + step.outcome().words();
      case Event.Said said -> "| " + said.prose();
      case Event.Read read -> "read " + read.call() + " = " + Show.text(read.answer());
      case Event.Intent intent -> "intent " + intent.call();
      case Event.Settled settled -> settlement(settled) + " " + settled.call();
      case Event.Asked asked -> "asked " + asked.prompt().kind() + " " + asked.prompt().text();
      case Event.Answered answered ->
          "answered " + answered.answer().choice() + " " + answered.answer().by();
      case Event.Waiting waiting -> "waiting " + waiting.what();
      case Event.Seen seen -> "seen " + seen.what();
      case Event.Waited waited -> "waited " + waited.what();
      case Event.Judged judged -> "judged " + judged.verdict() + " " + judged.evidence();
      case Event.Evidence evidence ->
          "evidence "
              + evidence.title()
              + (evidence.value() == null ? "" : " = " + Show.text(evidence.value()));
      case Event.Assumed assumed -> "assumed " + assumed.assumption();
      case Event.Planned planned ->
          planned.part() instanceof Part.Prose prose ? "| " + prose.markdown() : null;
      case Event.UndoListed listed -> "undos " + listed.undos();
      case Event.Undoable _ -> null;
      case Event.Told _ -> null;
      case Event.Resumed resumed -> "resumed";
      case Event.Left left -> "left " + left.reason();
      case Event.Interrupted interrupted -> "interrupted " + interrupted.path();
      case Event.GaveUp gaveUp -> "gave up " + gaveUp.path();
      case Event.Undoing undoing -> "undoing " + undoing.what();
      case Event.Undone undone -> "undone " + undone.what() + " " + undone.outcome().words();
      case Event.Noted noted -> "note " + noted.note();
      case Event.Ended ended -> "ended " + ended.outcome().words();
    };
  }

  private static String settlement(Event.Settled settled) {
    return settled.settlement().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
