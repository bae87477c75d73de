package dev.runbook.evaluate;

import dev.runbook.check.Effect;
import dev.runbook.check.Module;
import dev.runbook.check.Symbol;
import dev.runbook.check.Through;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Undo;
import dev.runbook.plan.Part;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What statements do. */
final class Statements {

  private final Context run;
  private final Loops loops;
  private final Blocks blocks;
  private final Decisions decisions;

  Statements(Context run) {
    this.run = run;
    this.loops = new Loops(run);
    this.blocks = new Blocks(run);
    this.decisions = new Decisions(run, blocks);
  }

  Decisions decisions() {
    return decisions;
  }

  void block(Block block, Frame frame) {
    blocks.run(block, frame, null);
  }

  /** A runbook's body. An escalate that stands directly in it names the ladder, and climbs none. */
  void runbook(Symbol.Runbook runbook, Frame frame) {
    run.invariants.begin(runbook, frame);
    Block body = runbook.syntax().body();
    List<Statement> done =
        body.statements().stream()
            .filter(statement -> !(statement instanceof Statement.Escalate))
            .toList();
    block(new Block(done, body.span()), frame);
  }

  /** The end of a run: what was chosen to be undone is undone now. */
  Unwind finish(Unwind end) {
    return blocks.finish(end);
  }

  /** The body of a watch, whose checks give a verdict instead of ending anything. */
  void judged(Block block, Frame frame, Judgement judgement) {
    blocks.run(block, frame, judgement);
  }

  /** The value that a body returns. */
  Value returned(Block block, Frame frame) {
    try {
      block(block, frame);
      return Value.NONE;
    } catch (Returned returned) {
      return returned.value();
    }
  }

  Value procedure(Symbol.Procedure procedure, List<Value> arguments, Frame frame) {
    Frame body = frame.body(procedure, procedure.module());
    for (Symbol.Param parameter : procedure.parameters()) {
      body.values().put(parameter.name(), arguments.get(parameter.index()));
    }
    return run.outline.giving(
        () ->
            run.outline.section(
                Part.Kind.PROCEDURE, procedure.syntax().title(), procedure.name(), false, body),
        () -> returned(procedure.syntax().body(), body));
  }

  void statement(Statement statement, Frame frame, @Nullable Judgement judgement) {
    String segment = run.identity.segment(statement);
    if (segment != null && !run.door.dry()) {
      run.invariants.begins(frame, segment, statement.span());
    }
    if (perform(statement, frame, frame.at(segment), judgement) && segment != null) {
      run.invariants.passed(frame, segment);
    }
  }

