package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.door.Departure;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Past;
import dev.runbook.journal.Prompt;
import dev.runbook.journal.Undo;
import dev.runbook.journal.UndoStack;
import dev.runbook.source.Span;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Expression;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Taking back what was done: proposing it, and doing it, newest first. */
final class Undos {

  /** Behind the path of what was done. */
  static final String PLACE = "/undo";

  private final Context run;
  private final UndoStack stack;

  /** The confirm that was given when undoing was agreed to. */
  private final Guards agreed = new Guards(null);

  /** How often each place was gone back from: every time is another effect. */
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

  /**
   * @param stack what there is to undo already
   */
  Undos(Context run, UndoStack stack) {
    this.run = run;
    this.stack = stack;
  }

  /** What was gone back from before, and is not again by the same key. */
  void wentBack(List<Event.Durable> record) {
    for (Event.Durable event : record) {
      if (event instanceof Event.Undone undone) {
        attempts.merge(undone.path(), 1, Integer::sum);
      }
    }
  }

  private <T> T stack(Function<UndoStack, T> work) {
    synchronized (stack) {
      return work.apply(stack);
    }
  }

  List<String> words() {
    return stack(UndoStack::words);
  }

  /** A change happened, or may have. */
  void touched(String path) {
    synchronized (stack) {
      stack.touched(path);
    }
  }

  void push(Symbol.Action action, Frame frame, Frame inside, Value result) {
    Undo entry = entry(action, frame, inside, result);
    if (entry != null) {
      push(entry);
    }
  }

  /** What the record holds of it counts, as the text may say something else by now. */
  private void push(Undo entry) {
    Past.Entry<Event.Undoable> known =
        run.journal.entry(
            Event.Undoable.class,
            entry.path(),
            undoable -> undoable.undo().getClass() == entry.getClass());
    Undo undo = known == null ? entry : known.event().undo();
    long number =
        known == null
            ? run.journal.tell(new Event.Undoable(entry, run.door.now()))
            : known.number();
    synchronized (stack) {
      stack.push(undo, number);
    }
    run.journal.watch(new Event.UndoListed(words()));
  }

  private @Nullable Undo entry(Symbol.Action action, Frame frame, Frame inside, Value result) {
    ActionPart.Irreversible irreversible = action.syntax().part(ActionPart.Irreversible.class);
    if (irreversible != null) {
      return new Undo.Barrier(
          frame.path(),
          action.qualifiedName(),
          run.expressions.words(irreversible.reason(), inside));
    }
    ActionPart.Undo undo = action.syntax().part(ActionPart.Undo.class);
    if (undo == null
        || !(undo.change() instanceof Expression.Call call)
        || !(run.facts.target(call) instanceof Facts.Target.ToAction(Symbol.Action back))) {
      return null;
    }
    Frame after = inside.inner();
    if (action.result() != Basic.NOTHING) {
      after.values().put("result", result);
    }
    List<Value> arguments = run.expressions.arguments(call, back.parameters(), after);
    Call taken = run.actions.described(back, arguments, after);
    return new Undo.Action(frame.path(), name(frame.environment()), taken);
  }

  private static String name(Symbol.@Nullable Environment environment) {
    return environment == null ? "" : environment.name();
  }

  void began(Undo.Whole whole) {
    synchronized (stack) {
      stack.began(whole);
    }
  }

  /** What it did becomes one entry, also where it stopped half-way; nothing if it did nothing. */
  void ended(Undo.Whole whole) {
    Undo entry;
    synchronized (stack) {
      entry = stack.ended(whole);
    }
    if (entry != null) {
      push(entry);
    }
  }

  /** The entry of an effect, taken off the stack for whoever looks after it instead. */
  Undo.@Nullable Single taken(String path) {
    synchronized (stack) {
      return stack.taken(path);
    }
  }

  /** Whoever looked after it could not take it back: it is on the stack again. */
  void returned(Undo.Single undo) {
    push(undo);
  }

  /**
   * Before anything unwinds: the list, and whether it shall be undone. Nobody is asked about
   * nothing.
   */
  void propose(Unwind end, Frame frame) {
    List<Undo> list = proposal();
    Manner manner = frame.manner();
    boolean later = manner.leaving() || manner.isTriedAgain(end) || manner.siblings() != null;
    if (end.undoAsked() || end.outcome() == Outcome.DONE || list.isEmpty() || later) {
      return;
    }
    end.undo(false, words(list));
    String question =
        "The run "
            + end.outcome().words()
            + ": "
            + end.reason()
            + (end.reason().matches("(?s).*[.?!]") ? "" : ".")
            + " Undo what it did?";
    boolean chosen = end.isChosen(words(list));
    end.undo(agreed(frame.path(), question, list, chosen), words(list));
  }

