package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Prompt;
import dev.runbook.journal.Undo;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.Declaration.ActionKind;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person chooses to do where something failed for good. */
final class Failures {

  enum Choice {
    RETRY,
    EDIT,
    BY_HAND,
    SKIP,
    UNDO,
    FAIL,
    STOP;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Choice of(Answer answer) {
      return answer.choice() == Answer.Choice.STOP
          ? STOP
          : answer.value() instanceof Value.EnumValue(var _, String word)
              ? Arrays.stream(values())
                  .filter(choice -> choice.word().equals(word))
                  .findFirst()
                  .orElse(null)
              : null;
    }
  }

  /**
   * @param choice null where nobody decided anything
   */
  record Decision(@Nullable Choice choice, Answer answer) {
    static final Decision NONE =
        new Decision(null, new Answer(Answer.Choice.NOBODY, null, "", false, ""));

    String who() {
      return answer.by().isEmpty() ? "somebody" : answer.by();
    }

    String why() {
      return answer.reason().isEmpty() ? "" : ": " + answer.reason();
    }
  }

  /**
   * A call that failed.
   *
   * @param unknown why retrying it as it is would be in vain: one of its arguments is not known
   */
  record Failed(
      Symbol.Action action, Call call, String reason, boolean unknown, Frame frame, Span span) {
    boolean isRead() {
      return action.syntax().kind() == ActionKind.READ;
    }

    /** Whether its result is needed later on. */
    boolean isUsed() {
      return action.result() != Basic.NOTHING && !frame.manner().unused();
    }
  }

  private final Context run;

  Failures(Context run) {
    this.run = run;
  }

  /** Asks what to do about a call; nothing where nobody is asked, and it fails as it does alone. */
  Decision of(Failed failed) {
    Frame frame = failed.frame;
    if (isOpen(frame)
        || !frame.manner().asksAboutFailure()
        || !(isAnswered(frame) || asks(frame))) {
      return Decision.NONE;
    }
    run.boundary(frame);
    List<Undo> undos = run.undos.proposal();
    EnumSet<Choice> offered = EnumSet.allOf(Choice.class);
    if (failed.unknown) {
      offered.remove(Choice.RETRY);
    }
    if (Edits.editable(failed.action).isEmpty()) {
      offered.remove(Choice.EDIT);
    }
    if (!run.actions.isConnected(failed.action)) {
      offered.remove(Choice.BY_HAND);
    }
    if (frame.manner().leaving() || undos.isEmpty()) {
      offered.remove(Choice.UNDO);
    }
    String text = (failed.isRead() ? "This could not be read: " : "This failed: ") + failed.call;
    return asked(Prompt.of(Prompt.Kind.FAILED, frame.path(), text), known(failed), offered, true);
  }

  /** What it is, where it stands, what was said, and what is known of the outcome. */
  private static List<String> known(Failed failed) {
    List<String> lines = new ArrayList<>();
    lines.add(failed.reason);
    if (failed.span.length() > 0) {
      Source source = failed.frame.module().source();
      int offset = failed.span.offset();
      lines.add("at " + source.name() + ":" + source.line(offset) + ":" + source.column(offset));
    }
    if (failed.isRead()) {
      lines.add("nothing was changed by it; if it is skipped, its answer stays unknown");
    } else {
      lines.add(
          "nothing was changed by it"
              + (failed.isUsed()
                  ? "; what it gives is used later: if it is skipped, you are asked for that"
                  : ""));
    }
    return lines;
  }

  /** Whether this is a page of a run in which nobody has said yet what to do about a call. */
  boolean isOpen(Frame frame) {
    Event.Answered answered = run.journal.ahead(Event.Answered.class, frame.path());
    return run.door.dry()
        && isAnswered(frame)
        && (answered == null || answered.prompt().kind() != Prompt.Kind.FAILED);
  }

  private boolean isAnswered(Frame frame) {
    Event.Answered answered = run.journal.ahead(Event.Answered.class, frame.path());
    Event.Asked asked = run.journal.ahead(Event.Asked.class, frame.path());
    return (answered != null && answered.prompt().kind() == Prompt.Kind.FAILED)
        || (asked != null && asked.prompt().kind() == Prompt.Kind.FAILED);
  }

  private boolean asks(Frame frame) {
    Siblings siblings = frame.manner().siblings();
    String branch = siblings == null ? "" : siblings.branch(frame.path());
    return run.door.people().attended()
        && (siblings == null || !siblings.over())
        && !run.journal.wentOn(frame.path(), branch);
  }

  /**
   * Asks what to do where an undo failed; where nobody is there, the rest is left as it is.
   *
   * @param skippable whether others could be undone without it
   */
  Choice ofUndo(Undo.Single undo, String reason, boolean skippable) {
    Set<Choice> offered = EnumSet.of(Choice.RETRY, Choice.BY_HAND, Choice.STOP);
    if (skippable) {
      offered.add(Choice.SKIP);
    }
    while (run.door.people().attended()) {
      Prompt prompt =
          Prompt.of(Prompt.Kind.UNDO_FAILED, undo.path(), "Undoing failed: " + undo.words());
      Choice choice = asked(prompt, List.of(reason), offered, false).choice();
      if (choice != Choice.BY_HAND) {
        return choice == null ? Choice.STOP : choice;
      }
      String words = undo instanceof Undo.Action action ? action.call().byHand() : undo.words();
      if (run.prompts.heard(Prompt.of(Prompt.Kind.BY_HAND, undo.path(), words)).isYes()) {
        return choice;
      }
    }
    return Choice.STOP;
  }

  /**
   * @param reasoned whether leaving something out needs a name and a reason
   */
  private Decision asked(
      Prompt prompt, List<String> details, Set<Choice> offered, boolean reasoned) {
    EnumType type = new EnumType("", "choice", offered.stream().map(Choice::word).toList());
    List<String> all = new ArrayList<>(details);
    for (int unheard = 0; unheard < Confirms.ASKED_AGAIN; unheard++) {
      Answer answer = run.prompts.heard(prompt.details(all).value(type, null));
      Choice choice = Choice.of(answer);
      boolean said = !answer.by().isEmpty() && !answer.reason().isEmpty();
      if (choice != Choice.SKIP || !reasoned || said) {
        return new Decision(choice, answer);
      }
      all.add("what is skipped needs a name and a reason");
    }
    return Decision.NONE;
  }
}
