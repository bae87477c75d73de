package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
  private final List<UndoDeploy> running = new ArrayList<>();
  private final Set<String> touched = new HashSet<>();

  Undos(Context run) {
    this.run = run;
  }

  /** A change happened, or may have. */
  void touched(String path) {
    synchronized (entries) {
      touched.add(path);
    }
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

  /**
   * What undoing would do now: a deploy that is under way is taken back as a whole, as it will be
   * once it has unwound.
   */
  private List<String> proposal() {
    synchronized (entries) {
      Set<Entry> all = new LinkedHashSet<>();
      for (UndoDeploy deploy : running.reversed()) {
        if (touchedBelow(deploy.path())) {
          all.add(outermost(deploy.path(), deploy));
        }
      }
      entries.forEach(entry -> all.add(outermost(entry.path(), entry)));
      return all.stream().map(Entry::words).toList();
    }
  }

  private Entry outermost(String path, Entry otherwise) {
    for (UndoDeploy deploy : running) {
      if (isBelow(path, deploy.path())) {
        return deploy;
      }
    }
    return otherwise;
  }

  private boolean touchedBelow(String path) {
    return touched.stream().anyMatch(inner -> isBelow(inner, path));
  }

  private static boolean isBelow(String inner, String outer) {
    return inner.startsWith(outer + "/");
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

  /** From here on, and until it has ended, what a deploy does belongs to it. */
  void began(UndoDeploy deploy) {
    synchronized (entries) {
      running.add(deploy);
    }
  }

  /**
   * What a deploy did becomes one entry, also where it stopped half-way; nothing if it did nothing.
   */
  void ended(UndoDeploy deploy) {
    boolean changed;
    synchronized (entries) {
      running.remove(deploy);
      changed = touchedBelow(deploy.path());
      entries.removeIf(entry -> isBelow(entry.path(), deploy.path()));
      touched.removeIf(path -> isBelow(path, deploy.path()));
      if (changed) {
        touched.add(deploy.path());
      }
    }
    if (changed) {
      push(deploy);
    }
  }

  /** The entry of an effect, taken off the stack for whoever looks after it instead. */
  @Nullable Entry taken(String path) {
    synchronized (entries) {
      for (Entry entry : entries) {
        if (entry.path().equals(path) || isBelow(entry.path(), path)) {
          entries.remove(entry);
          return entry;
        }
      }
    }
    return null;
  }

  /**
   * Before anything unwinds: the list, and whether it shall be undone. Nobody is asked about
   * nothing.
   */
  void propose(Unwind end, Frame frame) {
    List<String> list = proposal();
    Manner manner = frame.manner();
    boolean later = manner.leaving() || (manner.triedAgain() && end.mayBeTriedAgain());
    if (end.undoAsked() || end.outcome() == Outcome.DONE || list.isEmpty() || later) {
      return;
    }
    end.undo(false, list);
    String question =
        "The run " + end.outcome().words() + ": " + end.reason() + " Undo what it did?";
    end.undo(agreed(frame.path(), question, list), list);
  }

  private boolean agreed(String path, String question, List<String> list) {
    return run.prompts.heard(Prompt.of(Prompt.Kind.UNDO, path, question).details(list)).isYes();
  }

  /**
   * Undoes everything that was agreed to, newest first, until one undo fails or somebody does not
   * want to go on.
   *
   * @return what is left
   */
  List<String> undoAll(Unwind end) {
    List<Entry> all;
    synchronized (entries) {
      all = new ArrayList<>(entries);
    }
    List<String> list = all.stream().map(Entry::words).toList();
    boolean more = !end.proposed().containsAll(list);
    if (more && !agreed(end.path(), "More was done meanwhile. Undo all of this?", list)) {
      return list;
    }
    for (Entry entry : all) {
      boolean gone = entry instanceof Barrier barrier ? crosses(barrier) : undo(entry);
      if (!gone) {
        return words();
      }
      synchronized (entries) {
        entries.remove(entry);
      }
    }
    return List.of();
  }

  /**
   * What cannot be undone stays as it is; whether to undo what was before it is not ours to say.
   */
  private boolean crosses(Barrier barrier) {
    boolean older;
    synchronized (entries) {
      older = entries.size() > 1;
    }
    String question = "This stays: " + barrier.words() + ". Undo what was done before it?";
    return older && agreed(barrier.path(), question, List.of(barrier.reason()));
  }

  boolean undo(Entry entry) {
    run.door.tell(new Event.Undoing(entry.path(), entry.words(), run.door.now()));
    Outcome outcome = Outcome.DONE;
    String reason = "";
    try {
      switch (entry) {
        case UndoAction undo ->
            run.actions.perform(
                undo.action(), undo.arguments(), new Span(0, 0), undoing(undo.frame()));
        case UndoDeploy undo ->
            run.statements.deployment(
                undo.component(), undo.arguments(), undo.previous(), undoing(undo.frame()));
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

  private static Frame undoing(Frame frame) {
    return frame.at("undo").manner(frame.manner().undoing());
  }
}