  /** What undoing would do now, newest first, and what stands in its way. */
  List<Undo> proposal() {
    return stack(UndoStack::proposal);
  }

  static List<String> words(List<Undo> list) {
    return list.stream().map(Undo::words).toList();
  }

  /**
   * Asks about undoing. Where it touches protected environments it is a confirm like any other, of
   * those who may guard them.
   *
   * @param chosen whether the operator has said yes already
   */
  private boolean agreed(String path, String question, List<Undo> list, boolean chosen) {
    Prompt prompt = Prompt.of(Prompt.Kind.UNDO, path, question).details(words(list));
    Map<List<Symbol.Team>, List<Symbol.Environment>> places = new LinkedHashMap<>();
    for (Undo undo : list) {
      for (Symbol.Environment environment : environments(undo)) {
        places.computeIfAbsent(environment.guards(), teams -> new ArrayList<>()).add(environment);
      }
    }
    if (places.isEmpty()) {
      return chosen || run.prompts.heard(prompt).isYes();
    }
    for (var place : places.entrySet()) {
      List<Prompt.Team> teams =
          place.getKey().stream().map(team -> new Prompt.Team(team.name(), team.title())).toList();
      List<String> typed = place.getValue().stream().map(Symbol::name).distinct().toList();
      Prompt theirs = prompt.by(teams, 1).typed(typed);
      Event.Answered answered = run.prompts.given(theirs);
      if (!answered.answer().isYes()) {
        return false;
      }
      agreed.give(new Guards.Guard(List.of(), place.getValue(), theirs, answered.at()));
    }
    return true;
  }

  /** The protected environments that an undo touches. */
  private List<Symbol.Environment> environments(Undo undo) {
    return switch (undo) {
      case Undo.Single single -> {
        Symbol.Environment environment = environment(single);
        yield environment != null && environment.isProtected() ? List.of(environment) : List.of();
      }
      case Undo.Nested nested ->
          nested.undos().stream().flatMap(inner -> environments(inner).stream()).toList();
      case Undo.Barrier _ -> List.of();
    };
  }

  private Symbol.@Nullable Environment environment(Undo.Single undo) {
    return undo.environment().isEmpty()
        ? null
        : run.program
            .declared(Symbol.Environment.class, undo.environment())
            .orElseThrow(() -> gone("environment " + undo.environment()));
  }

  private static Departure gone(String what) {
    return new Departure(
        "Undoing needs the " + what + ", and the text as it is now has none of that name.");
  }

  /**
   * Undoes everything that was agreed to, newest first, until somebody does not want to go on.
   *
   * @return what is left
   */
  List<String> undoAll(Unwind end) {
    List<Undo> all = stack(UndoStack::all);
    boolean more = !end.proposed().containsAll(words(all));
    String question = "More was done meanwhile. Undo all of this?";
    if (more && !agreed(end.path(), question, all, false)) {
      return words(all);
    }
    for (int at = 0; at < all.size(); at++) {
      Undo entry = all.get(at);
      Left left = left(entry, at == all.size() - 1);
      synchronized (stack) {
        if (left.undo == null) {
          stack.remove(entry);
        } else {
          stack.keep(entry, left.undo);
        }
      }
      if (left.halted) {
        break;
      }
    }
    return words();
  }

  /** Takes back the newest of what was done, and nothing else. */
  void undoNewest(String path) {
    List<Undo> all = stack(UndoStack::all);
    if (all.isEmpty()) {
      return;
    }
    Undo newest = all.getFirst();
    String question = "Undo this? " + newest.words();
    if (newest instanceof Undo.Barrier || !agreed(path, question, List.of(newest), true)) {
      return;
    }
    Left left = left(newest, true);
    synchronized (stack) {
      if (left.undo == null) {
        stack.remove(newest);
      } else {
        stack.keep(newest, left.undo);
      }
    }
    run.journal.watch(new Event.UndoListed(words()));
  }

  /**
   * What undoing an entry leaves.
   *
   * @param undo of it what is not undone; null if nothing
   * @param halted whether nothing else is to be undone either
   */
  private record Left(@Nullable Undo undo, boolean halted) {
    static final Left NOTHING = new Left(null, false);
  }