  /** Whether it was done: an optional step may be left out. */
  private boolean perform(
      Statement statement, Frame frame, Frame here, @Nullable Judgement judgement) {
    switch (statement) {
      case Statement.Prose prose -> say(prose.lines(), frame);
      case Statement.Step step -> {
        return step(step, here);
      }
      case Statement.Let let -> {
        Value value =
            run.outline.named(
                let.name().text(),
                let.value(),
                placed(let.value(), here, frame),
                () ->
                    run.expressions.evaluate(
                        let.value(), placed(let.value(), called(let.clauses(), here), frame)));
        frame.values().put(let.name().text(), value);
      }
      case Statement.Ask ask ->
          frame
              .values()
              .put(ask.name().text(), run.outline.called(ask, run.prompts.question(ask, here)));
      case Statement.Temporarily change -> temporarily(change, here, frame);
      case Statement.If choice -> decisions.conditional(choice, frame, judgement);
      case Statement.Match match -> decisions.match(match, frame, judgement);
      case Statement.ForEach loop -> loops.each(loop, here, judgement);
      case Statement.Parallel parallel -> loops.parallel(parallel, frame);
      case Statement.Run nested -> nested(nested, here);
      case Statement.Deploy deploy -> deploy(deploy, here);
      case Statement.Confirm confirm -> run.confirms.ask(confirm, here);
      case Statement.Do work -> run.prompts.work(work, here);
      case Statement.WaitFor wait -> run.waits.waitFor(wait, here);
      case Statement.WaitUntil wait -> run.waits.waitUntil(wait, here);
      case Statement.Watch watch -> run.waits.watch(watch, here);
      case Statement.Check check -> decisions.check(check, here, judgement);
      case Statement.Require require -> decisions.require(require, here);
      case Statement.Warn warn -> decisions.warn(warn, here);
      case Statement.Retry retry -> loops.retry(retry, frame);
      case Statement.Release release -> release(release, frame);
      case Statement.Ensure ensure -> {}
      case Statement.On handler -> {}
      case Statement.Escalate escalate -> escalate(escalate, here);
      case Statement.Evidence evidence -> {
        run.outline.evidence(evidence, here);
        Expression value = evidence.value();
        run.journal.tell(
            new Event.Evidence(
                here.path(),
                run.expressions.words(evidence.title(), here),
                value == null ? null : run.expressions.evaluate(value, here),
                run.door.now()));
      }
      case Statement.Stop stop -> {
        run.outline.ends(Part.Ending.STOPS, stop.reason(), here);
        end(Outcome.DONE, stop.reason(), stop.span(), here);
      }
      case Statement.Fail fail -> {
        run.outline.ends(Part.Ending.FAILS, fail.reason(), here);
        end(Outcome.FAILED, fail.reason(), fail.span(), here);
      }
      case Statement.Recovered recovered -> {
        run.outline.ends(Part.Ending.RECOVERS, recovered.reason(), here);
        throw new Recovery(run.expressions.words(recovered.reason(), here));
      }
      case Statement.Return returned -> {
        run.outline.given(returned, here);
        throw new Returned(run.expressions.evaluate(returned.value(), here));
      }
      case Statement.CallStatement call -> {
        Frame place = placed(call.call(), called(call.clauses(), here), frame);
        Value _ = run.expressions.evaluate(call.call(), place.manner(place.manner().discarding()));
      }
      case Statement.Bad bad -> throw new IllegalStateException("a program with mistakes");
    }
    return true;
  }

