package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Span;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Expression;
import dev.runbook.type.Basic;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What could be taken back, newest first. An entry is data: an action or component, and the values
 * of the time.
 */
final class Undos {

  sealed interface Entry {
    String path();

    String words();
  }

  record UndoAction(String path, Symbol.Action action, List<Value> arguments, Frame frame)
      implements Entry {
    @Override
    public String words() {
      return action.qualifiedName()
          + "("
          + String.join(", ", arguments.stream().map(Show::text).toList())
          + ")";
    }
  }

  /** A deploy goes back to the version that ran before it, whatever of it was done. */
  record UndoDeploy(
      String path, Symbol.Component component, List<Value> arguments, Value previous, Frame frame)
      implements Entry {
    @Override
    public String words() {
      return "deploy " + component.name() + " to " + Show.text(previous);
    }
  }

  /** What cannot be taken back, and so is a barrier. */
  record Barrier(String path, String what, String reason) implements Entry {
    @Override
    public String words() {
      return "cannot undo " + what + ": " + reason;
    }
  }

  private final Context run;
  private final Deque<Entry> entries = new ArrayDeque<>();

  Undos(Context run) {
    this.run = run;
  }

  void push(Symbol.Action action, Frame frame, Frame inside, Value result) {
    Entry entry = entry(action, frame, inside, result);
    if (entry != null) {
      push(entry);
    }
  }

  void push(Entry entry) {
    synchronized (entries) {
      entries.push(entry);
    }
    list();
  }

  private void list() {
    run.door.tell(new Event.UndoListed(words()));
  }

  List<String> words() {
    synchronized (entries) {
      return entries.stream().map(Entry::words).toList();
    }
  }

  private @Nullable Entry entry(Symbol.Action action, Frame frame, Frame inside, Value result) {
    ActionPart.Irreversible irreversible = action.syntax().part(ActionPart.Irreversible.class);
    if (irreversible != null) {
      return new Barrier(
          frame.path(),
          action.qualifiedName(),
          run.expressions.words(irreversible.reason(), inside));
    }
    ActionPart.Undo undo = action.syntax().part(ActionPart.Undo.class);
    if (undo == null || !(undo.change() instanceof Expression.Call call)) {
      return null;
    }
    if (!(run.facts.target(call) instanceof Facts.Target.ToAction(Symbol.Action back))) {
      return null;
    }
    Frame after = inside.inner();
    if (action.result() != Basic.NOTHING) {
      after.values().put("result", result);
    }
    return new UndoAction(
        frame.path(), back, run.expressions.arguments(call, back.parameters(), after), frame);
  }

  /** What was pushed below a path becomes one entry; nothing where nothing was changed there. */
  void collapse(String path, Entry into) {
    boolean changed = false;
    synchronized (entries) {
      for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
        if (all.next().path().startsWith(path + "/")) {
          all.remove();
          changed = true;
        }
      }
    }
    if (changed) {
      push(into);
    }
  }

  /** The entry of an effect, taken off the stack for whoever looks after it instead. */
  @Nullable Entry taken(String path) {
    synchronized (entries) {
      for (Entry entry : entries) {
        if (entry.path().startsWith(path)) {
          entries.remove(entry);
          return entry;
        }
      }
    }
    return null;
  }

  /** Takes an entry off the stack, because it was done or is done otherwise. */
  void remove(Entry entry) {
    synchronized (entries) {
      entries.remove(entry);
    }
  }

  /**
   * Before anything unwinds: the list, and whether it shall be undone. Nobody is asked about
   * nothing.
   */
  void propose(Unwind end, Frame frame) {
    List<String> words = words();
    if (end.undoAsked() || end.outcome() == Outcome.DONE || words.isEmpty() || frame.triedAgain()) {
      return;
    }
    end.undo(false);
    Prompt prompt =
        Prompt.of(
                Prompt.Kind.UNDO,
                frame.path(),
                "The run " + end.outcome().words() + ": " + end.reason() + " Undo what it did?")
            .details(words);
    run.door.tell(new Event.Asked(prompt, run.door.now()));
    try {
      Answer answer = run.door.people().ask(prompt);
      run.door.tell(new Event.Answered(prompt, answer, run.door.now()));
      end.undo(answer.isYes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Undoes everything, newest first, until one undo fails or something cannot be undone. */
  boolean undoAll() {
    List<Entry> all;
    synchronized (entries) {
      all = new ArrayList<>(entries);
    }
    for (Entry entry : all) {
      if (!undo(entry)) {
        return false;
      }
      remove(entry);
    }
    return true;
  }

  boolean undo(Entry entry) {
    run.door.tell(new Event.Undoing(entry.path(), entry.words(), run.door.now()));
    Outcome outcome = Outcome.DONE;
    String reason = "";
    try {
      switch (entry) {
        case UndoAction undo ->
            run.actions.perform(
                undo.action(), undo.arguments(), new Span(0, 0), undo.frame().at("undo"), false);
        case UndoDeploy undo ->
            run.statements.deployment(
                undo.component(),
                undo.arguments(),
                undo.previous(),
                undo.frame().at("undo"),
                false);
        case Barrier barrier -> {
          outcome = Outcome.FAILED;
          reason = barrier.reason();
        }
      }
    } catch (Unwind end) {
      outcome = end.outcome();
      reason = end.reason();
    }
    run.door.tell(new Event.Undone(entry.path(), entry.words(), outcome, reason, run.door.now()));
    return outcome == Outcome.DONE;
  }
}
