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
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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

  /** One thing that is done to take something back. */
  sealed interface Single extends Entry {}

  record UndoAction(String path, Symbol.Action action, List<Value> arguments, Frame frame)
      implements Single {
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
      implements Single, Whole {
    @Override
    public Entry of(List<Entry> inner) {
      return this;
    }

    @Override
    public String words() {
      return "deploy " + component.name() + " to " + Show.text(previous);
    }
  }

  /** A nested run goes back by what it did, its newest first. */
  record UndoRun(String path, String runbook, List<Entry> entries) implements Entry, Whole {
    @Override
    public Entry of(List<Entry> inner) {
      return new UndoRun(path, runbook, List.copyOf(inner));
    }

    @Override
    public String words() {
      return "undo "
          + runbook
          + ": "
          + String.join(", then ", entries.stream().map(Entry::words).toList());
    }
  }

  /** What is taken back as one, whatever was done in it. */
  sealed interface Whole {
    String path();

    Entry of(List<Entry> inner);
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
  private final List<Whole> running = new ArrayList<>();
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
   * What undoing would do now: a deploy or nested run that is under way is taken back as a whole,
   * as it will be once it has unwound.
   */
  private List<String> proposal() {
    synchronized (entries) {
      List<Entry> all = new ArrayList<>(entries);
      for (Whole whole : running.reversed()) {
        int newest =
            IntStream.range(0, all.size())
                .filter(at -> isBelow(all.get(at).path(), whole.path()))
                .findFirst()
                .orElse(0);
        Entry entry = taken(whole, all);
        if (entry != null) {
          all.add(newest, entry);
        }
      }
      return all.stream().map(Entry::words).distinct().toList();
    }
  }

  /** Takes what was done in a deploy or nested run together; null if that is nothing. */
  private @Nullable Entry taken(Whole whole, List<Entry> from) {
    List<Entry> inner = from.stream().filter(entry -> isBelow(entry.path(), whole.path())).toList();
    from.removeAll(inner);
    boolean changed = whole instanceof UndoDeploy ? touchedBelow(whole.path()) : !inner.isEmpty();
    return changed ? whole.of(inner) : null;
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

  /** From here on, and until it has ended, what a deploy or nested run does belongs to it. */
  void began(Whole whole) {
    synchronized (entries) {
      running.add(whole);
    }
  }

  /** What it did becomes one entry, also where it stopped half-way; nothing if it did nothing. */
  void ended(Whole whole) {
    Entry entry;
    synchronized (entries) {
      running.remove(whole);
      List<Entry> all = new ArrayList<>(entries);
      entry = taken(whole, all);
      entries.clear();
      entries.addAll(all);
      boolean changed = touchedBelow(whole.path());
      touched.removeIf(path -> isBelow(path, whole.path()));
      if (changed) {
        touched.add(whole.path());
      }
    }
    if (entry != null) {
      push(entry);
    }
  }

  /** The entry of an effect, taken off the stack for whoever looks after it instead. */
  @Nullable Single taken(String path) {
    synchronized (entries) {
      for (Entry entry : entries) {
        boolean here = entry.path().equals(path) || isBelow(entry.path(), path);
        if (here && entry instanceof Single single) {
          entries.remove(single);
          return single;
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
    boolean later = manner.leaving() || manner.isTriedAgain(end) || manner.siblings() != null;
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
    for (int at = 0; at < all.size(); at++) {
      Entry entry = all.get(at);
      Entry left = left(entry, at == all.size() - 1);
      synchronized (entries) {
        entries.remove(entry);
        if (left != null) {
          entries.push(left);
        }
      }
      if (left != null) {
        return words();
      }
    }
    return List.of();
  }

  /**
   * Undoes an entry.
   *
   * @return what of it is left; null if nothing
   */
  private @Nullable Entry left(Entry entry, boolean last) {
    return switch (entry) {
      case Single single -> undo(single) ? null : single;
      case Barrier barrier -> crosses(barrier, last) ? null : barrier;
      case UndoRun run -> {
        List<Entry> rest = new ArrayList<>(run.entries());
        Entry left = null;
        while (left == null && !rest.isEmpty()) {
          left = left(rest.removeFirst(), last && rest.isEmpty());
        }
        if (left != null) {
          rest.addFirst(left);
        }
        yield left == null ? null : run.of(rest);
      }
    };
  }

  /**
   * What cannot be undone stays as it is; whether to undo what was before it is not ours to say.
   */
  private boolean crosses(Barrier barrier, boolean last) {
    String question = "This stays: " + barrier.words() + ". Undo what was done before it?";
    return !last && agreed(barrier.path(), question, List.of(barrier.reason()));
  }

  boolean undo(Single entry) {
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
                undo.component(), undo.arguments(), undo.previous(), null, undoing(undo.frame()));
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