  /** The end of a handler that has put things right. */
  static final class Recovery extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Recovery(String reason) {
      super(reason, null, false, false);
    }
  }

  private void end(Outcome outcome, Text reason, Span span, Frame frame) {
    throw new Unwind(
        outcome, run.expressions.words(reason, frame), frame.path(), frame.module(), span);
  }

  /** A pure value leaves no trace in the record, and so takes no place in it. */
  private Frame placed(Expression value, Frame here, Frame outer) {
    return run.effects.of(value) == Effect.PURE ? outer : here;
  }

  /** What the clauses behind a call say of it: how long it may take, and where it looks. */
  private Frame called(Clauses clauses, Frame frame) {
    Duration limit = run.waits.duration(clauses, Clause.Kind.UP_TO, frame);
    return elsewhere(clauses, limit == null ? frame : frame.manner(frame.manner().upTo(limit)));
  }

  private Frame elsewhere(Clauses clauses, Frame frame) {
    Clause in = clauses.get(Clause.Kind.IN);
    return in != null
            && in.name() != null
            && frame.module().lookUp(in.name().text()) instanceof Symbol.Environment environment
        ? frame.in(environment)
        : frame;
  }

  private void say(List<Text> lines, Frame frame) {
    if (run.door.dry()) {
      run.outline.prose(lines, frame);
      return;
    }
    List<String> prose = new ArrayList<>();
    for (Text line : lines) {
      prose.add(run.expressions.words(line, frame));
    }
    run.journal.tell(new Event.Said(frame.path(), String.join("\n", prose)));
  }

  private boolean step(Statement.Step step, Frame frame) {
    String title =
        step.title() == null ? step.name().text() : run.expressions.words(step.title(), frame);
    if (!step.optional()) {
      step(step, title, frame.restoring());
    } else if (!run.prompts.wanted(title, frame)) {
      note(frame, "left out, because nobody wanted it: " + title);
      return false;
    } else if (run.door.dry()) {
      decisions.assume("the optional step is done: " + title, frame);
      new Branches(run.outline).under(() -> step(step, title, frame.inner().restoring()));
    } else {
      step(step, title, frame.inner().restoring());
    }
    return true;
  }

  private void step(Statement.Step step, String title, Frame frame) {
    run.outline.within(
        () ->
            run.outline.section(
                Part.Kind.STEP, step.title(), step.name().text(), step.optional(), frame),
        () -> recorded(title, frame, () -> block(step.body(), frame)));
  }

  /** A stretch of the record that begins, and ends however it ends. */
  private void recorded(String title, Frame frame, Runnable work) {
    run.journal.tell(new Event.StepBegan(frame.path(), title, run.door.now()));
    try {
      work.run();
    } catch (Unwind end) {
      ended(end.outcome(), frame);
      throw end;
    } catch (Returned | Recovery leaving) {
      ended(Outcome.DONE, frame);
      throw leaving;
    }
    ended(Outcome.DONE, frame);
  }

  private void ended(Outcome outcome, Frame frame) {
    run.journal.tell(new Event.StepEnded(frame.path(), outcome, run.door.now()));
  }

  private void note(Frame frame, String words) {
    run.journal.tell(new Event.Noted(frame.path(), words, run.door.now()));
  }

  private void temporarily(Statement.Temporarily change, Frame here, Frame frame) {
    boolean outlives = change.clauses().has(Clause.Kind.UNTIL_DONE);
    String name = change.name().text();
    Value result =
        run.outline.giving(
            () -> new Part.Temporary(name, outlives),
            () ->
                run.outline.named(
                    name,
                    change.change(),
                    here,
                    () ->
                        run.expressions.evaluate(change.change(), called(change.clauses(), here))));
    frame.values().put(name, result);
    Undo.Single undo = run.undos.taken(here.path());
    if (undo != null) {
      frame.temporary().push(new Frame.Temporary(name, undo, outlives));
    }
  }

  private void release(Statement.Release release, Frame frame) {
    run.outline.release(release);
    for (Frame.Temporary temporary : List.copyOf(frame.temporary())) {
      if (temporary.name().equals(release.name().text())) {
        if (!run.undos.undo(temporary.undo(), frame.guards())) {
          throw Unwind.failed(
              "could not restore: " + temporary.undo().words(), frame, release.span());
        }
        frame.temporary().remove(temporary);
      }
    }
  }

  private void escalate(Statement.Escalate escalate, Frame frame) {
    if (run.facts.symbol(escalate) instanceof Symbol.Escalation ladder) {
      run.outline.escalate(ladder);
      run.prompts.escalate(ladder, frame, escalate.span());
    }
  }

  /** A nested run has its own record of guards: what its caller confirmed does not count in it. */
  private void nested(Statement.Run nested, Frame frame) {
    if (!(run.facts.symbol(nested) instanceof Symbol.Runbook runbook)) {
      return;
    }
    List<Value> arguments = run.expressions.arguments(nested, runbook.parameters(), frame);
    Symbol.Environment environment =
        environment(nested, runbook, frame.module(), frame.environment());
    Frame body =
        Frame.of(runbook.module(), frame.path(), environment, new Guards(null))
            .of(runbook)
            .manner(frame.manner());
    for (Symbol.Param parameter : runbook.parameters()) {
      body.values().put(parameter.name(), arguments.get(parameter.index()));
    }
    Undo.Nested undo = new Undo.Nested(frame.path(), runbook.name(), List.of());
    try {
      run.outline.within(
          () ->
              run.outline.section(
                  Part.Kind.RUN, runbook.syntax().title(), runbook.name(), false, body),
          () -> whole(undo, runbook.title(), frame, () -> runbook(runbook, body)));
    } catch (Unwind end) {
      if (end.outcome() != Outcome.DONE || end.isGivenUp()) {
        throw end;
      }
    }
  }

  /** Where a nested run takes place: where it is told to, else where it can, else here. */
  static Symbol.@Nullable Environment environment(
      Statement.Run nested,
      Symbol.Runbook runbook,
      Module caller,
      Symbol.@Nullable Environment here) {
    Clause in = nested.clauses().get(Clause.Kind.IN);
    if (in != null
        && in.name() != null
        && caller.lookUp(in.name().text()) instanceof Symbol.Environment named) {
      return named;
    }
    return runbook.environments().isEmpty() ? here : runbook.environments().getFirst();
  }

  /** What is taken back as one thing, also where it stops half-way. */
  private void whole(Undo.Whole undo, String title, Frame frame, Runnable work) {
    run.undos.began(undo);
    try {
      recorded(title, frame, work);
    } catch (Unwind | Returned | Recovery leaving) {
      run.undos.ended(undo);
      throw leaving;
    }
    run.undos.ended(undo);
  }

  private void deploy(Statement.Deploy deploy, Frame frame) {
    if (!(run.facts.symbol(deploy) instanceof Symbol.Component component)) {
      return;
    }
    Value version = run.expressions.evaluate(deploy.version(), frame);
    if (version instanceof Value.Inconclusive(String reason)) {
      throw Unwind.failed("the version is not known: " + reason, frame, deploy.span());
    }
    List<Value> arguments = run.expressions.arguments(deploy, component.parameters(), frame);
    @Nullable Name through = deploy.clauses().name(Clause.Kind.THROUGH);
    List<Object> way =
        Arrays.asList(
            deploy.rollback(),
            component,
            arguments,
            version,
            String.valueOf(through),
            frame.path(),
            frame.environment(),
            frame.manner());
    run.outline.once(
        way,
        () ->
            run.outline.within(
                () -> run.outline.deployment(component, version, deploy.rollback(), frame),
                () -> deployment(component, arguments, version, through, frame)));
  }

  /**
   * Deploys a component. What ran before is read before anything is touched, because it is the way
   * back; whatever was done then, also by a deploy that stopped half-way, is taken back by
   * deploying that.
   *
   * @param last behind which of its statements it stops; null: it goes to its end
   */
  void deployment(
      Symbol.Component component,
      List<Value> arguments,
      Value version,
      @Nullable Name last,
      Frame frame) {
    var syntax = component.syntax().deploy();
    Symbol.Field running = component.fields().get("running");
    if (syntax == null || running == null) {
      throw new IllegalStateException(component.name() + " cannot be deployed");
    }
    Frame body = frame.body(component, component.module());
    for (Symbol.Param parameter : component.parameters()) {
      body.values().put(parameter.name(), arguments.get(parameter.index()));
    }
    Value previous =
        run.outline.named(
            "previous",
            running.syntax().value(),
            body,
            () -> run.expressions.evaluate(running.syntax().value(), body.at("running")));
    run.outline.goesBack(component, previous);
    boolean known = !(previous instanceof Value.None || previous instanceof Value.Inconclusive);
    if (!known && !run.door.dry()) {
      String why =
          previous instanceof Value.Inconclusive(String reason) ? reason : "it does not say";
      throw new Unwind(
          Outcome.FAILED,
          "which version of "
              + component.name()
              + " runs is not known, so there would be no way back: "
              + why,
          frame.path(),
          body.module(),
          component.span());
    }
    for (Symbol.Param parameter : component.deployParameters()) {
      var byDefault = parameter.syntax().defaultValue();
      Value value =
          parameter.index() == 0
              ? version
              : byDefault == null ? Value.NONE : run.expressions.evaluate(byDefault, body);
      body.values().put(parameter.name(), value);
    }
    String title =
        "Deploy "
            + component.name()
            + " "
            + Show.text(version)
            + " ("
            + Show.text(previous)
            + " runs)"
            + (last == null ? "" : ", through " + last + " and no further");
    Block deploy =
        last == null
            ? syntax.body()
            : Objects.requireNonNull(Through.of(syntax.body(), last, run.identity));
    if (!frame.manner().undoable() || run.door.dry()) {
      recorded(title, frame, () -> block(deploy, body));
      return;
    }
    Map<String, Value> given = new LinkedHashMap<>();
    for (Symbol.Param parameter : component.parameters()) {
      given.put(parameter.name(), arguments.get(parameter.index()));
    }
    Undo.Deploy undo =
        new Undo.Deploy(
            frame.path(),
            frame.environment() == null ? "" : frame.environment().name(),
            component.module().source().name(),
            component.name(),
            given,
            previous);
    whole(undo, title, frame, () -> block(deploy, body));
  }
}
