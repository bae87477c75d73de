package dev.runbook.evaluate;

import dev.runbook.check.Effects;
import dev.runbook.check.Facts;
import dev.runbook.check.Identity;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.UndoStack;
import dev.runbook.source.Span;
import dev.runbook.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all parts of the evaluator share during one run. */
final class Context {

  final Program program;
  final Facts facts;
  final Effects effects;
  final Identity identity;
  final Door door;
  final Journal journal;
  final ZoneId zone;
  final Symbol.Runbook runbook;
  private final Map<String, Value> parameters;
  private final EffectKeys keys;

  final Interrupts interrupts = new Interrupts();
  final Undos undos;
  final Invariants invariants;
  final Expressions expressions;
  final Actions actions;
  final Settlements settlements;
  final Previews previews;
  final Deadlines deadlines;
  final Failures failures;
  final Edits edits;
  final Prompts prompts;
  final Confirms confirms;
  final Manual manual;
  final Waits waits;
  final Outline outline;
  final Pacing pacing;

  /**
   * Of a dry run: whether something was changed or waited for by now, so that what a service says
   * today tells nothing any more of the moment that is gone through.
   */
  boolean later;

  final Statements statements;

  Context(
      Program program,
      Symbol.Runbook runbook,
      Door door,
      ZoneId zone,
      Instant began,
      Map<String, Value> parameters,
      UndoStack undoable) {
    this.program = program;
    this.facts = program.facts();
    this.effects = new Effects(program.modules(), facts);
    this.identity = new Identity(effects);
    this.door = door;
    this.journal = new Journal(door);
    this.zone = zone;
    this.runbook = runbook;
    this.parameters = new LinkedHashMap<>(parameters);
    this.keys = new EffectKeys(runbook.name(), began);
    this.undos = new Undos(this, undoable);
    this.invariants = new Invariants(this);
    this.expressions = new Expressions(this);
    this.actions = new Actions(this);
    this.settlements = new Settlements(this);
    this.previews = new Previews(this);
    this.deadlines = new Deadlines(this);
    this.failures = new Failures(this);
    this.edits = new Edits(this);
    this.prompts = new Prompts(this);
    this.confirms = new Confirms(this);
    this.manual = new Manual(this);
    this.waits = new Waits(this);
    this.outline = new Outline(this);
    this.pacing = new Pacing(this);
    this.statements = new Statements(this);
  }

  void parameter(String name, Value value) {
    parameters.put(name, value);
  }

  Map<String, Value> parameters() {
    return parameters;
  }

  /** What a parameter of the run's own runbook was given. */
  Value parameter(String name) {
    return parameters.getOrDefault(name, Value.NONE);
  }

  /** The key of an effect at a place. */
  String key(Frame frame) {
    return keys.of(frame.path(), frame.manner().attempt());
  }

  /**
   * To be asked wherever a branch is about to touch, ask or wait for something: one that another
   * branch has ended goes no further than it went before, and neither does a run that is only taken
   * back. Which branches have ended is known once all of them have gone over their past.
   */
  void boundary(Frame frame) {
    journal.mustGoOn();
    Siblings siblings = frame.manner().siblings();
    boolean ends = !journal.endsWithItsPast().isEmpty() && !frame.manner().leaving();
    if ((siblings == null && !ends) || journal.hasPast(frame.path())) {
      return;
    }
    if (journal.past(Event.GaveUp.class, frame.path(), any -> true) != null) {
      throw Unwind.givenUp(frame);
    }
    if (siblings != null && journal.isResumed()) {
      waits.others(siblings, frame);
    }
    if (siblings != null && siblings.over()) {
      journal.tell(new Event.GaveUp(frame.path(), door.now()));
      throw Unwind.givenUp(frame);
    }
    if (ends) {
      throw new Unwind(
          Outcome.ABORTED, journal.endsWithItsPast(), frame.path(), frame.module(), new Span(0, 0));
    }
  }
}