  private Left left(Undo entry, boolean last) {
    return switch (entry) {
      case Undo.Single single ->
          switch (back(single, agreed, true)) {
            case DONE -> Left.NOTHING;
            case SKIPPED -> new Left(single, false);
            case HALTED -> new Left(single, true);
          };
      case Undo.Barrier barrier -> crosses(barrier, last) ? Left.NOTHING : new Left(barrier, !last);
      case Undo.Nested nested -> nested(nested, last);
    };
  }

  private Left nested(Undo.Nested nested, boolean last) {
    List<Undo> left = new ArrayList<>();
    boolean halted = false;
    for (int at = 0; at < nested.undos().size(); at++) {
      Undo inner = nested.undos().get(at);
      Left one =
          halted ? new Left(inner, true) : left(inner, last && at == nested.undos().size() - 1);
      halted |= one.halted;
      if (one.undo != null) {
        left.add(one.undo);
      }
    }
    return left.isEmpty() ? Left.NOTHING : new Left(nested.of(left), halted);
  }

  /**
   * What cannot be undone stays as it is; whether to undo what was before it is not ours to say.
   */
  private boolean crosses(Undo.Barrier barrier, boolean last) {
    String question = "This stays: " + barrier.words() + ". Undo what was done before it?";
    Prompt prompt =
        Prompt.of(Prompt.Kind.UNDO, barrier.path(), question).details(List.of(barrier.reason()));
    return !last && run.prompts.heard(prompt).isYes();
  }

  private enum Back {
    DONE,
    SKIPPED,
    HALTED
  }

  /** Restores what was changed for a while; nobody is asked whether to. */
  boolean undo(Undo.Single entry, Guards guards) {
    return back(entry, guards, false) == Back.DONE;
  }

  private Back back(Undo.Single entry, Guards guards, boolean skippable) {
    while (true) {
      int attempt = attempts.merge(entry.path(), 1, Integer::sum);
      run.journal.tell(new Event.Undoing(entry.path(), entry.words(), run.door.now()));
      Outcome outcome = Outcome.DONE;
      String reason = "";
      try {
        perform(entry, guards, attempt);
      } catch (Unwind end) {
        outcome = end.outcome();
        reason = end.reason();
      }
      undone(entry, outcome, reason);
      if (outcome == Outcome.DONE) {
        return Back.DONE;
      }
      switch (run.failures.ofUndo(entry, reason, skippable)) {
        case RETRY -> {}
        case BY_HAND -> {
          undone(entry, Outcome.DONE, "by hand");
          return Back.DONE;
        }
        case SKIP -> {
          return Back.SKIPPED;
        }
        default -> {
          return Back.HALTED;
        }
      }
    }
  }

  private void undone(Undo.Single entry, Outcome outcome, String reason) {
    run.journal.tell(
        new Event.Undone(entry.path(), entry.words(), outcome, reason, run.door.now()));
  }

  private void perform(Undo.Single entry, Guards guards, int attempt) {
    Symbol.Environment environment = environment(entry);
    switch (entry) {
      case Undo.Action(String path, _, Call call) -> {
        Symbol.Action action =
            run.program
                .action(call.service(), call.action())
                .orElseThrow(() -> gone("action " + call.qualifiedName()));
        Frame frame = Frame.of(action.service().module(), path, environment, guards);
        Value _ =
            run.actions.perform(
                action,
                arguments(action.parameters(), call.arguments()),
                new Span(0, 0),
                undoing(frame, attempt));
      }
      case Undo.Deploy deploy -> {
        Symbol.Component component =
            run.program
                .declared(Symbol.Component.class, deploy.component())
                .orElseThrow(() -> gone("component " + deploy.component()));
        Frame frame = Frame.of(component.module(), deploy.path(), environment, guards);
        run.statements.deployment(
            component,
            arguments(component.parameters(), deploy.arguments()),
            deploy.previous(),
            null,
            undoing(frame, attempt));
      }
    }
  }

  private static List<Value> arguments(List<Symbol.Param> parameters, Map<String, Value> given) {
    return parameters.stream()
        .map(parameter -> given.getOrDefault(parameter.name(), Value.NONE))
        .toList();
  }

  private static Frame undoing(Frame frame, int attempt) {
    return frame.at(PLACE.substring(1)).attempt(attempt).manner(frame.manner().undoing());
  }
}
